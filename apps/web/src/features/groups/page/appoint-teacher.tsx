import { call } from '@diary/contracts/call'
import type { GroupGradebook } from '@diary/contracts/groups'
import type { Teaching } from '@diary/contracts/people'
import { staffApi } from '@diary/contracts/staff'
import { useTranslation } from 'react-i18next'
import { usePeopleSearch, type PersonOption } from '#platform/people-search.ts'
import { useFieldProblem } from '#platform/saving/field-problems.ts'
import { useNew } from '#platform/saving/use-new.ts'
import { sessionFetch } from '#platform/session/session.ts'
import { useToday } from '#platform/today.ts'
import { Checkbox } from '#ui/fields/checkbox.tsx'
import { DateField } from '#ui/fields/date-field.tsx'
import { SearchSelect } from '#ui/fields/search-select.tsx'
import { announce } from '#ui/overlay/announcements.ts'
import { FormSheet } from '#ui/overlay/form-sheet.tsx'
import { afterGroup } from './after-group.ts'

interface AppointTeacherProps {
  of: GroupGradebook
  group: string
  onClose: () => void
}

interface Values {
  who: PersonOption | null
  fromOn: string
  untilOn: string
  isInstead: boolean
}

/** Says who teaches a subject to a group from a day, in place of those who do now or beside them. */
export function AppointTeacher({ of, group, onClose }: AppointTeacherProps) {
  const { t } = useTranslation('groups')
  const today = useToday()
  const search = usePeopleSearch('staff')
  const form = useNew<Values, Teaching>({
    draftKey: `teacher of ${of.id}`,
    empty: { who: null, fromOn: today, untilOn: '', isInstead: true },
    make: ({ who, fromOn, untilOn, isInstead }, idempotencyKey) => {
      if (who === null) throw new Error('Nobody was chosen')
      const others = of.teachers.filter(({ id }) => id !== who.value)
      return call(
        staffApi.giveTeaching,
        {
          body: {
            gradebookId: of.id,
            staffId: who.value,
            fromOn: fromOn as Teaching['fromOn'],
            untilOn: (untilOn || null) as Teaching['untilOn'],
            ends: isInstead ? others.map(({ teachingId, version }) => ({ teachingId, version })) : [],
          },
          idempotencyKey,
        },
        sessionFetch,
      )
    },
    changed: afterGroup,
    onMade: () => {
      announce(t('teacher.done'))
      onClose()
    },
  })
  const { values, change } = form
  const others = of.teachers.filter(({ id }) => id !== values.who?.value)
  const problemAt = useFieldProblem(form.error)
  return (
    <FormSheet
      title={`${of.subject}, ${group}`}
      isOpen
      onClose={onClose}
      action={t('teacher.action')}
      onSave={() => form.save()}
      isBusy={form.isPending}
      isIncomplete={values.who === null || values.fromOn === ''}
      isDirty={form.isDirty}
      error={form.error}
      onForget={() => {
        form.forget()
        onClose()
      }}
    >
      <SearchSelect
        label={t('teacher.who')}
        chosen={values.who}
        onChoose={who => change({ who })}
        {...search}
        error={problemAt('/staffId')}
        nothing={t('teacher.nothing')}
      />
      <DateField
        label={t('teacher.fromOn')}
        value={values.fromOn}
        error={problemAt('/fromOn')}
        onChange={fromOn => change({ fromOn })}
      />
      <DateField
        label={t('teacher.untilOn')}
        hint={t('teacher.untilHint')}
        value={values.untilOn}
        error={problemAt('/untilOn')}
        onChange={untilOn => change({ untilOn })}
      />
      {others.length > 0 && (
        <>
          <p>{t('teacher.now', { names: others.map(({ name }) => name).join(', ') })}</p>
          <Checkbox
            label={t('teacher.instead')}
            isChecked={values.isInstead}
            onChange={isInstead => change({ isInstead })}
          />
        </>
      )}
    </FormSheet>
  )
}
