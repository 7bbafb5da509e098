import { call } from '@diary/contracts/call'
import { groupsApi, studyGroup, type StudyGroup } from '@diary/contracts/groups'
import { useTranslation } from 'react-i18next'
import { refresh } from '#platform/api.ts'
import { useFieldProblem } from '#platform/saving/field-problems.ts'
import { useEdits } from '#platform/saving/use-edits.ts'
import { sessionFetch } from '#platform/session/session.ts'
import { TextField } from '#ui/fields/text-field.tsx'
import { EditSheet } from '#ui/saving/edit-sheet.tsx'
import { afterGroup } from './after-group.ts'

/** Renames a study group. */
export function RenameGroup({ of, onClose }: { of: StudyGroup; onClose: () => void }) {
  const { t } = useTranslation('groups')
  const form = useEdits({
    draftKey: `group ${of.id}`,
    thing: of,
    versionOf: ({ version }) => version,
    valuesOf: ({ title }) => ({ title }),
    shape: studyGroup,
    send: ({ title }, _, { id, version }) =>
      call(
        groupsApi.update,
        {
          params: { groupId: id },
          body: title === undefined ? {} : { title: title.trim() },
          ifVersion: version,
        },
        sessionFetch,
      ),
    onNow: () => void refresh(afterGroup),
  })
  const problemAt = useFieldProblem(form.state.is === 'refused' ? form.state.error : undefined)
  return (
    <EditSheet
      title={t('page.renameTitle')}
      onClose={onClose}
      form={form}
      labels={{ title: t('division.name') }}
      isIncomplete={form.values.title.trim() === ''}
    >
      <TextField
        label={t('division.name')}
        value={form.values.title}
        maxLength={500}
        error={problemAt('/title')}
        onChange={title => form.set('title', title)}
      />
    </EditSheet>
  )
}
