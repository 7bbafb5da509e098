import type { ReactNode } from 'react'
import styles from './state.module.css'

interface StateProps {
  icon: ReactNode
  title: string
  text: string
  action?: ReactNode
  role?: 'alert' | 'status'
  /** It stands in the place of a whole screen, so its title is the screen's heading. */
  isScreen?: boolean
}

/** The one look of a place where the usual content is missing: what is so, and what to do next. */
export function State({ icon, title, text, action, role, isScreen = false }: StateProps) {
  const Title = isScreen ? 'h1' : 'p'
  return (
    <div className={styles.state} role={role}>
      <div className={styles.icon} aria-hidden>
        {icon}
      </div>
      <Title className={styles.title}>{title}</Title>
      <p className={styles.text}>{text}</p>
      {action}
    </div>
  )
}
