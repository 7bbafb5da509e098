import { IconChevronLeft, IconChevronRight } from '@tabler/icons-react'
import { IconLink } from './icon-button.tsx'
import { LinkButton } from './button.tsx'
import styles from './period-switch.module.css'

interface PeriodSwitchProps {
  previous: { to: string; label: string }
  next: { to: string; label: string }
  /** Back to the present; left out while it is shown. */
  now?: { to: string; label: string } | undefined
}

/** Steps to the week before and after. */
export function PeriodSwitch({ previous, next, now }: PeriodSwitchProps) {
  return (
    <div className={styles.switch}>
      {now && (
        <LinkButton look="quiet" to={now.to}>
          {now.label}
        </LinkButton>
      )}
      <IconLink label={previous.label} to={previous.to} icon={<IconChevronLeft aria-hidden />} />
      <IconLink label={next.label} to={next.to} icon={<IconChevronRight aria-hidden />} />
    </div>
  )
}
