import type { Mark } from '@diary/contracts/marks'
import { useState, type FormEvent } from 'react'
import { useTranslation } from 'react-i18next'
import { useFormats } from '#platform/format.ts'
import { Button } from '#ui/controls/button.tsx'
import { Checkbox } from '#ui/fields/checkbox.tsx'
import { TextArea } from '#ui/fields/text-area.tsx'
import { Dialog } from '#ui/overlay/dialog.tsx'
import type { GivenMark } from '../register/pending.ts'
import styles from './dialogs.module.css'

const commentMax = 1000

interface CommentDialogProps {
  mark: Mark
  onAnswer: (mark: GivenMark) => void
  onClose: () => void
}

/** What the family reads beside the mark, and who gave it. */
export function CommentDialog({ mark, onAnswer, onClose }: CommentDialogProps) {
  const { t } = useTranslation('gradebook')
  const formats = useFormats()
  const [comment, setComment] = useState(mark.comment ?? '')
  const [isMadeUp, setIsMadeUp] = useState(mark.isMadeUp)
  const isTooLong = comment.trim().length > commentMax
  const handleSubmit = (event: FormEvent) => {
    event.preventDefault()
    if (!isTooLong && mark.value !== null)
      onAnswer({ value: mark.value, comment: comment.trim() || null, isMadeUp })
  }
  return (
    <Dialog title={t('comment.title')} isOpen onClose={onClose}>
      <form onSubmit={handleSubmit} className={styles.form}>
        <TextArea
          label={t('comment.label')}
          hint={t('comment.hint')}
          value={comment}
          onChange={setComment}
          error={isTooLong ? t('comment.tooLong') : undefined}
          data-autofocus
        />
        <Checkbox label={t('comment.madeUp')} isChecked={isMadeUp} onChange={setIsMadeUp} />
        <p className={styles.note}>
          {t('comment.givenBy', { name: mark.givenBy, moment: formats.moment(mark.updatedAt) })}
        </p>
        <Button type="submit" look="primary" isWide isDisabled={mark.value === null}>
          {t('comment.submit')}
        </Button>
      </form>
    </Dialog>
  )
}
