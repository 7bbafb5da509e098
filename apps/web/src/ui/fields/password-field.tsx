import '@mantine/core/styles/Input.layer.css'
import { TextInput, UnstyledButton } from '@mantine/core'
import { IconEye, IconEyeOff } from '@tabler/icons-react'
import { useState, type ChangeEvent, type KeyboardEvent, type Ref } from 'react'
import { useTranslation } from 'react-i18next'
import styles from './field.module.css'
import own from './password-field.module.css'

interface PasswordFieldProps {
  label: string
  value: string
  onChange: (value: string) => void
  name?: string
  hint?: string
  error?: string | undefined
  /** `current-password` or `new-password`, so that password managers help. */
  autoComplete: 'current-password' | 'new-password'
  isRequired?: boolean
  ref?: Ref<HTMLInputElement>
}

/** A password that can be shown, pasted and managed; says when Caps Lock is on. */
export function PasswordField({ onChange, hint, isRequired = false, ...rest }: PasswordFieldProps) {
  const { t } = useTranslation('ui')
  const [isShown, setIsShown] = useState(false)
  const [hasCapsLock, setHasCapsLock] = useState(false)
  const noticeCapsLock = (event: KeyboardEvent) => setHasCapsLock(event.getModifierState('CapsLock'))
  const label = t(isShown ? 'hidePassword' : 'showPassword')
  return (
    <TextInput
      size="md"
      type={isShown ? 'text' : 'password'}
      classNames={styles}
      description={hasCapsLock ? <span className={own.capsLock}>{t('capsLock')}</span> : hint}
      required={isRequired}
      withAsterisk={false}
      autoCapitalize="none"
      spellCheck={false}
      onChange={(event: ChangeEvent<HTMLInputElement>) => onChange(event.currentTarget.value)}
      onKeyDown={noticeCapsLock}
      onKeyUp={noticeCapsLock}
      onBlur={() => setHasCapsLock(false)}
      rightSectionWidth={44}
      rightSection={
        <UnstyledButton
          className={own.toggle}
          aria-label={label}
          title={label}
          aria-pressed={isShown}
          onClick={() => setIsShown(!isShown)}
        >
          {isShown ? <IconEyeOff size={22} aria-hidden /> : <IconEye size={22} aria-hidden />}
        </UnstyledButton>
      }
      {...rest}
    />
  )
}
