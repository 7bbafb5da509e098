import { ApiProblem, call } from '@diary/contracts/call'
import { classesApi } from '@diary/contracts/classes'
import { peopleApi, type Capacity } from '@diary/contracts/people'
import { staffApi } from '@diary/contracts/staff'
import { useTranslation } from 'react-i18next'
import { z } from 'zod'
import { useFormats } from '#platform/format.ts'
import { usePeopleSearch, type PersonOption } from '#platform/people-search.ts'
import { useFieldProblem } from '#platform/saving/field-problems.ts'
import { useNew } from '#platform/saving/use-new.ts'
import { sessionFetch } from '#platform/session/session.ts'
import { useToday } from '#platform/today.ts'
import { Button } from '#ui/controls/button.tsx'
import { DateField } from '#ui/fields/date-field.tsx'
import { SearchSelect } from '#ui/fields/search-select.tsx'
import { Select } from '#ui/fields/select.tsx'
import { announce } from '#ui/overlay/announcements.ts'
import { FormSheet } from '#ui/overlay/form-sheet.tsx'
import { ClassSelect } from '../moves/class-select.tsx'
import styles from '../new-person/duplicates.module.css'

/** What knows about the work of the staff. */
export const afterWork = [
  peopleApi.show,
  peopleApi.list,
  peopleApi.history,
  staffApi.list,
  classesApi.list,
  classesApi.show,
]

interface GiveCapacityProps {
  /** To whom; without one a member of staff is looked for. */
  staff?: { id: Capacity['staffId']; name: string } | undefined
  /** Class teacher of this class, and nothing else. */
  classId?: NonNullable<Capacity['classId']> | undefined
  kinds: readonly Capacity['kind'][]
  onClose: () => void
}

const teachersNow = (error: unknown) => {
  if (!(error instanceof ApiProblem) || error.code !== 'class-has-teacher') return []
  const said = z.safeDecode(staffApi.giveCapacity.current, error.current as never)
  return said.success ? said.data.classTeachers : []
}

interface Values {
  other: PersonOption | null
  kind: Capacity['kind']
  classId: string
  fromOn: string
  untilOn: string
  ends: { capacityId: Capacity['id']; version: number }[]
  isBeside: boolean
}

/** Lets a member of staff act as something; a class is handed over from one class teacher to another. */
export function GiveCapacity({ staff, classId, kinds, onClose }: GiveCapacityProps) {
  const { t } = useTranslation('people')
  const formats = useFormats()
  const today = useToday()
  const search = usePeopleSearch('staff')
  const form = useNew<Values, Capacity>({
    draftKey: `capacity ${staff?.id ?? classId ?? ''}`,
    empty: {
      other: staff ? { value: staff.id, label: staff.name } : null,
      kind: classId ? 'class_teacher' : (kinds[0] ?? 'teacher'),
      classId: classId ?? '',
      fromOn: today,
      untilOn: '',
      ends: [],
      isBeside: false,
    },
    make: (values, idempotencyKey) => {
      if (values.other === null) throw new Error('Nobody was chosen')
      return call(
        staffApi.giveCapacity,
        {
          body: {
            staffId: values.other.value,
            kind: values.kind,
            fromOn: values.fromOn as Capacity['fromOn'],
            untilOn: (values.untilOn || null) as Capacity['untilOn'],
            ...(values.kind === 'class_teacher' && {
              classId: values.classId as NonNullable<Capacity['classId']>,
            }),
            ends: values.ends,
            isBeside: values.isBeside,
          },
          idempotencyKey,
        },
        sessionFetch,
      )
    },
    changed: afterWork,
    onMade: () => {
      announce(t('work.given'))
      onClose()
    },
  })
  const { values, set } = form
  const problemAt = useFieldProblem(form.error)
  const others = teachersNow(form.error)
  return (
    <FormSheet
      title={t(classId ? 'work.classTeacherTitle' : 'work.giveTitle')}
      isOpen
      onClose={onClose}
      action={t('work.give')}
      onSave={() => form.save()}
      isBusy={form.isPending}
      isIncomplete={
        values.other === null ||
        values.fromOn === '' ||
        (values.kind === 'class_teacher' && values.classId === '')
      }
      isDirty={form.isDirty}
      error={others.length > 0 ? undefined : form.error}
      onForget={() => {
        form.forget()
        onClose()
      }}
    >
      {staff ? (
        <p>{staff.name}</p>
      ) : (
        <SearchSelect
          label={t('work.whom')}
          chosen={values.other}
          onChoose={other => set('other', other)}
          nothing={t('work.nobodyFound')}
          {...search}
        />
      )}
      {!classId && (
        <Select
          label={t('work.kind')}
          value={values.kind}
          options={kinds.map(value => ({ value, label: t(`capacity.${value}`) }))}
          onChange={kind => set('kind', kind)}
        />
      )}
      {!classId && values.kind === 'class_teacher' && (
        <ClassSelect
          label={t('moves.class')}
          value={values.classId}
          error={problemAt('/classId')}
          onChange={value => set('classId', value)}
        />
      )}
      <DateField
        label={t('work.fromOn')}
        value={values.fromOn}
        error={problemAt('/fromOn')}
        onChange={value => set('fromOn', value)}
      />
      <DateField
        label={t('work.untilOn')}
        hint={t('rights.untilOnHint')}
        value={values.untilOn}
        error={problemAt('/untilOn')}
        onChange={value => set('untilOn', value)}
      />
      {others.length > 0 && !form.isPending && (
        <div className={styles.duplicates} role="alert">
          <p className={styles.question}>{t('work.hasTeacher')}</p>
          <ul className={styles.list}>
            {others.map(({ capacityId, name, fromOn }) => (
              <li key={capacityId} className={styles.person}>
                <strong>{name}</strong>
                <span className={styles.note}>{t('since', { day: formats.dayOfYear(fromOn) })}</span>
              </li>
            ))}
          </ul>
          <Button
            look="primary"
            onClick={() =>
              form.save({
                isBeside: false,
                ends: others.map(({ capacityId, version }) => ({ capacityId, version })),
              })
            }
          >
            {t('work.handOver', { day: formats.day(values.fromOn) })}
          </Button>
          <Button onClick={() => form.save({ isBeside: true, ends: [] })}>{t('work.beside')}</Button>
        </div>
      )}
    </FormSheet>
  )
}
