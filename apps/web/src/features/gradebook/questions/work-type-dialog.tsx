import type { MarkValue } from '@diary/contracts/marks'
import type { WorkType } from '@diary/contracts/works'
import { useState, type FormEvent } from 'react'
import { useTranslation } from 'react-i18next'
import { useFormats } from '#platform/format.ts'
import { Button } from '#ui/controls/button.tsx'
import { Select } from '#ui/fields/select.tsx'
import { Dialog } from '#ui/overlay/dialog.tsx'
import { defaultWorkType } from '../register/default-work-type.ts'
import styles from './dialogs.module.css'

interface WorkTypeDialogProps {
  day: string
  value: MarkValue
  types: readonly WorkType[]
  lastTypeId: WorkType['id'] | undefined
  onAnswer: (typeId: WorkType['id']) => void
  onClose: () => void
}

/** Asked once a lesson: a mark belongs to a work. Enter takes what is most likely. */
export function WorkTypeDialog({ day, value, types, lastTypeId, onAnswer, onClose }: WorkTypeDialogProps) {
  const { t } = useTranslation('gradebook')
  const formats = useFormats()
  const [typeId, setTypeId] = useState(defaultWorkType(types, lastTypeId)?.id)
  const handleSubmit = (event: FormEvent) => {
    event.preventDefault()
    if (typeId) onAnswer(typeId)
  }
  return (
    <Dialog title={t('workType.title')} isOpen onClose={onClose}>
      {typeId === undefined ? (
        <p>{t('workType.none')}</p>
      ) : (
        <form onSubmit={handleSubmit} className={styles.form}>
          <p>{t('workType.text', { day: formats.day(day) })}</p>
          <Select
            label={t('workType.label')}
            value={typeId}
            options={types.map(type => ({
              value: type.id,
              label: t('page.work', { title: type.title, weight: formats.number(type.weight) }),
            }))}
            onChange={setTypeId}
          />
          <Button type="submit" look="primary" isWide data-autofocus>
            {t('workType.submit', { value })}
          </Button>
        </form>
      )}
    </Dialog>
  )
}
