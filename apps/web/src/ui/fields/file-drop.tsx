import { IconFileUpload } from '@tabler/icons-react'
import { useId, useState, type ChangeEvent } from 'react'
import styles from './file-drop.module.css'

interface FileDropProps {
  label: string
  /** What may be chosen, for people. */
  hint: string
  /** The same for the device's own dialog: `.xlsx,.csv`. */
  accept: string
  /** The words that look like a button. */
  action: string
  onChoose: (file: File) => void
  error?: string | undefined
}

/** A file from the device: chosen in its own dialog or dropped on the field. */
export function FileDrop({ label, hint, accept, action, onChoose, error }: FileDropProps) {
  const id = useId()
  const [isOver, setIsOver] = useState(false)
  const handleChange = ({ currentTarget }: ChangeEvent<HTMLInputElement>) => {
    const [file] = currentTarget.files ?? []
    // The same file, mended meanwhile, must be a new choice.
    currentTarget.value = ''
    if (file) onChoose(file)
  }
  return (
    <div>
      <label htmlFor={id} className={styles.drop} data-over={isOver || undefined}>
        <IconFileUpload size={36} stroke={1.5} aria-hidden className={styles.icon} />
        <span className={styles.label}>{label}</span>
        <span className={styles.action} aria-hidden>
          {action}
        </span>
        <input
          id={id}
          type="file"
          accept={accept}
          className={styles.input}
          aria-describedby={`${id}-hint`}
          aria-invalid={error !== undefined}
          onChange={handleChange}
          onDragEnter={() => setIsOver(true)}
          onDragLeave={() => setIsOver(false)}
          onDrop={() => setIsOver(false)}
        />
      </label>
      <p id={`${id}-hint`} className={styles.hint}>
        {hint}
      </p>
      {error !== undefined && (
        <p role="alert" className={styles.error}>
          {error}
        </p>
      )}
    </div>
  )
}
