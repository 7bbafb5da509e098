import { call } from '@diary/contracts/call'
import { homeworkApi } from '@diary/contracts/homework'
import type { Lesson } from '@diary/contracts/lessons'
import { useMutation } from '@tanstack/react-query'
import { useRef, useState, type FormEvent } from 'react'
import { useTranslation } from 'react-i18next'
import { useCreateKey } from '#platform/create-key.ts'
import { addDays, isDay } from '#platform/days.ts'
import { useDraft } from '#platform/drafts.ts'
import { sessionFetch } from '#platform/session/session.ts'
import { Button } from '#ui/controls/button.tsx'
import { Choice } from '#ui/controls/choice.tsx'
import { HomeworkFields, isValidHomework, type HomeworkValues } from './homework-fields.tsx'
import styles from '../lessons.module.css'
import { SaveNote } from '#ui/saving/save-note.tsx'
import { useUnsaved } from '../saving/unsaved.ts'

interface NewHomeworkProps {
  lessonId: Lesson['id']
  lessonDay: Lesson['day']
  onCreated: () => void
}

/** Gives homework: a text is enough, it is due at the next lesson unless said otherwise. */
export function NewHomework({ lessonId, lessonDay, onCreated }: NewHomeworkProps) {
  const { t } = useTranslation('lessons')
  const key = useCreateKey()
  const [due, setDue] = useState<'next' | 'day'>('next')
  const [text, setText] = useDraft(`new homework ${lessonId}`, '')
  const [rest, setRest] = useState({ dueOn: addDays(lessonDay, 7) as string, minutes: '' })
  const values: HomeworkValues = { text, ...rest }
  const isValid = isValidHomework(values) && (due === 'next' || isDay(values.dueOn))
  const { mutateAsync, isPending, error } = useMutation({
    mutationFn: () => {
      const body = {
        text: values.text.trim(),
        ...(due === 'day' && { dueOn: values.dueOn as Lesson['day'] }),
        ...(values.minutes.trim() && { minutes: Number(values.minutes) }),
      }
      return call(
        homeworkApi.create,
        { params: { lessonId }, body, idempotencyKey: key.take() },
        sessionFetch,
      )
    },
    onSuccess: () => {
      key.done()
      setText('')
      onCreated()
    },
  })
  // Closing the panel while it is being given waits for the answer and gives nothing twice.
  const going = useRef<Promise<boolean>>(undefined)
  const save = async () => {
    if (isPending && going.current) return going.current
    if (!isValid) return false
    going.current = mutateAsync().then(
      () => true,
      () => false,
    )
    return going.current
  }
  const isTyped = values.text.trim() !== ''
  useUnsaved(isTyped, save, () => setText(''))
  const handleSubmit = (event: FormEvent) => {
    event.preventDefault()
    void save()
  }
  return (
    <form className={styles.form} onSubmit={handleSubmit} noValidate>
      <Choice
        label={t('homework.due')}
        value={due}
        options={[
          { value: 'next', label: t('homework.dueNext') },
          { value: 'day', label: t('homework.dueOn') },
        ]}
        onChange={setDue}
      />
      <HomeworkFields
        values={values}
        hasDay={due === 'day'}
        onChange={(field, value) => {
          // Other words are another creation: the old key would be refused for them.
          key.done()
          if (field === 'text') setText(value)
          else setRest({ ...rest, [field]: value })
        }}
      />
      {error && <SaveNote state={{ is: 'refused', error }} isDirty={isTyped} />}
      <Button type="submit" look="primary" isBusy={isPending} isDisabled={!isValid}>
        {t('homework.give')}
      </Button>
    </form>
  )
}
