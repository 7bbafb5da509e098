import { call } from '@diary/contracts/call'
import { groupsApi, type GroupGradebook, type StudyGroup } from '@diary/contracts/groups'
import { useQuery } from '@tanstack/react-query'
import { useTranslation } from 'react-i18next'
import { query } from '#platform/api.ts'
import { useNew } from '#platform/saving/use-new.ts'
import { sessionFetch } from '#platform/session/session.ts'
import { Checkbox } from '#ui/fields/checkbox.tsx'
import { Select } from '#ui/fields/select.tsx'
import { announce } from '#ui/overlay/announcements.ts'
import { FormSheet } from '#ui/overlay/form-sheet.tsx'
import { afterGroup } from './after-group.ts'

const empty = { subjectId: '', isMarked: true }

/** Gives a group one more of the school's subjects. */
export function AddSubject({ group, onClose }: { group: StudyGroup; onClose: () => void }) {
  const { t } = useTranslation('groups')
  const { data } = useQuery(query(groupsApi.subjects, {}))
  const taught = new Set<string>(group.gradebooks.map(({ subjectId }) => subjectId))
  const free = (data?.items ?? []).filter(({ id }) => !taught.has(id))
  const form = useNew<typeof empty, GroupGradebook>({
    draftKey: `subject of group ${group.id}`,
    empty,
    // There is at most one of a subject in a group: pressing twice makes nothing twice.
    make: ({ subjectId, isMarked }) =>
      call(
        groupsApi.putSubject,
        {
          params: { groupId: group.id, subjectId: subjectId as GroupGradebook['subjectId'] },
          body: { isMarked },
          ifVersion: null,
        },
        sessionFetch,
      ),
    changed: afterGroup,
    onMade: ({ subject }) => {
      announce(t('page.added', { subject }))
      onClose()
    },
  })
  return (
    <FormSheet
      title={t('page.addTitle', { title: group.title })}
      isOpen
      onClose={onClose}
      action={t('page.addAction')}
      onSave={() => form.save()}
      isBusy={form.isPending}
      isIncomplete={!free.some(({ id }) => id === form.values.subjectId)}
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
        error={data && free.length === 0 ? t('page.allTaught') : undefined}
        options={[
          { value: '', label: t('page.choose') },
          ...free.map(({ id, title }) => ({ value: id as string, label: title })),
        ]}
        onChange={subjectId =>
          // With marks or without as the subject usually is.
          form.change({ subjectId, isMarked: free.find(({ id }) => id === subjectId)?.isMarked ?? true })
        }
      />
      <Checkbox
        label={t('page.isMarked')}
        isChecked={form.values.isMarked}
        onChange={isMarked => form.change({ isMarked })}
      />
    </FormSheet>
  )
}
