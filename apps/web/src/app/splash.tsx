import { ScreenSkeleton } from '#ui/display/skeleton.tsx'
import styles from './splash.module.css'

/** The cover and empty sheets, before anything is known. */
export function Splash() {
  return (
    <div>
      <div className={styles.cover} />
      <div className={styles.content}>
        <ScreenSkeleton />
      </div>
    </div>
  )
}
