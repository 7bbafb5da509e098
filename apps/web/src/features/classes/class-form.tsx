import { call } from '@diary/contracts/call'
import { classesApi, schoolClass, type SchoolClass } from '@diary/contracts/classes'
import { useTranslation } from 'react-i18next'
import { refresh } from '#platform/api.ts'
import { useFieldProblem } from '#platform/saving/field-problems.ts'
import { useEdits } from '#platform/saving/use-edits.ts'
import { useNew } from '#platform/saving/use-new.ts'
import { sessionFetch } from '#platform/session/session.ts'
import { Choice } from '#ui/controls/choice.tsx'
import { Checkbox } from '#ui/fields/checkbox.tsx'
import { Select } from '#ui/fields/select.tsx'
import { TextField } from '#ui/fields/text-field.tsx'
import { FormSheet } from '#ui/overlay/form-sheet.tsx'
import { EditSheet } from '#ui/saving/edit-sheet.tsx'

interface ClassValues {
  title: string
  grade: string
  shift: string
  daysInWeek: string
  isMarked: boolean
}

const empty: ClassValues = { title: '', grade: '1', shift: '1', daysInWeek: '5', isMarked: true }
const sentOf = ({ title, grade, shift, daysInWeek, isMarked }: ClassValues) => ({
  title: title.trim(),
  grade: Number(grade),
  shift: Number(shift),
  daysInWeek: Number(daysInWeek),
  isMarked,
})
const changed = [classesApi.list, classesApi.show]

interface FieldsProps {
  values: ClassValues
  onChange: (change: Partial<ClassValues>) => void
  problemAt: (pointer: string) => string | undefined
}

function ClassFields({ values, onChange, problemAt }: FieldsProps) {
  const { t } = useTranslation('classes')
  return (
    <>
      <TextField
        label={t('form.title')}
        hint={t('form.titleHint')}
        value={values.title}
        maxLength={200}
        error={problemAt('/title')}
        onChange={title => onChange({ title })}
      />
      <Select
        label={t('form.grade')}
        value={values.grade}
        error={problemAt('/grade')}
        options={Array.from({ length: 12 }, (_, grade) => ({ value: String(grade), label: String(grade) }))}
        // Grade 1 is taught without marks.
        onChange={grade => onChange({ grade, ...(grade === '1' && { isMarked: false }) })}
      />
      <Choice
        label={t('form.shift')}
        value={values.shift}
        options={['1', '2', '3'].map(value => ({ value, label: value }))}
        onChange={shift => onChange({ shift })}
      />
      <Choice
        label={t('form.daysInWeek')}
        value={values.daysInWeek}
        options={['5', '6'].map(value => ({ value, label: value }))}
        onChange={daysInWeek => onChange({ daysInWeek })}
      />
      <Checkbox
        label={t('form.isMarked')}
        isChecked={values.isMarked}
        onChange={isMarked => onChange({ isMarked })}
      />
    </>
  )
}

interface NewClassProps {
  onClose: () => void
  onMade: (made: SchoolClass) => void
}

/** Makes a class of this year. */
export function NewClass({ onClose, onMade }: NewClassProps) {
  const { t } = useTranslation('classes')
  const form = useNew({
    draftKey: 'new class',
    empty,
    make: (values, idempotencyKey) =>
      call(classesApi.create, { body: sentOf(values), idempotencyKey }, sessionFetch),
    changed,
    onMade,
  })
  return (
    <FormSheet
      title={t('form.new')}
      isOpen
      onClose={onClose}
      action={t('form.make')}
      onSave={() => form.save()}
      isBusy={form.isPending}
      isIncomplete={form.values.title.trim() === ''}
      isDirty={form.isDirty}
      error={form.error}
      onForget={() => {
        form.forget()
        onClose()
      }}
    >
      <ClassFields values={form.values} onChange={form.change} problemAt={useFieldProblem(form.error)} />
    </FormSheet>
  )
}

const valuesOf = ({ title, grade, shift, daysInWeek, isMarked }: SchoolClass): ClassValues => ({
  title,
  grade: String(grade),
  shift: String(shift),
  daysInWeek: String(daysInWeek),
  isMarked,
})

/** Renames a class, or changes its shift and week. */
export function ChangeClass({ of, onClose }: { of: SchoolClass; onClose: () => void }) {
  const { t } = useTranslation('classes')
  const form = useEdits({
    draftKey: `class ${of.id}`,
    thing: of,
    versionOf: ({ version }) => version,
    valuesOf,
    shape: schoolClass,
    send: (patch, values, { id, version }) =>
      call(
        classesApi.update,
        {
          params: { classId: id },
          body: Object.fromEntries(Object.entries(sentOf(values)).filter(([key]) => key in patch)) as Partial<
            ReturnType<typeof sentOf>
          >,
          ifVersion: version,
        },
        sessionFetch,
      ),
    onNow: () => void refresh(changed),
  })
  const problemAt = useFieldProblem(form.state.is === 'refused' ? form.state.error : undefined)
  return (
    <EditSheet<ClassValues>
      title={t('classTitle', { title: of.title })}
      onClose={onClose}
      form={form}
      labels={{
        title: t('form.title'),
        grade: t('form.grade'),
        shift: t('form.shift'),
        daysInWeek: t('form.daysInWeek'),
        isMarked: t('form.isMarked'),
      }}
      show={(_, value) => (typeof value === 'boolean' ? t(value ? 'form.yes' : 'form.no') : value)}
      isIncomplete={form.values.title.trim() === ''}
    >
      <ClassFields values={form.values} onChange={form.change} problemAt={problemAt} />
    </EditSheet>
  )
}
