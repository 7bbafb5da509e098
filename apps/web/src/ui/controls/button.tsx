import '@mantine/core/styles/UnstyledButton.layer.css'
import '@mantine/core/styles/Loader.layer.css'
import '@mantine/core/styles/Button.layer.css'
import { Button as MantineButton } from '@mantine/core'
import type { MouseEventHandler, ReactNode, Ref } from 'react'
import { Link } from 'react-router-dom'
import styles from './button.module.css'

interface Look {
  children: ReactNode
  /** One primary action a screen; `quiet` for what stands in a row of text. */
  look?: 'primary' | 'secondary' | 'quiet' | 'danger'
  icon?: ReactNode
  isWide?: boolean
}

interface ButtonProps extends Look {
  type?: 'button' | 'submit'
  onClick?: MouseEventHandler<HTMLButtonElement>
  isBusy?: boolean
  isDisabled?: boolean
  ref?: Ref<HTMLButtonElement>
}

/** A button at least 44 px high. While busy it keeps its width and cannot be pressed twice. */
export function Button({
  look = 'secondary',
  icon,
  isWide = false,
  type = 'button',
  isBusy = false,
  isDisabled = false,
  ...rest
}: ButtonProps) {
  return (
    <MantineButton
      className={styles.button}
      variant={look}
      type={type}
      leftSection={icon}
      fullWidth={isWide}
      loading={isBusy}
      disabled={isDisabled}
      {...rest}
    />
  )
}

/** Looks like a button and is a link: it goes somewhere and can be opened in another tab. */
export function LinkButton({
  look = 'secondary',
  icon,
  isWide = false,
  to,
  children,
}: Look & { to: string }) {
  return (
    <MantineButton
      component={Link}
      to={to}
      className={styles.button}
      variant={look}
      leftSection={icon}
      fullWidth={isWide}
    >
      {children}
    </MantineButton>
  )
}
