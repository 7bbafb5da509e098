import '@mantine/core/styles/Input.layer.css'
import { TextInput } from '@mantine/core'
import type { ChangeEvent } from 'react'
import styles from './field.module.css'

interface DateFieldProps {
  label: string
  /** `2026-09-01`, or nothing while it is not a whole date. */
  value: string
  onChange: (value: string) => void
  hint?: string | undefined
  error?: string | undefined
  min?: string | undefined
  max?: string | undefined
  isRequired?: boolean
  isDisabled?: boolean
}

/** A day. The device's own field: digits on a keyboard, a calendar under the thumb. */
export function DateField({
  hint,
  onChange,
  min,
  max,
  isRequired = false,
  isDisabled = false,
  ...rest
}: DateFieldProps) {
  return (
    <TextInput
      type="date"
      size="md"
      classNames={styles}
      description={hint}
      required={isRequired}
      withAsterisk={false}
      disabled={isDisabled}
      onChange={(event: ChangeEvent<HTMLInputElement>) => onChange(event.currentTarget.value)}
      {...(min !== undefined && { min })}
      {...(max !== undefined && { max })}
      {...rest}
    />
  )
}
