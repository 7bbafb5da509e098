import type { ReactNode } from 'react'
import styles from './card.module.css'

interface CardProps {
  children: ReactNode
  /** A heading of level two; the card becomes a region with that name. */
  title?: ReactNode
  /** Stands at the right of the heading: a link or a badge. */
  aside?: ReactNode
  /** The red line of an exercise book down the left side. */
  hasMargin?: boolean
}

/** A sheet of paper. */
export function Card({ children, title, aside, hasMargin = false }: CardProps) {
  return (
    <section className={hasMargin ? `${styles.card} ${styles.margin}` : styles.card}>
      {title !== undefined && (
        <header className={styles.header}>
          <h2 className={styles.title}>{title}</h2>
          {aside}
        </header>
      )}
      {children}
    </section>
  )
}
