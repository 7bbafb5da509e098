import '@mantine/core/styles/Input.layer.css'
import { TextInput } from '@mantine/core'
import type { ChangeEvent } from 'react'
import styles from './field.module.css'

interface TimeFieldProps {
  /** For those who do not see the column it stands in. */
  label: string
  /** `08:30` */
  value: string
  onChange: (value: string) => void
  error?: string | undefined
}

/** A time of day in a row of a table: its name is heard, the column's is seen. */
export function TimeField({ label, value, onChange, error }: TimeFieldProps) {
  return (
    <TextInput
      type="time"
      size="md"
      classNames={styles}
      aria-label={label}
      value={value}
      error={error}
      onChange={(event: ChangeEvent<HTMLInputElement>) => onChange(event.currentTarget.value)}
    />
  )
}
