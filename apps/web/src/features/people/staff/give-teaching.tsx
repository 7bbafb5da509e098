import { call } from '@diary/contracts/call'
import { groupsApi, type GroupGradebook } from '@diary/contracts/groups'
import type { Capacity, Teaching } from '@diary/contracts/people'
import { staffApi } from '@diary/contracts/staff'
import { useQuery } from '@tanstack/react-query'
import { useEffect } from 'react'
import { useTranslation } from 'react-i18next'
import { query, refresh } from '#platform/api.ts'
import { codeOf } from '#platform/problems.ts'
import { useFieldProblem } from '#platform/saving/field-problems.ts'
import { useNew } from '#platform/saving/use-new.ts'
import { sessionFetch } from '#platform/session/session.ts'
import { useToday } from '#platform/today.ts'
import { Checkbox } from '#ui/fields/checkbox.tsx'
import { DateField } from '#ui/fields/date-field.tsx'
import { Select } from '#ui/fields/select.tsx'
import { announce } from '#ui/overlay/announcements.ts'
import { FormSheet } from '#ui/overlay/form-sheet.tsx'
import { ClassSelect } from '../moves/class-select.tsx'
import { afterWork } from './give-capacity.tsx'

interface GiveTeachingProps {
  staff: { id: Capacity['staffId']; name: string }
  onClose: () => void
}

interface Values {
  classId: string
  gradebookId: string
  fromOn: string
  untilOn: string
  isInstead: boolean
  ends: { teachingId: Teaching['id']; version: number }[]
}

/** Lets a member of staff teach a subject to a group, in place of those who teach it now or beside them. */
export function GiveTeaching({ staff, onClose }: GiveTeachingProps) {
  const { t } = useTranslation('people')
  const today = useToday()
  const form = useNew<Values, Teaching>({
    draftKey: `teaching ${staff.id}`,
    empty: { classId: '', gradebookId: '', fromOn: today, untilOn: '', isInstead: true, ends: [] },
    make: (values, idempotencyKey) =>
      call(
        staffApi.giveTeaching,
        {
          body: {
            gradebookId: values.gradebookId as Teaching['gradebookId'],
            staffId: staff.id,
            fromOn: values.fromOn as Capacity['fromOn'],
            untilOn: (values.untilOn || null) as Capacity['untilOn'],
            ends: values.ends,
          },
          idempotencyKey,
        },
        sessionFetch,
      ),
    changed: [...afterWork, groupsApi.list],
    onMade: () => {
      announce(t('work.given'))
      onClose()
    },
  })
  const { values, change } = form
  const gradebooks = useGradebooks(values.classId, values.fromOn)
  const chosen = gradebooks?.find(({ gradebook }) => gradebook.id === values.gradebookId)
  const others = (chosen?.gradebook.teachers ?? []).filter(({ id }) => id !== staff.id)
  const problemAt = useFieldProblem(form.error)
  // Somebody else has changed who teaches: the next try is about those who do now.
  const isChanged = form.error !== null && codeOf(form.error) === 'changed-meanwhile'
  useEffect(() => {
    if (isChanged) void refresh([groupsApi.list])
  }, [isChanged])
  return (
    <FormSheet
      title={t('work.teachingTitle')}
      isOpen
      onClose={onClose}
      action={t('work.give')}
      onSave={() =>
        form.save({
          ends: values.isInstead ? others.map(({ teachingId, version }) => ({ teachingId, version })) : [],
        })
      }
      isBusy={form.isPending}
      isIncomplete={chosen === undefined || values.fromOn === ''}
      isDirty={form.isDirty}
      error={form.error}
      onForget={() => {
        form.forget()
        onClose()
      }}
    >
      <p>{staff.name}</p>
      <ClassSelect
        label={t('moves.class')}
        value={values.classId}
        onChange={classId => change({ classId, gradebookId: '' })}
      />
      <Select
        label={t('work.gradebook')}
        value={values.gradebookId}
        isDisabled={gradebooks === undefined}
        error={gradebooks?.length === 0 ? t('work.noGradebooks') : problemAt('/gradebookId')}
        options={[
          { value: '', label: t(values.classId === '' ? 'work.chooseClassFirst' : 'work.chooseGradebook') },
          ...(gradebooks ?? []).map(({ group, gradebook: { id, subject, teachers } }) => ({
            value: id as string,
            label: [
              `${subject}, ${group}`,
              teachers.some(teacher => teacher.id === staff.id) && t('work.alreadyTeaches'),
            ]
              .filter(Boolean)
              .join(' — '),
          })),
        ]}
        onChange={gradebookId => change({ gradebookId })}
      />
      <DateField
        label={t('work.fromOn')}
        value={values.fromOn}
        error={problemAt('/fromOn')}
        onChange={fromOn => change({ fromOn })}
      />
      <DateField
        label={t('work.untilOn')}
        hint={t('rights.untilOnHint')}
        value={values.untilOn}
        error={problemAt('/untilOn')}
        onChange={untilOn => change({ untilOn })}
      />
      {others.length > 0 && (
        <>
          <p>{t('work.taughtBy', { names: others.map(({ name }) => name).join(', ') })}</p>
          <Checkbox
            label={t('work.instead')}
            isChecked={values.isInstead}
            onChange={isInstead => change({ isInstead })}
          />
        </>
      )}
    </FormSheet>
  )
}

/** What the groups of a class are taught on a day; nothing until a class is chosen and loaded. */
function useGradebooks(
  classId: string,
  on: string,
): { group: string; gradebook: GroupGradebook }[] | undefined {
  const { data } = useQuery({
    ...query(groupsApi.list, {
      params: { classId: classId as never },
      query: on === '' ? {} : { on },
    }),
    enabled: classId !== '',
  })
  return data?.groups
    .flatMap(({ title, gradebooks }) => gradebooks.map(gradebook => ({ group: title, gradebook })))
    .toSorted((one, other) => one.gradebook.subject.localeCompare(other.gradebook.subject, 'ru'))
}
