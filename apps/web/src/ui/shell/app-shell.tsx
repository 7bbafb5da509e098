import type { ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import { Link, NavLink } from 'react-router-dom'
import { OfflineBanner } from '../states/offline-banner.tsx'
import styles from './app-shell.module.css'
import { BusyLine } from './busy-line.tsx'
import { MorePlaces } from './more-places.tsx'

/** What the bar of a phone holds side by side. */
const barHolds = 5

export interface Place {
  to: string
  label: string
  icon: ReactNode
}

interface AppShellProps {
  places: readonly Place[]
  /** Whose diary it is: stands on the label of the cover. */
  label: ReactNode
  /** At the right of the top bar. */
  actions?: ReactNode
  children: ReactNode
}

/** The cover of the diary above, the places at the thumb on a phone and at the side on a wide screen. */
export function AppShell({ places, label, actions, children }: AppShellProps) {
  const { t } = useTranslation('ui')
  const inBar = places.length > barHolds ? barHolds - 1 : places.length
  return (
    <div className={styles.shell}>
      <a className={styles.skip} href="#content">
        {t('skipToContent')}
      </a>
      <header className={styles.cover}>
        <div className={styles.coverRow}>
          <Link to="/" className={styles.brand}>
            {t('appName')}
          </Link>
          <div className={styles.label}>{label}</div>
          <div className={styles.actions}>{actions}</div>
        </div>
        <BusyLine />
      </header>
      <div className={styles.body}>
        {places.length > 0 && (
          <nav className={styles.places} aria-label={t('mainNavigation')}>
            {places.map((place, index) => (
              <NavLink
                key={place.to}
                to={place.to}
                className={index < inBar ? (styles.place ?? '') : `${styles.place} ${styles.notInBar}`}
              >
                <span className={styles.icon}>{place.icon}</span>
                <span className={styles.placeLabel}>{place.label}</span>
              </NavLink>
            ))}
            {inBar < places.length && <MorePlaces places={places.slice(inBar)} />}
          </nav>
        )}
        <div className={styles.page}>
          <OfflineBanner />
          <main id="content" tabIndex={-1} className={styles.content}>
            {children}
          </main>
        </div>
      </div>
    </div>
  )
}
