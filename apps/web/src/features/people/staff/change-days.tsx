import { call } from '@diary/contracts/call'
import { capacity, teaching, type Capacity, type Teaching } from '@diary/contracts/people'
import { staffApi } from '@diary/contracts/staff'
import type { Day } from '@diary/contracts/primitives'
import { useTranslation } from 'react-i18next'
import { refresh } from '#platform/api.ts'
import { isDay } from '#platform/days.ts'
import { useFormats } from '#platform/format.ts'
import { useFieldProblem } from '#platform/saving/field-problems.ts'
import { useEdits } from '#platform/saving/use-edits.ts'
import { sessionFetch } from '#platform/session/session.ts'
import { DateField } from '#ui/fields/date-field.tsx'
import { EditSheet } from '#ui/saving/edit-sheet.tsx'
import { afterWork } from './give-capacity.tsx'

interface Days {
  fromOn: string
  untilOn: string
}
const valuesOf = ({ fromOn, untilOn }: { fromOn: string; untilOn: string | null }): Days => ({
  fromOn,
  untilOn: untilOn ?? '',
})
const daysSent = ({ fromOn, untilOn }: Partial<Days>) => ({
  ...(fromOn !== undefined && { fromOn: fromOn as Day }),
  ...(untilOn !== undefined && { untilOn: (untilOn || null) as Day | null }),
})
const onNow = () => void refresh(afterWork)

/** Since when and until when a capacity holds. */
export function ChangeCapacity({ of, onClose }: { of: Capacity; onClose: () => void }) {
  const { t } = useTranslation('people')
  const form = useEdits({
    draftKey: `capacity ${of.id}`,
    thing: of,
    versionOf: ({ version }) => version,
    valuesOf,
    shape: capacity,
    send: (patch, _, { id, version }) =>
      call(
        staffApi.changeCapacity,
        { params: { capacityId: id }, body: daysSent(patch), ifVersion: version },
        sessionFetch,
      ),
    onNow,
  })
  return (
    <DaysSheet
      title={[t(`capacity.${of.kind}`), of.className].filter(Boolean).join(' ')}
      hint={t('work.endHint')}
      form={form}
      onClose={onClose}
    />
  )
}

/** Since when and until when somebody teaches a subject to a group. */
export function ChangeTeaching({ of, onClose }: { of: Teaching; onClose: () => void }) {
  const form = useEdits({
    draftKey: `teaching ${of.id}`,
    thing: of,
    versionOf: ({ version }) => version,
    valuesOf,
    shape: teaching,
    send: (patch, _, { id, version }) =>
      call(
        staffApi.changeTeaching,
        { params: { teachingId: id }, body: daysSent(patch), ifVersion: version },
        sessionFetch,
      ),
    onNow,
  })
  return <DaysSheet title={`${of.subject}, ${of.group}`} form={form} onClose={onClose} />
}

interface DaysSheetProps {
  title: string
  hint?: string
  form: ReturnType<typeof useEdits<Capacity, Days>> | ReturnType<typeof useEdits<Teaching, Days>>
  onClose: () => void
}

function DaysSheet({ title, hint, form, onClose }: DaysSheetProps) {
  const { t } = useTranslation('people')
  const formats = useFormats()
  const problemAt = useFieldProblem(form.state.is === 'refused' ? form.state.error : undefined)
  return (
    <EditSheet
      title={title}
      onClose={onClose}
      form={form}
      labels={{ fromOn: t('work.fromOn'), untilOn: t('work.untilOn') }}
      show={(_, value) => (isDay(value) ? formats.dayOfYear(value) : value)}
      isIncomplete={form.values.fromOn === ''}
    >
      <DateField
        label={t('work.fromOn')}
        value={form.values.fromOn}
        error={problemAt('/fromOn')}
        onChange={value => form.set('fromOn', value)}
      />
      <DateField
        label={t('work.untilOn')}
        hint={hint ?? t('rights.untilOnHint')}
        value={form.values.untilOn}
        error={problemAt('/untilOn')}
        onChange={value => form.set('untilOn', value)}
      />
    </EditSheet>
  )
}
