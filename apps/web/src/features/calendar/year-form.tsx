import { call } from '@diary/contracts/call'
import { calendarApi, type Calendar } from '@diary/contracts/calendar'
import type { Day } from '@diary/contracts/primitives'
import { useTranslation } from 'react-i18next'
import { useFieldProblem } from '#platform/saving/field-problems.ts'
import { useNew } from '#platform/saving/use-new.ts'
import { sessionFetch } from '#platform/session/session.ts'
import { DateField } from '#ui/fields/date-field.tsx'
import { TextField } from '#ui/fields/text-field.tsx'
import { FormSheet } from '#ui/overlay/form-sheet.tsx'
import { afterCalendar } from './followed.ts'

type Year = Calendar['year']

interface NewYearProps {
  /** The last year there is: the new one is proposed after it. */
  last: Year
  onClose: () => void
  onMade: (year: Year) => void
}

const yearLater = (text: string) => text.replaceAll(/\d{4}/g, year => String(Number(year) + 1))

/** Begins the school year after the last one; it is proposed as that one was, a year later. */
export function NewYear({ last, onClose, onMade }: NewYearProps) {
  const { t } = useTranslation('calendar')
  const form = useNew<{ title: string; startsOn: string; endsOn: string }, Year>({
    draftKey: `year after ${last.id}`,
    empty: {
      title: yearLater(last.title),
      startsOn: yearLater(last.startsOn),
      endsOn: yearLater(last.endsOn),
    },
    make: ({ title, startsOn, endsOn }, idempotencyKey) =>
      call(
        calendarApi.createYear,
        {
          body: { title: title.trim(), startsOn: startsOn as Day, endsOn: endsOn as Day },
          idempotencyKey,
        },
        sessionFetch,
      ),
    changed: afterCalendar,
    onMade,
  })
  const { values, set } = form
  const problemAt = useFieldProblem(form.error)
  return (
    <FormSheet
      title={t('newYear.title')}
      isOpen
      onClose={onClose}
      action={t('newYear.make')}
      onSave={() => form.save()}
      isBusy={form.isPending}
      isIncomplete={values.title.trim() === '' || values.startsOn === '' || values.endsOn === ''}
      isDirty={form.isDirty}
      error={form.error}
      onForget={() => {
        form.forget()
        onClose()
      }}
    >
      <p>{t('newYear.hint')}</p>
      <TextField
        label={t('newYear.name')}
        value={values.title}
        maxLength={50}
        error={problemAt('/title')}
        onChange={value => set('title', value)}
      />
      <DateField
        label={t('entry.startsOn')}
        value={values.startsOn}
        error={problemAt('/startsOn')}
        onChange={value => set('startsOn', value)}
      />
      <DateField
        label={t('entry.endsOn')}
        value={values.endsOn}
        error={problemAt('/endsOn')}
        onChange={value => set('endsOn', value)}
      />
    </FormSheet>
  )
}
