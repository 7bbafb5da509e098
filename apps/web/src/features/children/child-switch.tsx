import type { Child } from '@diary/contracts/session'
import { useTranslation } from 'react-i18next'
import { Link } from 'react-router-dom'
import styles from './child-switch.module.css'

interface ChildSwitchProps {
  family: readonly Child[]
  currentId: Child['id']
  /** The page of the diary that is open: the other child's opens at the same one. */
  page: string
}

/** The label on the cover with the child's name; with several children, a tab for each. */
export function ChildSwitch({ family, currentId, page }: ChildSwitchProps) {
  const { t } = useTranslation('children')
  const [only] = family
  if (only && family.length === 1) {
    return (
      <p className={styles.only}>
        <span className={styles.name}>{only.name}</span>
        {only.className !== null && <span className={styles.class}>{only.className}</span>}
      </p>
    )
  }
  return (
    <nav aria-label={t('switch')}>
      <ul className={styles.tabs}>
        {family.map(child => (
          <li key={child.id}>
            <Link
              to={`/children/${child.id}/${page}`}
              className={styles.tab}
              aria-current={child.id === currentId ? 'page' : undefined}
              aria-label={[child.name, child.className].filter(Boolean).join(', ')}
            >
              <span className={styles.name}>{child.firstName}</span>
              {child.className !== null && <span className={styles.class}>{child.className}</span>}
            </Link>
          </li>
        ))}
      </ul>
    </nav>
  )
}
