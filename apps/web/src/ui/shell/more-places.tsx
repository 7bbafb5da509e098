import { IconDots } from '@tabler/icons-react'
import { useId, type MouseEvent } from 'react'
import { useTranslation } from 'react-i18next'
import { NavLink, useLocation } from 'react-router-dom'
import styles from './app-shell.module.css'
import type { Place } from './app-shell.tsx'

/** The places that the bar of a phone has no room for, in a list above it. */
export function MorePlaces({ places }: { places: readonly Place[] }) {
  const { t } = useTranslation('ui')
  const id = useId()
  const { pathname } = useLocation()
  const isHere = places.some(({ to }) => pathname === to || pathname.startsWith(`${to}/`))
  const close = ({ currentTarget }: MouseEvent) =>
    currentTarget.closest<HTMLElement>('[popover]')?.hidePopover()
  return (
    <>
      <button
        type="button"
        className={`${styles.place} ${styles.moreButton}`}
        popoverTarget={id}
        data-here={isHere || undefined}
      >
        <span className={styles.icon}>
          <IconDots size={24} stroke={1.75} aria-hidden />
        </span>
        <span className={styles.placeLabel}>{t('morePlaces')}</span>
      </button>
      <div id={id} popover="auto" className={styles.more}>
        {places.map(place => (
          <NavLink key={place.to} to={place.to} className={styles.morePlace ?? ''} onClick={close}>
            {place.icon}
            {place.label}
          </NavLink>
        ))}
      </div>
    </>
  )
}
