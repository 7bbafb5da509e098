import type { ReactNode } from 'react'
import styles from './state.module.css'

interface StateProps {
  icon: ReactNode
  title: string
  text: string
  action?: ReactNode
  role?: 'alert' | 'status'
}

/** The one look of a place where the usual content is missing: what is so, and what to do next. */
export function State({ icon, title, text, action, role }: StateProps) {
  return (
    <div className={styles.state} role={role}>
      <div className={styles.icon} aria-hidden>
        {icon}
      </div>
      <p className={styles.title}>{title}</p>
      <p className={styles.text}>{text}</p>
      {action}
    </div>
  )
}
