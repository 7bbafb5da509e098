import '@mantine/core/styles/Input.layer.css'
import { TextInput } from '@mantine/core'
import type {
  ChangeEvent,
  FocusEvent,
  HTMLInputAutoCompleteAttribute,
  InputHTMLAttributes,
  KeyboardEventHandler,
  Ref,
} from 'react'
import styles from './field.module.css'

interface TextFieldProps {
  label: string
  value: string
  onChange: (value: string) => void
  onBlur?: (event: FocusEvent<HTMLInputElement>) => void
  onKeyDown?: KeyboardEventHandler<HTMLInputElement>
  name?: string
  hint?: string
  error?: string | undefined
  type?: 'text' | 'search' | 'date' | 'number'
  autoComplete?: HTMLInputAutoCompleteAttribute
  inputMode?: InputHTMLAttributes<HTMLInputElement>['inputMode']
  spellCheck?: boolean
  autoCapitalize?: 'none' | 'sentences'
  maxLength?: number
  isRequired?: boolean
  isDisabled?: boolean
  ref?: Ref<HTMLInputElement>
}

/** One line of text with a label that stays, a hint, and the error beside the field it belongs to. */
export function TextField({
  onChange,
  hint,
  isRequired = false,
  isDisabled = false,
  ...rest
}: TextFieldProps) {
  return (
    <TextInput
      size="md"
      classNames={styles}
      description={hint}
      required={isRequired}
      withAsterisk={false}
      disabled={isDisabled}
      onChange={(event: ChangeEvent<HTMLInputElement>) => onChange(event.currentTarget.value)}
      {...rest}
    />
  )
}
