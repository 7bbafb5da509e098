import { useIsFetching } from '@tanstack/react-query'
import styles from './busy-line.module.css'

/** A thin line under the cover while something is on its way; what is shown meanwhile stays. */
export function BusyLine() {
  return <div className={styles.line} data-busy={useIsFetching() > 0 || undefined} aria-hidden />
}
