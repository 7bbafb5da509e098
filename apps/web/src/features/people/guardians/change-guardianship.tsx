import { call } from '@diary/contracts/call'
import { guardianshipsApi } from '@diary/contracts/guardianships'
import { guardianship, type Guardianship } from '@diary/contracts/people'
import { useTranslation } from 'react-i18next'
import { refresh } from '#platform/api.ts'
import { useFormats } from '#platform/format.ts'
import { isDay } from '#platform/days.ts'
import { useFieldProblem } from '#platform/saving/field-problems.ts'
import { useEdits } from '#platform/saving/use-edits.ts'
import { sessionFetch } from '#platform/session/session.ts'
import { EditSheet } from '#ui/saving/edit-sheet.tsx'
import { GuardianshipFields, type RightValues } from './guardianship-fields.tsx'
import { afterRights } from './new-guardianship.tsx'

const valuesOf = ({ kind, fromOn, untilOn, ground }: Guardianship): RightValues => ({
  kind,
  fromOn,
  untilOn: untilOn ?? '',
  ground: ground ?? '',
})

/** Corrects a guardian's right. */
export function ChangeGuardianship({ right, onClose }: { right: Guardianship; onClose: () => void }) {
  const { t } = useTranslation('people')
  const formats = useFormats()
  const form = useEdits({
    draftKey: `guardianship ${right.id}`,
    thing: right,
    versionOf: ({ version }) => version,
    valuesOf,
    shape: guardianship,
    send: ({ kind, fromOn, untilOn, ground }, _, { id, version }) =>
      call(
        guardianshipsApi.update,
        {
          params: { guardianshipId: id },
          body: {
            ...(kind !== undefined && { kind }),
            ...(fromOn !== undefined && { fromOn: fromOn as Guardianship['fromOn'] }),
            ...(untilOn !== undefined && { untilOn: (untilOn || null) as Guardianship['untilOn'] }),
            ...(ground !== undefined && { ground: ground.trim() || null }),
          },
          ifVersion: version,
        },
        sessionFetch,
      ),
    onNow: () => void refresh(afterRights),
  })
  const problemAt = useFieldProblem(form.state.is === 'refused' ? form.state.error : undefined)
  return (
    <EditSheet
      title={t('rights.changeTitle', { guardian: right.guardianName, child: right.studentName })}
      onClose={onClose}
      form={form}
      labels={{
        kind: t('rights.kind'),
        fromOn: t('rights.fromOn'),
        untilOn: t('rights.untilOn'),
        ground: t('rights.ground'),
      }}
      show={(key, value) =>
        key === 'kind'
          ? t(`guardianship.${value as RightValues['kind']}`)
          : isDay(value)
            ? formats.dayOfYear(value)
            : value
      }
      isIncomplete={form.values.fromOn === ''}
    >
      <GuardianshipFields values={form.values} onChange={form.change} problemAt={problemAt} />
    </EditSheet>
  )
}
