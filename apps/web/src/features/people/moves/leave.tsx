import { call } from '@diary/contracts/call'
import { movementsApi } from '@diary/contracts/movements'
import type { Enrolment, PersonPage } from '@diary/contracts/people'
import { useTranslation } from 'react-i18next'
import { useFieldProblem } from '#platform/saving/field-problems.ts'
import { useNew } from '#platform/saving/use-new.ts'
import { sessionFetch } from '#platform/session/session.ts'
import { useToday } from '#platform/today.ts'
import { DateField } from '#ui/fields/date-field.tsx'
import { TextField } from '#ui/fields/text-field.tsx'
import { announce } from '#ui/overlay/announcements.ts'
import { FormSheet } from '#ui/overlay/form-sheet.tsx'
import { afterMovement } from './join-class.tsx'

interface LeaveProps {
  person: PersonPage
  stay: Enrolment
  onClose: () => void
}

/** A student leaves the school. */
export function Leave({ person, stay, onClose }: LeaveProps) {
  const { t } = useTranslation('people')
  const today = useToday()
  const form = useNew<{ lastOn: string; order: string; reason: string }, Enrolment>({
    draftKey: `leave ${stay.id}`,
    empty: { lastOn: today, order: '', reason: '' },
    make: ({ lastOn, order, reason }) =>
      call(
        movementsApi.leave,
        {
          params: { enrolmentId: stay.id },
          body: {
            lastOn: lastOn as Enrolment['fromOn'],
            order: order.trim() || null,
            reason: reason.trim(),
          },
          ifVersion: stay.version,
        },
        sessionFetch,
      ),
    changed: afterMovement,
    onMade: () => {
      announce(t('moves.left', { name: person.name }))
      onClose()
    },
  })
  const problemAt = useFieldProblem(form.error)
  return (
    <FormSheet
      title={t('moves.leaveTitle')}
      isOpen
      onClose={onClose}
      action={t('moves.leaveAction')}
      onSave={() => form.save()}
      isBusy={form.isPending}
      isIncomplete={form.values.lastOn === '' || form.values.reason.trim() === ''}
      isDirty={form.isDirty}
      error={form.error}
      isDangerous
      onForget={() => {
        form.forget()
        onClose()
      }}
    >
      <p>{t('moves.leaveWhat', { name: person.name, title: stay.className })}</p>
      <DateField
        label={t('moves.lastOn')}
        value={form.values.lastOn}
        error={problemAt('/lastOn')}
        onChange={value => form.set('lastOn', value)}
      />
      <TextField
        label={t('moves.order')}
        hint={t('moves.orderHint')}
        value={form.values.order}
        maxLength={100}
        onChange={value => form.set('order', value)}
      />
      <TextField
        label={t('moves.leaveReason')}
        value={form.values.reason}
        maxLength={500}
        isRequired
        error={problemAt('/reason')}
        onChange={value => form.set('reason', value)}
      />
    </FormSheet>
  )
}
