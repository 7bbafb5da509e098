import { useState, type FormEvent } from 'react'
import { useTranslation } from 'react-i18next'
import { Button } from '#ui/controls/button.tsx'
import { TextField } from '#ui/fields/text-field.tsx'
import styles from './absence-reasons.module.css'

const noteMax = 500

/** What the reason rests on: a certificate, a note of the guardian. For the whole run. */
export function NoteForm({ note, onSave }: { note: string; onSave: (note: string | null) => void }) {
  const { t } = useTranslation('absenceReasons')
  const [text, setText] = useState(note)
  const isTooLong = text.trim().length > noteMax
  const handleSubmit = (event: FormEvent) => {
    event.preventDefault()
    if (!isTooLong) onSave(text.trim() || null)
  }
  return (
    <form className={styles.noteForm} onSubmit={handleSubmit}>
      <TextField
        label={t('note')}
        hint={t('notePlaceholder')}
        value={text}
        onChange={setText}
        error={isTooLong ? t('noteTooLong') : undefined}
      />
      <Button type="submit" isDisabled={text.trim() === note || isTooLong}>
        {t('saveNote')}
      </Button>
    </form>
  )
}
