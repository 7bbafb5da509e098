import { call } from '@diary/contracts/call'
import { classesApi, type SchoolClass } from '@diary/contracts/classes'
import { groupsApi, type StudyGroup } from '@diary/contracts/groups'
import { useQuery } from '@tanstack/react-query'
import { useRef } from 'react'
import { useTranslation } from 'react-i18next'
import { query } from '#platform/api.ts'
import { useNew } from '#platform/saving/use-new.ts'
import { sessionFetch } from '#platform/session/session.ts'
import { Choice } from '#ui/controls/choice.tsx'
import { Select } from '#ui/fields/select.tsx'
import { TextField } from '#ui/fields/text-field.tsx'
import { FormSheet } from '#ui/overlay/form-sheet.tsx'
import styles from './split-screen.module.css'

const counts = ['2', '3', '4'] as const
const empty = { subjectId: '', title: '', count: '2' as (typeof counts)[number] }

interface NewDivisionProps {
  classId: SchoolClass['id']
  classTitle: string
  isOpen: boolean
  onClose: () => void
  onMade: (groups: readonly StudyGroup[]) => void
}

/** Makes the groups of a division at once: `8А Английский язык 1`, `8А Английский язык 2`. */
export function NewDivision({ classId, classTitle, isOpen, onClose, onMade }: NewDivisionProps) {
  const { t } = useTranslation('groups')
  const { data: subjects } = useQuery({ ...query(groupsApi.subjects, {}), enabled: isOpen })
  // Groups that were made before something failed are not made a second time.
  const made = useRef<StudyGroup[]>([])
  const titleOf = (values: typeof empty) =>
    values.title.trim() || subjects?.items.find(({ id }) => id === values.subjectId)?.title || ''
  const form = useNew({
    draftKey: `new division ${classId}`,
    empty,
    make: async (values, key) => {
      const subject = subjects?.items.find(({ id }) => id === values.subjectId)
      for (let number = made.current.length + 1; number <= Number(values.count); number += 1) {
        const group = await call(
          groupsApi.create,
          {
            body: {
              title: `${classTitle} ${titleOf(values)} ${number}`,
              kind: 'part',
              classIds: [classId],
            },
            idempotencyKey: `${key}-${number}`,
          },
          sessionFetch,
        )
        made.current.push(group)
      }
      if (subject)
        for (const group of made.current)
          if (!group.gradebooks.some(({ subjectId }) => subjectId === subject.id))
            group.gradebooks.push(
              await call(
                groupsApi.putSubject,
                {
                  params: { groupId: group.id, subjectId: subject.id },
                  body: { isMarked: subject.isMarked },
                  ifVersion: null,
                },
                sessionFetch,
              ),
            )
      return made.current
    },
    changed: [groupsApi.list, classesApi.show],
    onMade: groups => {
      made.current = []
      onMade(groups)
    },
  })
  const title = titleOf(form.values)
  return (
    <FormSheet
      title={t('division.title', { title: classTitle })}
      isOpen={isOpen}
      onClose={onClose}
      action={t('division.make')}
      onSave={() => form.save()}
      isBusy={form.isPending}
      isIncomplete={title === ''}
      isDirty={form.isDirty}
      error={form.error}
      onForget={() => {
        form.forget()
        onClose()
      }}
    >
      <Select
        label={t('division.subject')}
        value={form.values.subjectId}
        options={[
          { value: '', label: t('division.noSubject') },
          ...(subjects?.items ?? []).map(({ id, title: label }) => ({ value: id as string, label })),
        ]}
        onChange={subjectId => form.set('subjectId', subjectId)}
      />
      <TextField
        label={t('division.name')}
        hint={t('division.nameHint')}
        value={form.values.title}
        maxLength={200}
        onChange={value => form.set('title', value)}
      />
      <Choice
        label={t('division.count')}
        value={form.values.count}
        options={counts.map(value => ({ value, label: value }))}
        onChange={count => form.set('count', count)}
      />
      {title !== '' && (
        <p className={styles.state}>
          {t('division.willBe', {
            groups: Array.from(
              { length: Number(form.values.count) },
              (_, index) => `«${classTitle} ${title} ${index + 1}»`,
            ).join(', '),
          })}
        </p>
      )}
    </FormSheet>
  )
}
