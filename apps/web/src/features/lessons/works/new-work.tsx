import { call } from '@diary/contracts/call'
import type { Lesson } from '@diary/contracts/lessons'
import { worksApi, type WorkType } from '@diary/contracts/works'
import { useMutation } from '@tanstack/react-query'
import { useRef, useState, type FormEvent } from 'react'
import { useTranslation } from 'react-i18next'
import { useCreateKey } from '#platform/create-key.ts'
import { sessionFetch } from '#platform/session/session.ts'
import { Button } from '#ui/controls/button.tsx'
import styles from '../lessons.module.css'
import { SaveNote } from '#ui/saving/save-note.tsx'
import { useUnsaved } from '../saving/unsaved.ts'
import { isValidWork, WorkFields, type WorkValues } from './work-fields.tsx'

interface NewWorkProps {
  lessonId: Lesson['id']
  types: readonly WorkType[]
  onCreated: () => void
  onClose: () => void
}

/** Adds a work to the lesson: a further column of the register. */
export function NewWork({ types, onClose, ...rest }: NewWorkProps) {
  const { t } = useTranslation('lessons')
  const first = types[0]
  if (!first) return <p className={styles.note}>{t('works.typesMissing')}</p>
  return <WorkForm types={types} firstTypeId={first.id} onClose={onClose} {...rest} />
}

function WorkForm({
  lessonId,
  types,
  firstTypeId,
  onCreated,
  onClose,
}: NewWorkProps & { firstTypeId: WorkType['id'] }) {
  const { t } = useTranslation('lessons')
  const key = useCreateKey()
  const [values, setValues] = useState<WorkValues>({ workTypeId: firstTypeId, topic: '', description: '' })
  const { mutateAsync, isPending, error } = useMutation({
    mutationFn: () => {
      const { workTypeId, topic, description } = values
      const body = {
        workTypeId,
        ...(topic.trim() && { topic: topic.trim() }),
        ...(description.trim() && { description: description.trim() }),
      }
      return call(worksApi.create, { params: { lessonId }, body, idempotencyKey: key.take() }, sessionFetch)
    },
    onSuccess: () => {
      key.done()
      onCreated()
    },
  })
  // Closing the panel while it is being made waits for the answer and makes nothing twice.
  const going = useRef<Promise<boolean>>(undefined)
  const save = async () => {
    if (isPending && going.current) return going.current
    if (!isValidWork(values)) return false
    going.current = mutateAsync().then(
      () => true,
      () => false,
    )
    return going.current
  }
  const isTyped = values.topic.trim() !== '' || values.description.trim() !== ''
  useUnsaved(isTyped, save, onClose)
  const handleSubmit = (event: FormEvent) => {
    event.preventDefault()
    void save()
  }
  return (
    <form className={styles.form} onSubmit={handleSubmit} noValidate>
      <WorkFields
        values={values}
        types={types}
        onChange={(field, value) => {
          key.done()
          setValues({ ...values, [field]: value })
        }}
      />
      {error && <SaveNote state={{ is: 'refused', error }} isDirty={isTyped} />}
      <div className={styles.actions}>
        <Button type="submit" look="primary" isBusy={isPending} isDisabled={!isValidWork(values)}>
          {t('works.create')}
        </Button>
        <Button onClick={onClose}>{t('cancelEdit')}</Button>
      </div>
    </form>
  )
}
