import { call } from '@diary/contracts/call'
import { work as workShape, worksApi, type Work } from '@diary/contracts/works'
import { useMutation } from '@tanstack/react-query'
import { IconPencil, IconPlus } from '@tabler/icons-react'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useFormats } from '#platform/format.ts'
import { sessionFetch } from '#platform/session/session.ts'
import { Button } from '#ui/controls/button.tsx'
import { ConfirmButton } from '#ui/controls/confirm-button.tsx'
import { Badge } from '#ui/display/badge.tsx'
import { Clash } from '#ui/saving/clash.tsx'
import styles from '../lessons.module.css'
import { idOf } from '../section-links.tsx'
import { NewWork } from './new-work.tsx'
import { SaveNote } from '#ui/saving/save-note.tsx'
import { useUnsaved } from '../saving/unsaved.ts'
import { useEdits } from '#platform/saving/use-edits.ts'
import type { PanelData } from '../use-panel-data.ts'
import { isValidWork, WorkFields, type WorkValues } from './work-fields.tsx'

/** What marks are given for in this lesson. */
export function WorksSection({ data }: { data: PanelData }) {
  const { t } = useTranslation('lessons')
  const [isAdding, setIsAdding] = useState(false)
  const { lesson, workTypes, marksCountOf, onParts } = data
  return (
    <section id={idOf('works')} className={styles.section} aria-label={t('works.title')}>
      <h3 className={styles.heading}>{t('works.title')}</h3>
      <p className={styles.note}>{lesson.works.length > 0 ? t('works.lead') : t('works.empty')}</p>
      {lesson.works.map(work => (
        <WorkItem key={work.id} work={work} marksCount={marksCountOf(work.id)} data={data} />
      ))}
      {lesson.can.edit && !isAdding && (
        <Button look="quiet" icon={<IconPlus size={20} />} onClick={() => setIsAdding(true)}>
          {t('works.add')}
        </Button>
      )}
      {lesson.can.edit && isAdding && (
        <NewWork
          lessonId={lesson.id}
          types={workTypes}
          onClose={() => setIsAdding(false)}
          onCreated={() => {
            setIsAdding(false)
            onParts()
          }}
        />
      )}
    </section>
  )
}

const valuesOf = ({ type, topic, description }: Work): WorkValues => ({
  workTypeId: type.id,
  topic: topic ?? '',
  description: description ?? '',
})

function WorkItem({ work, marksCount, data }: { work: Work; marksCount: number; data: PanelData }) {
  const { t } = useTranslation('lessons')
  const formats = useFormats()
  const { lesson, workTypes, onParts } = data
  const { values, now, set, save, isDirty, state, clashes, takeTheirs, keepMine, forget } = useEdits({
    draftKey: `work ${work.id}`,
    thing: work,
    versionOf: ({ version }) => version,
    valuesOf,
    shape: workShape,
    send: ({ workTypeId, topic, description }, _, { id, version }) => {
      const body = {
        ...(workTypeId !== undefined && { workTypeId }),
        ...(topic !== undefined && { topic: topic.trim() || null }),
        ...(description !== undefined && { description: description.trim() || null }),
      }
      return call(worksApi.update, { params: { workId: id }, body, ifVersion: version }, sessionFetch)
    },
    onNow: onParts,
  })
  const [isEditing, setIsEditing] = useState(isDirty)
  const saveValid = async () => (isValidWork(values) ? save() : false)
  useUnsaved(isDirty, saveValid, forget)
  const withdraw = useMutation({
    mutationFn: () =>
      call(worksApi.withdraw, { params: { workId: work.id }, ifVersion: work.version }, sessionFetch),
    onSettled: onParts,
  })
  const titleOf = (id: string) => workTypes.find(type => type.id === id)?.title ?? work.type.title
  const labels = { workTypeId: t('works.type'), topic: t('works.topic'), description: t('works.description') }
  const worded = (key: keyof WorkValues, from: WorkValues) =>
    key === 'workTypeId' ? titleOf(from.workTypeId) : from[key]

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
          <WorkFields values={values} types={workTypes} current={work.type} onChange={set} />
          <Clash
            fields={clashes.map(key => ({
              label: labels[key],
              theirs: worded(key, now),
              mine: worded(key, values),
            }))}
            onTake={takeTheirs}
            onKeep={keepMine}
          />
          <SaveNote state={state} isDirty={isDirty} />
          <div className={styles.actions}>
            <Button type="submit" look="primary" isBusy={state.is === 'saving'}>
              {t('works.save')}
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
          <p className={styles.workTitle}>
            <Badge tone="accent">{work.type.abbreviation}</Badge>
            <strong>{work.type.title}</strong>
          </p>
          <p className={styles.note}>
            {[
              t('works.weight', { weight: formats.number(work.weight) }),
              !work.countsInAverage && t('works.outside'),
              marksCount > 0 && t('works.marks', { count: marksCount }),
            ]
              .filter(Boolean)
              .join(' · ')}
          </p>
          {work.topic !== null && <p>{work.topic}</p>}
          {work.description !== null && <p className={styles.prose}>{work.description}</p>}
          {lesson.can.edit && (
            <div className={styles.actions}>
              <Button look="quiet" icon={<IconPencil size={20} />} onClick={() => setIsEditing(true)}>
                {t('works.edit')}
              </Button>
              {marksCount === 0 && (
                <ConfirmButton
                  question={t('works.withdrawQuestion')}
                  consequence={t('works.withdrawConsequence')}
                  action={t('works.withdraw')}
                  isBusy={withdraw.isPending}
                  onConfirm={() => withdraw.mutate()}
                >
                  {t('works.withdraw')}
                </ConfirmButton>
              )}
            </div>
          )}
          {withdraw.isError && <SaveNote state={{ is: 'refused', error: withdraw.error }} isDirty={false} />}
        </>
      )}
    </article>
  )
}
