import { useState, type FormEvent } from 'react'
import { useTranslation } from 'react-i18next'
import { Button } from '#ui/controls/button.tsx'
import { TextField } from '#ui/fields/text-field.tsx'
import { Dialog } from '#ui/overlay/dialog.tsx'
import styles from './dialogs.module.css'

const usual = [5, 10, 15, 20]

interface LateDialogProps {
  minutes: number | null
  onAnswer: (minutes: number | null) => void
  onClose: () => void
}

/** How late; the minutes may stay empty, for a teacher in a hurry. */
export function LateDialog({ minutes, onAnswer, onClose }: LateDialogProps) {
  const { t } = useTranslation('gradebook')
  const [text, setText] = useState(minutes === null ? '' : String(minutes))
  const [isWrong, setIsWrong] = useState(false)
  const handleSubmit = (event: FormEvent) => {
    event.preventDefault()
    const given = text.trim()
    if (given === '') return onAnswer(null)
    const number = Number(given)
    if (Number.isInteger(number) && number >= 1 && number <= 240) return onAnswer(number)
    setIsWrong(true)
  }
  return (
    <Dialog title={t('late.title')} isOpen onClose={onClose}>
      <form onSubmit={handleSubmit} className={styles.form} noValidate>
        <div className={styles.usual}>
          {usual.map(count => (
            <Button key={count} onClick={() => onAnswer(count)}>
              {t('late.minutes', { count })}
            </Button>
          ))}
        </div>
        <TextField
          label={t('late.label')}
          hint={t('late.hint')}
          inputMode="numeric"
          value={text}
          onChange={setText}
          error={isWrong ? t('late.wrong') : undefined}
          data-autofocus
        />
        <Button type="submit" look="primary" isWide>
          {t('late.submit')}
        </Button>
      </form>
    </Dialog>
  )
}
