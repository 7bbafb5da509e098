import { call } from '@diary/contracts/call'
import { homework as homeworkShape, homeworkApi, type Homework } from '@diary/contracts/homework'
import { lesson as lessonShape, lessonsApi } from '@diary/contracts/lessons'
import { useMutation } from '@tanstack/react-query'
import { IconPencil, IconPlus } from '@tabler/icons-react'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useFormats } from '#platform/format.ts'
import { sessionFetch } from '#platform/session/session.ts'
import { Button } from '#ui/controls/button.tsx'
import { ConfirmButton } from '#ui/controls/confirm-button.tsx'
import { Checkbox } from '#ui/fields/checkbox.tsx'
import { HomeworkFields, isValidHomework, type HomeworkValues } from './homework-fields.tsx'
import { NewHomework } from './new-homework.tsx'
import styles from '../lessons.module.css'
import { idOf } from '../section-links.tsx'
import { Clash } from '#ui/saving/clash.tsx'
import { SaveNote } from '#ui/saving/save-note.tsx'
import { useUnsaved } from '../saving/unsaved.ts'
import { useEdits } from '#platform/saving/use-edits.ts'
import type { PanelData } from '../use-panel-data.ts'

/** What is given, more of it, or the word that there is none. */
export function HomeworkSection({ data }: { data: PanelData }) {
  const { t } = useTranslation('lessons')
  const { lesson, onLesson, onParts } = data
  const [isAdding, setIsAdding] = useState(false)
  const none = useEdits({
    draftKey: `no homework ${lesson.id}`,
    thing: lesson,
    versionOf: ({ version }) => version,
    valuesOf: ({ isHomeworkNone }) => ({ isHomeworkNone }),
    shape: lessonShape,
    send: (body, _, { id, version }) =>
      call(lessonsApi.update, { params: { lessonId: id }, body, ifVersion: version }, sessionFetch),
    onNow: onLesson,
  })
  const { isHomeworkNone } = none.values
  const hasHomework = lesson.homework.length > 0
  const isForm = lesson.can.edit && (isAdding || (!hasHomework && !isHomeworkNone))

  return (
    <section id={idOf('homework')} className={styles.section} aria-label={t('homework.title')}>
      <h3 className={styles.heading}>{t('homework.title')}</h3>
      {lesson.homework.map(item => (
        <HomeworkItem key={item.id} homework={item} canEdit={lesson.can.edit} onChanged={onParts} />
      ))}
      {!hasHomework && (
        <Checkbox
          label={t('homework.none')}
          isChecked={isHomeworkNone}
          isDisabled={!lesson.can.edit}
          onChange={isNone => {
            none.set('isHomeworkNone', isNone)
            void none.save()
          }}
        />
      )}
      <SaveNote state={none.state} isDirty={none.isDirty} onRetry={none.save} />
      {isForm && (
        <NewHomework
          lessonId={lesson.id}
          lessonDay={lesson.day}
          onCreated={() => {
            setIsAdding(false)
            onParts()
          }}
        />
      )}
      {lesson.can.edit && hasHomework && !isAdding && (
        <Button look="quiet" icon={<IconPlus size={20} />} onClick={() => setIsAdding(true)}>
          {t('homework.more')}
        </Button>
      )}
    </section>
  )
}

interface HomeworkItemProps {
  homework: Homework
  canEdit: boolean
  onChanged: () => void
}

const valuesOf = ({ text, dueOn, minutes }: Homework): HomeworkValues => ({
  text,
  dueOn,
  minutes: minutes === null ? '' : String(minutes),
})

function HomeworkItem({ homework, canEdit, onChanged }: HomeworkItemProps) {
  const { t } = useTranslation('lessons')
  const formats = useFormats()
  const { values, now, set, save, isDirty, state, clashes, takeTheirs, keepMine, forget } = useEdits({
    draftKey: `homework ${homework.id}`,
    thing: homework,
    versionOf: ({ version }) => version,
    valuesOf,
    shape: homeworkShape,
    send: ({ text, dueOn, minutes }, _, { id, version }) => {
      const body = {
        ...(text !== undefined && { text: text.trim() }),
        ...(dueOn !== undefined && { dueOn: dueOn as Homework['dueOn'] }),
        ...(minutes !== undefined && { minutes: minutes.trim() === '' ? null : Number(minutes) }),
      }
      return call(homeworkApi.update, { params: { homeworkId: id }, body, ifVersion: version }, sessionFetch)
    },
    onNow: onChanged,
  })
  // What was left half done is found open again.
  const [isEditing, setIsEditing] = useState(isDirty)
  const saveValid = async () => (isValidHomework(values) ? save() : false)
  useUnsaved(isDirty, saveValid, forget)
  const withdraw = useMutation({
    mutationFn: () =>
      call(
        homeworkApi.withdraw,
        { params: { homeworkId: homework.id }, ifVersion: homework.version },
        sessionFetch,
      ),
    // Withdrawn by somebody else or changed meanwhile: in both cases the teacher sees what there is.
    onSettled: onChanged,
  })
  const labels = { text: t('homework.text'), dueOn: t('homework.dueDay'), minutes: t('homework.minutes') }

  return (
    <article className={styles.item}>
      {isEditing ? (
        <form
          className={styles.form}
          noValidate
          onSubmit={event => {
            event.preventDefault()
            void saveValid().then(isSaved => isSaved && setIsEditing(false))
          }}
        >
          <HomeworkFields values={values} onChange={set} />
          <Clash
            fields={clashes.map(key => ({ label: labels[key], theirs: now[key], mine: values[key] }))}
            onTake={takeTheirs}
            onKeep={keepMine}
          />
          <SaveNote state={state} isDirty={isDirty} />
          <div className={styles.actions}>
            <Button type="submit" look="primary" isBusy={state.is === 'saving'}>
              {t('homework.save')}
            </Button>
            <Button
              onClick={() => {
                forget()
                setIsEditing(false)
              }}
            >
              {t('cancelEdit')}
            </Button>
          </div>
        </form>
      ) : (
        <>
          <p className={styles.prose}>{values.text}</p>
          <p className={styles.note}>
            {[
              t('homework.forDay', { day: formats.day(values.dueOn) }),
              homework.minutes !== null && t('homework.takes', { count: homework.minutes }),
              homework.studentIds.length > 0 && t('homework.forSome', { count: homework.studentIds.length }),
              t('homework.publishedAt', { moment: formats.moment(homework.publishedAt) }),
              homework.version > 1 && t('homework.changedAt', { moment: formats.moment(homework.updatedAt) }),
            ]
              .filter(Boolean)
              .join(' · ')}
          </p>
          {canEdit && (
            <div className={styles.actions}>
              <Button look="quiet" icon={<IconPencil size={20} />} onClick={() => setIsEditing(true)}>
                {t('homework.edit')}
              </Button>
              <ConfirmButton
                question={t('homework.withdrawQuestion')}
                consequence={t('homework.withdrawConsequence')}
                action={t('homework.withdraw')}
                isBusy={withdraw.isPending}
                onConfirm={() => withdraw.mutate()}
              >
                {t('homework.withdraw')}
              </ConfirmButton>
            </div>
          )}
          {withdraw.isError && <SaveNote state={{ is: 'refused', error: withdraw.error }} isDirty={false} />}
        </>
      )}
    </article>
  )
}
