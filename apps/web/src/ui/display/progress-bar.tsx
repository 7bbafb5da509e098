import { useId } from 'react'
import styles from './progress-bar.module.css'

interface ProgressBarProps {
  /** What is going on, in words; read out when it changes. */
  label: string
  /** How much of it is done, such as `1 200 из 4 500`. */
  note?: string | undefined
  /** Between 0 and 1; without it nobody knows how long it will take. */
  share?: number | undefined
}

/** Work that takes a while: what is being done, and how far it has come. */
export function ProgressBar({ label, note, share }: ProgressBarProps) {
  const id = useId()
  const percent = share === undefined ? undefined : Math.round(Math.min(Math.max(share, 0), 1) * 100)
  return (
    <div className={styles.progress}>
      <div className={styles.words}>
        <strong id={id} role="status">
          {label}
        </strong>
        {note !== undefined && <span className={styles.note}>{note}</span>}
      </div>
      <div
        className={styles.track}
        role="progressbar"
        aria-labelledby={id}
        aria-valuemin={0}
        aria-valuemax={100}
        aria-valuenow={percent}
        aria-valuetext={note}
      >
        <div
          className={styles.bar}
          data-open={percent === undefined || undefined}
          {...(percent !== undefined && { style: { transform: `scaleX(${percent / 100})` } })}
        />
      </div>
    </div>
  )
}
