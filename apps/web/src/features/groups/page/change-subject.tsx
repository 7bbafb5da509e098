import { call } from '@diary/contracts/call'
import { groupGradebook, groupsApi, type GroupGradebook } from '@diary/contracts/groups'
import { useMutation } from '@tanstack/react-query'
import { useTranslation } from 'react-i18next'
import { refresh } from '#platform/api.ts'
import { useEdits } from '#platform/saving/use-edits.ts'
import { sessionFetch } from '#platform/session/session.ts'
import { ConfirmButton } from '#ui/controls/confirm-button.tsx'
import { Checkbox } from '#ui/fields/checkbox.tsx'
import { announce } from '#ui/overlay/announcements.ts'
import { EditSheet } from '#ui/saving/edit-sheet.tsx'
import { afterGroup } from './after-group.ts'

interface ChangeSubjectProps {
  of: GroupGradebook
  group: string
  onClose: () => void
}

/** Says whether a group gets marks in a subject, or takes the subject from it. */
export function ChangeSubject({ of, group, onClose }: ChangeSubjectProps) {
  const { t } = useTranslation('groups')
  const { groupId, subjectId } = of
  const form = useEdits({
    draftKey: `gradebook ${of.id}`,
    thing: of,
    versionOf: ({ version }) => version,
    valuesOf: ({ isMarked }) => ({ isMarked }),
    shape: groupGradebook,
    send: (_, { isMarked }, { version }) =>
      call(
        groupsApi.putSubject,
        { params: { groupId, subjectId }, body: { isMarked }, ifVersion: version },
        sessionFetch,
      ),
    onNow: () => void refresh(afterGroup),
  })
  const remove = useMutation({
    mutationFn: () =>
      call(groupsApi.removeSubject, { params: { groupId, subjectId }, ifVersion: of.version }, sessionFetch),
    onSuccess: async () => {
      announce(t('page.removed', { subject: of.subject }))
      form.forget()
      onClose()
      await refresh(afterGroup)
    },
    // Changed meanwhile: it is shown as it is now before anybody takes it away.
    onError: () => refresh(afterGroup),
  })
  return (
    <EditSheet
      title={`${of.subject}, ${group}`}
      onClose={onClose}
      form={form}
      labels={{ isMarked: t('page.isMarked') }}
      show={(_, value) => t(value ? 'page.yes' : 'page.no')}
      error={remove.error}
    >
      <Checkbox
        label={t('page.isMarked')}
        isChecked={form.values.isMarked}
        onChange={isMarked => form.set('isMarked', isMarked)}
      />
      <div>
        <ConfirmButton
          question={t('page.removeQuestion', { subject: of.subject, group })}
          consequence={t('page.removeConsequence')}
          action={t('page.removeAction')}
          isBusy={remove.isPending}
          onConfirm={() => remove.mutate()}
        >
          {t('page.remove')}
        </ConfirmButton>
      </div>
    </EditSheet>
  )
}
