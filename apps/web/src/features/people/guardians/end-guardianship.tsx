import { call } from '@diary/contracts/call'
import { guardianshipsApi } from '@diary/contracts/guardianships'
import type { Guardianship } from '@diary/contracts/people'
import { useTranslation } from 'react-i18next'
import { useFieldProblem } from '#platform/saving/field-problems.ts'
import { useNew } from '#platform/saving/use-new.ts'
import { sessionFetch } from '#platform/session/session.ts'
import { useToday } from '#platform/today.ts'
import { Choice } from '#ui/controls/choice.tsx'
import { DateField } from '#ui/fields/date-field.tsx'
import { TextField } from '#ui/fields/text-field.tsx'
import { announce } from '#ui/overlay/announcements.ts'
import { FormSheet } from '#ui/overlay/form-sheet.tsx'
import { afterRights } from './new-guardianship.tsx'

/** Ends a guardian's right, at once or with a last day. */
export function EndGuardianship({ right, onClose }: { right: Guardianship; onClose: () => void }) {
  const { t } = useTranslation('people')
  const today = useToday()
  const form = useNew<{ when: 'now' | 'day'; lastOn: string; reason: string }, Guardianship>({
    draftKey: `end guardianship ${right.id}`,
    empty: { when: 'now', lastOn: today, reason: '' },
    make: ({ when, lastOn, reason }) =>
      call(
        guardianshipsApi.end,
        {
          params: { guardianshipId: right.id },
          body: {
            ...(when === 'day' && { lastOn: lastOn as Guardianship['fromOn'] }),
            reason: reason.trim(),
          },
          ifVersion: right.version,
        },
        sessionFetch,
      ),
    changed: afterRights,
    onMade: () => {
      announce(t('rights.ended', { guardian: right.guardianName, child: right.studentName }))
      onClose()
    },
  })
  const { values, set } = form
  const problemAt = useFieldProblem(form.error)
  return (
    <FormSheet
      title={t('rights.endTitle')}
      isOpen
      onClose={onClose}
      action={t(values.when === 'now' ? 'rights.endNow' : 'rights.endOn')}
      onSave={() => form.save()}
      isBusy={form.isPending}
      isIncomplete={values.reason.trim() === '' || (values.when === 'day' && values.lastOn === '')}
      isDirty={form.isDirty}
      error={form.error}
      isDangerous
      onForget={() => {
        form.forget()
        onClose()
      }}
    >
      <p>{t('rights.endWhat', { guardian: right.guardianName, child: right.studentName })}</p>
      <Choice
        label={t('rights.when')}
        value={values.when}
        options={[
          { value: 'now', label: t('rights.atOnce') },
          { value: 'day', label: t('rights.withLastDay') },
        ]}
        onChange={when => set('when', when)}
      />
      {values.when === 'day' && (
        <DateField
          label={t('rights.lastOn')}
          value={values.lastOn}
          error={problemAt('/lastOn')}
          onChange={value => set('lastOn', value)}
        />
      )}
      <p>{t(values.when === 'now' ? 'rights.endNowConsequence' : 'rights.endOnConsequence')}</p>
      <TextField
        label={t('rights.endReason')}
        hint={t('rights.endReasonHint')}
        value={values.reason}
        maxLength={500}
        isRequired
        error={problemAt('/reason')}
        onChange={value => set('reason', value)}
      />
    </FormSheet>
  )
}
