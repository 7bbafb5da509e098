import { useEffect, useRef, type ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import { NavigationType, useLocation, useNavigationType } from 'react-router-dom'
import styles from './page-title.module.css'

interface PageTitleProps {
  title: string
  /** One line under the heading. */
  note?: ReactNode
  /** Buttons at the right, such as another week. */
  actions?: ReactNode
}

/** The screen's heading. Names the browser's tab and takes the focus after navigation, so that it is read out. A new screen begins at its top. */
export function PageTitle({ title, note, actions }: PageTitleProps) {
  const { t } = useTranslation('ui')
  const heading = useRef<HTMLHeadingElement>(null)
  // The first page keeps the browser's own focus; going back keeps its own scroll position.
  const isFirstPage = useRef(useLocation().key === 'default')
  const isGoingBack = useRef(useNavigationType() === NavigationType.Pop)
  const appName = t('appName')

  useEffect(() => {
    document.title = `${title} · ${appName}`
  }, [title, appName])

  useEffect(() => {
    if (isFirstPage.current) return
    if (!isGoingBack.current) window.scrollTo(0, 0)
    heading.current?.focus({ preventScroll: true })
  }, [])

  return (
    <div className={styles.row}>
      <div className={styles.words}>
        <h1 ref={heading} tabIndex={-1}>
          {title}
        </h1>
        {note !== undefined && (
          <p className={styles.note} aria-live="polite">
            {note}
          </p>
        )}
      </div>
      {actions !== undefined && <div className={styles.actions}>{actions}</div>}
    </div>
  )
}
