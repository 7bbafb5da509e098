import '@mantine/core/styles/Input.layer.css'
import { Textarea } from '@mantine/core'
import type { ChangeEvent, FocusEvent, Ref } from 'react'
import styles from './field.module.css'

interface TextAreaProps {
  label: string
  value: string
  onChange: (value: string) => void
  onBlur?: (event: FocusEvent<HTMLTextAreaElement>) => void
  hint?: string
  error?: string | undefined
  rows?: number
  maxLength?: number
  isDisabled?: boolean
  ref?: Ref<HTMLTextAreaElement>
}

/** Several lines of text; the browser checks the spelling in the page's language. */
export function TextArea({ onChange, hint, rows = 3, isDisabled = false, ...rest }: TextAreaProps) {
  return (
    <Textarea
      size="md"
      classNames={styles}
      description={hint}
      rows={rows}
      spellCheck
      disabled={isDisabled}
      onChange={(event: ChangeEvent<HTMLTextAreaElement>) => onChange(event.currentTarget.value)}
      {...rest}
    />
  )
}
