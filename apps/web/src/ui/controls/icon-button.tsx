import { UnstyledButton } from '@mantine/core'
import type { MouseEventHandler, ReactNode } from 'react'
import { Link } from 'react-router-dom'
import styles from './icon-button.module.css'

interface IconButtonProps {
  /** What the button does, for those who do not see the icon and as a hint under the pointer. */
  label: string
  icon: ReactNode
  onClick?: MouseEventHandler<HTMLButtonElement>
  isDisabled?: boolean
}

/** A square button of 44 px that shows only an icon. */
export function IconButton({ label, icon, onClick, isDisabled = false }: IconButtonProps) {
  return (
    <UnstyledButton
      className={styles.button}
      aria-label={label}
      title={label}
      onClick={onClick}
      disabled={isDisabled}
    >
      {icon}
    </UnstyledButton>
  )
}

/** The same square as a link. */
export function IconLink({ label, icon, to }: { label: string; icon: ReactNode; to: string }) {
  return (
    <UnstyledButton component={Link} to={to} className={styles.button} aria-label={label} title={label}>
      {icon}
    </UnstyledButton>
  )
}
