import { call } from '@diary/contracts/call'
import { classesApi } from '@diary/contracts/classes'
import { movementsApi } from '@diary/contracts/movements'
import { peopleApi, type Enrolment, type PersonPage } from '@diary/contracts/people'
import { useTranslation } from 'react-i18next'
import { useFieldProblem } from '#platform/saving/field-problems.ts'
import { useNew } from '#platform/saving/use-new.ts'
import { sessionFetch } from '#platform/session/session.ts'
import { useToday } from '#platform/today.ts'
import { DateField } from '#ui/fields/date-field.tsx'
import { TextField } from '#ui/fields/text-field.tsx'
import { FormSheet } from '#ui/overlay/form-sheet.tsx'
import { announce } from '#ui/overlay/announcements.ts'
import { ClassSelect } from './class-select.tsx'

/** What knows about a student's movement. */
export const afterMovement = [
  peopleApi.show,
  peopleApi.list,
  peopleApi.history,
  peopleApi.family,
  classesApi.list,
  classesApi.show,
  movementsApi.list,
  movementsApi.summary,
]

interface MoveProps {
  person: PersonPage
  /** The stay that changes; without one the student arrives. */
  from?: Enrolment | undefined
  onClose: () => void
}

/** A student arrives, or goes on in another class. */
export function JoinClass({ person, from, onClose }: MoveProps) {
  const { t } = useTranslation('people')
  const today = useToday()
  const form = useNew<{ classId: string; fromOn: string; order: string; reason: string }, Enrolment>({
    draftKey: `join class ${from?.id ?? person.id}`,
    empty: { classId: '', fromOn: today, order: '', reason: '' },
    make: ({ classId, fromOn, order, reason }, idempotencyKey) => {
      const body = {
        classId: classId as Enrolment['classId'],
        fromOn: fromOn as Enrolment['fromOn'],
        order: order.trim() || null,
      }
      return from
        ? call(
            movementsApi.changeClass,
            {
              params: { enrolmentId: from.id },
              body: { ...body, reason: reason.trim() || null },
              ifVersion: from.version,
            },
            sessionFetch,
          )
        : call(movementsApi.arrive, { params: { personId: person.id }, body, idempotencyKey }, sessionFetch)
    },
    changed: afterMovement,
    onMade: stay => {
      announce(t('moves.joined', { name: person.name, title: stay.className }))
      onClose()
    },
  })
  const problemAt = useFieldProblem(form.error)
  const { values, set } = form
  return (
    <FormSheet
      title={from ? t('moves.changeTitle', { title: from.className }) : t('moves.arriveTitle')}
      isOpen
      onClose={onClose}
      action={from ? t('moves.changeAction') : t('moves.arriveAction')}
      onSave={() => form.save()}
      isBusy={form.isPending}
      isIncomplete={values.classId === '' || values.fromOn === ''}
      isDirty={form.isDirty}
      error={form.error}
      onForget={() => {
        form.forget()
        onClose()
      }}
    >
      <p>{person.name}</p>
      <ClassSelect
        label={t(from ? 'moves.newClass' : 'moves.class')}
        value={values.classId}
        without={from?.classId}
        error={problemAt('/classId')}
        onChange={classId => set('classId', classId)}
      />
      <DateField
        label={t('moves.fromOn')}
        value={values.fromOn}
        hint={from && t('moves.fromOnHint')}
        error={problemAt('/fromOn')}
        onChange={value => set('fromOn', value)}
      />
      <TextField
        label={t('moves.order')}
        hint={t('moves.orderHint')}
        value={values.order}
        maxLength={100}
        onChange={value => set('order', value)}
      />
      {from && (
        <TextField
          label={t('moves.reason')}
          value={values.reason}
          maxLength={500}
          onChange={value => set('reason', value)}
        />
      )}
    </FormSheet>
  )
}
