import '@mantine/core/styles/Input.layer.css'
import { NativeSelect } from '@mantine/core'
import { IconChevronDown } from '@tabler/icons-react'
import type { ChangeEvent } from 'react'
import styles from './field.module.css'

interface SelectProps<Value extends string> {
  label: string
  value: Value
  options: readonly { value: Value; label: string }[]
  onChange: (value: Value) => void
  error?: string | undefined
  isDisabled?: boolean
  /** Leaves the label to screen readers where the options speak for themselves. */
  hasHiddenLabel?: boolean
}

/** One of many. The device's own list: a wheel on a phone, type-ahead on a keyboard. */
export function Select<Value extends string>({
  label,
  value,
  options,
  onChange,
  error,
  isDisabled = false,
  hasHiddenLabel = false,
}: SelectProps<Value>) {
  const handleChange = (event: ChangeEvent<HTMLSelectElement>) => {
    const option = options.find(candidate => candidate.value === event.currentTarget.value)
    if (option) onChange(option.value)
  }
  return (
    <NativeSelect
      size="md"
      classNames={styles}
      {...(hasHiddenLabel ? { 'aria-label': label } : { label })}
      value={value}
      error={error}
      disabled={isDisabled}
      data={options.map(option => ({ ...option }))}
      rightSection={<IconChevronDown size={18} aria-hidden />}
      onChange={handleChange}
    />
  )
}
