import { call } from '@diary/contracts/call'
import { groupsApi, subject as subjectShape, type Subject } from '@diary/contracts/groups'
import { classesApi } from '@diary/contracts/classes'
import { useMutation } from '@tanstack/react-query'
import { useTranslation } from 'react-i18next'
import { refresh } from '#platform/api.ts'
import { useFieldProblem } from '#platform/saving/field-problems.ts'
import { useEdits } from '#platform/saving/use-edits.ts'
import { useNew } from '#platform/saving/use-new.ts'
import { sessionFetch } from '#platform/session/session.ts'
import { ConfirmButton } from '#ui/controls/confirm-button.tsx'
import { Checkbox } from '#ui/fields/checkbox.tsx'
import { TextField } from '#ui/fields/text-field.tsx'
import { announce } from '#ui/overlay/announcements.ts'
import { FormSheet } from '#ui/overlay/form-sheet.tsx'
import { EditSheet } from '#ui/saving/edit-sheet.tsx'

interface SubjectValues {
  title: string
  isMarked: boolean
}
const empty: SubjectValues = { title: '', isMarked: true }
// The groups carry the subject's name.
const changed = [groupsApi.subjects, groupsApi.show, groupsApi.list, classesApi.show]

interface FieldsProps {
  values: SubjectValues
  onChange: (change: Partial<SubjectValues>) => void
  problemAt: (pointer: string) => string | undefined
}

function SubjectFields({ values, onChange, problemAt }: FieldsProps) {
  const { t } = useTranslation('groups')
  return (
    <>
      <TextField
        label={t('division.name')}
        value={values.title}
        maxLength={200}
        error={problemAt('/title')}
        onChange={title => onChange({ title })}
      />
      <Checkbox
        label={t('subjects.isMarked')}
        isChecked={values.isMarked}
        onChange={isMarked => onChange({ isMarked })}
      />
      <p>{t('subjects.isMarkedHint')}</p>
    </>
  )
}

/** Adds a subject to those the school teaches. */
export function NewSubject({ onClose }: { onClose: () => void }) {
  const { t } = useTranslation('groups')
  const form = useNew<SubjectValues, Subject>({
    draftKey: 'new subject',
    empty,
    make: ({ title, isMarked }, idempotencyKey) =>
      call(
        groupsApi.createSubject,
        { body: { title: title.trim(), isMarked }, idempotencyKey },
        sessionFetch,
      ),
    changed,
    onMade: ({ title }) => {
      announce(t('subjects.made', { title }))
      onClose()
    },
  })
  return (
    <FormSheet
      title={t('subjects.new')}
      isOpen
      onClose={onClose}
      action={t('page.addAction')}
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
      <SubjectFields values={form.values} onChange={form.change} problemAt={useFieldProblem(form.error)} />
    </FormSheet>
  )
}

/** Renames a subject, says whether it usually has marks, or deletes one that nobody has. */
export function ChangeSubjectOfSchool({ of, onClose }: { of: Subject; onClose: () => void }) {
  const { t } = useTranslation('groups')
  const form = useEdits({
    draftKey: `subject ${of.id}`,
    thing: of,
    versionOf: ({ version }) => version,
    valuesOf: ({ title, isMarked }): SubjectValues => ({ title, isMarked }),
    shape: subjectShape,
    send: ({ title, isMarked }, _, { id, version }) =>
      call(
        groupsApi.updateSubject,
        {
          params: { subjectId: id },
          body: {
            ...(title !== undefined && { title: title.trim() }),
            ...(isMarked !== undefined && { isMarked }),
          },
          ifVersion: version,
        },
        sessionFetch,
      ),
    onNow: () => void refresh(changed),
  })
  const remove = useMutation({
    mutationFn: () =>
      call(
        groupsApi.removeSubjectOfSchool,
        { params: { subjectId: of.id }, ifVersion: of.version },
        sessionFetch,
      ),
    onSuccess: async () => {
      announce(t('subjects.removed', { title: of.title }))
      form.forget()
      onClose()
      await refresh(changed)
    },
    // Changed meanwhile: it is shown as it is now before anybody deletes it.
    onError: () => refresh(changed),
  })
  const problemAt = useFieldProblem(form.state.is === 'refused' ? form.state.error : undefined)
  return (
    <EditSheet<SubjectValues>
      title={of.title}
      onClose={onClose}
      form={form}
      labels={{ title: t('division.name'), isMarked: t('subjects.isMarked') }}
      show={(_, value) => (typeof value === 'boolean' ? t(value ? 'page.yes' : 'page.no') : value)}
      isIncomplete={form.values.title.trim() === ''}
      error={remove.error}
    >
      <SubjectFields values={form.values} onChange={form.change} problemAt={problemAt} />
      <div>
        <ConfirmButton
          question={t('subjects.removeQuestion', { title: of.title })}
          consequence={t('subjects.removeConsequence')}
          action={t('subjects.remove')}
          isBusy={remove.isPending}
          onConfirm={() => remove.mutate()}
        >
          {t('subjects.remove')}
        </ConfirmButton>
      </div>
    </EditSheet>
  )
}
