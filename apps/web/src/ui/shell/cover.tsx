import { useTranslation } from 'react-i18next'
import type { ReactNode } from 'react'
import { LanguageSwitch } from '../controls/language-switch.tsx'
import { OfflineBanner } from '../states/offline-banner.tsx'
import styles from './cover.module.css'

/** The cover of the diary with its white label: where people stand who are not inside yet. */
export function Cover({ children }: { children: ReactNode }) {
  const { t } = useTranslation('ui')
  return (
    <main className={styles.cover}>
      <OfflineBanner />
      <p className={styles.brand}>{t('appName')}</p>
      <section className={styles.label}>{children}</section>
      <div className={styles.language}>
        <LanguageSwitch hasHiddenLabel />
      </div>
    </main>
  )
}

/** A form on the label: its fields one below another, what went wrong above them. */
export function CoverForm({
  onSubmit,
  problem,
  notice,
  children,
}: {
  onSubmit: () => void
  problem?: string | undefined
  notice?: string | undefined
  children: ReactNode
}) {
  return (
    <form
      className={styles.form}
      noValidate
      onSubmit={event => {
        event.preventDefault()
        onSubmit()
      }}
    >
      <div role="alert" className={styles.alert}>
        {problem !== undefined && <p className={styles.problem}>{problem}</p>}
        {problem === undefined && notice !== undefined && <p className={styles.ended}>{notice}</p>}
      </div>
      {children}
    </form>
  )
}

/** What else there is to know, below the form. */
export const CoverHelp = ({ children }: { children: ReactNode }) => (
  <div className={styles.help}>{children}</div>
)
