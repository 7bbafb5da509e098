import type { ReactNode } from 'react'
import styles from './badge.module.css'

/** What a badge says about its matter, beside its words. */
export type Tone = 'plain' | 'accent' | 'strong' | 'good' | 'warn' | 'bad'

/** A few words on a coloured ground; the words alone say it all. */
export function Badge({
  children,
  tone = 'plain',
  icon,
}: {
  children: ReactNode
  tone?: Tone
  icon?: ReactNode
}) {
  return (
    <span className={styles.badge} data-tone={tone}>
      {icon}
      {children}
    </span>
  )
}
