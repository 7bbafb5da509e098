import type { ReactNode } from 'react'
import { Link } from 'react-router-dom'
import { useTranslation } from 'react-i18next'
import { useFormats } from '#platform/format.ts'
import { Card } from '#ui/display/card.tsx'
import styles from './person.module.css'

/** `с 1 сентября 2026 г. до 31 мая 2027 г.` */
export function useSpan() {
  const { t } = useTranslation('people')
  const formats = useFormats()
  return (fromOn: string, untilOn: string | null) =>
    [
      t('since', { day: formats.dayOfYear(fromOn) }),
      untilOn && t('until', { day: formats.dayOfYear(untilOn) }),
    ]
      .filter(Boolean)
      .join(' ')
}

export function Fact({ name, children }: { name: string; children: ReactNode }) {
  return (
    <div className={styles.fact}>
      <dt>{name}</dt>
      <dd>{children}</dd>
    </div>
  )
}

interface ListedProps {
  title: string
  /** What there is when there is nothing. */
  nothing?: string
  /** Buttons under the list. */
  actions?: ReactNode
  count: number
  children: ReactNode
}

export function Listed({ title, nothing, actions, count, children }: ListedProps) {
  return (
    <Card title={title}>
      {count > 0 ? <ul className={styles.items}>{children}</ul> : <p className={styles.note}>{nothing}</p>}
      {actions !== undefined && actions !== false && <div className={styles.actions}>{actions}</div>}
    </Card>
  )
}

interface ItemProps {
  name: ReactNode
  to?: string
  isOver?: boolean
  badge?: ReactNode
  actions?: ReactNode
  children: ReactNode
}

export function Item({ name, to, isOver = false, badge, actions, children }: ItemProps) {
  return (
    <li className={styles.item} data-over={isOver || undefined}>
      <span className={styles.itemHead}>
        {to === undefined ? <strong>{name}</strong> : <Link to={to}>{name}</Link>}
        {badge}
      </span>
      <span className={styles.note}>{children}</span>
      {actions !== undefined && actions !== false && <span className={styles.actions}>{actions}</span>}
    </li>
  )
}
