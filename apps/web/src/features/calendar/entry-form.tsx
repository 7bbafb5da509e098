import { call } from '@diary/contracts/call'
import { calendarApi, calendarEntry, type Calendar, type CalendarEntry } from '@diary/contracts/calendar'
import { classesApi } from '@diary/contracts/classes'
import { useMutation, useQuery } from '@tanstack/react-query'
import { useTranslation } from 'react-i18next'
import { query, refresh } from '#platform/api.ts'
import { isDay } from '#platform/days.ts'
import { useFormats } from '#platform/format.ts'
import { useFieldProblem } from '#platform/saving/field-problems.ts'
import { useEdits } from '#platform/saving/use-edits.ts'
import { useNew } from '#platform/saving/use-new.ts'
import { sessionFetch } from '#platform/session/session.ts'
import { ConfirmButton } from '#ui/controls/confirm-button.tsx'
import { FormSheet } from '#ui/overlay/form-sheet.tsx'
import { EditSheet } from '#ui/saving/edit-sheet.tsx'
import { EntryFields, type EntryValues } from './entry-fields.tsx'
import { afterCalendar, announceFollowed } from './followed.ts'

const sentOf = (values: EntryValues) => ({
  kind: values.kind,
  title: values.title.trim(),
  startsOn: values.startsOn as CalendarEntry['startsOn'],
  endsOn: (values.endsOn || values.startsOn) as CalendarEntry['endsOn'],
  classIds: values.classIds.split(' ').filter(Boolean) as CalendarEntry['classIds'],
  bellsId: (values.kind === 'shortened' && values.bellsId
    ? values.bellsId
    : null) as CalendarEntry['bellsId'],
  followsWeekday: values.kind === 'working' && values.followsWeekday ? Number(values.followsWeekday) : null,
})

const isWhole = ({ title, startsOn, isForSome, classIds }: EntryValues) =>
  title.trim() !== '' && startsOn !== '' && (isForSome === '' || classIds !== '')

const empty: EntryValues = {
  kind: 'vacation',
  title: '',
  startsOn: '',
  endsOn: '',
  isForSome: '',
  classIds: '',
  bellsId: '',
  followsWeekday: '',
}

const valuesOf = (entry: CalendarEntry): EntryValues => ({
  kind: entry.kind,
  title: entry.title,
  startsOn: entry.startsOn,
  endsOn: entry.endsOn,
  isForSome: entry.classIds.length > 0 ? 'some' : '',
  classIds: entry.classIds.toSorted().join(' '),
  bellsId: entry.bellsId ?? '',
  followsWeekday: entry.followsWeekday === null ? '' : String(entry.followsWeekday),
})

interface EntryFormProps {
  calendar: Calendar
  onClose: () => void
}

/** Adds days that are not as usual. */
export function NewEntry({ calendar, onClose }: EntryFormProps) {
  const { t } = useTranslation('calendar')
  const form = useNew({
    draftKey: 'new calendar entry',
    empty,
    make: (values, idempotencyKey) =>
      call(calendarApi.createEntry, { body: sentOf(values), idempotencyKey }, sessionFetch),
    changed: afterCalendar,
    onMade: ({ lessons }) => {
      announceFollowed(t, lessons)
      onClose()
    },
  })
  const problemAt = useFieldProblem(form.error)
  return (
    <FormSheet
      title={t('entry.new')}
      isOpen
      onClose={onClose}
      action={t('entry.add')}
      onSave={() => form.save()}
      isBusy={form.isPending}
      isIncomplete={!isWhole(form.values)}
      isDirty={form.isDirty}
      error={form.error}
      onForget={() => {
        form.forget()
        onClose()
      }}
    >
      <EntryFields values={form.values} calendar={calendar} onChange={form.change} problemAt={problemAt} />
    </FormSheet>
  )
}

/** Changes days that are not as usual, or makes them usual again. */
export function ChangeEntry({ entry, calendar, onClose }: EntryFormProps & { entry: CalendarEntry }) {
  const { t } = useTranslation('calendar')
  const formats = useFormats()
  const { data: classes } = useQuery(query(classesApi.list, {}))
  const form = useEdits({
    draftKey: `calendar entry ${entry.id}`,
    thing: entry,
    versionOf: ({ version }) => version,
    valuesOf,
    shape: calendarEntry,
    send: async (patch, values, { id, version }) => {
      const whole = sentOf(values)
      const body = Object.fromEntries(
        Object.entries(whole).filter(
          ([key]) => key in patch || (key === 'classIds' && 'isForSome' in patch) || 'kind' in patch,
        ),
      ) as Partial<typeof whole>
      const { lessons, ...saved } = await call(
        calendarApi.updateEntry,
        { params: { calendarEntryId: id }, body, ifVersion: version },
        sessionFetch,
      )
      announceFollowed(t, lessons)
      return saved
    },
    onNow: () => void refresh(afterCalendar),
  })
  const remove = useMutation({
    mutationFn: () =>
      call(
        calendarApi.removeEntry,
        { params: { calendarEntryId: entry.id }, ifVersion: entry.version },
        sessionFetch,
      ),
    onSuccess: async lessons => {
      announceFollowed(t, lessons)
      form.forget()
      await refresh(afterCalendar)
      onClose()
    },
    // Changed meanwhile: it is shown as it is now before anybody takes it away.
    onError: () => refresh(afterCalendar),
  })
  const failure = form.state.is === 'refused' ? form.state.error : undefined
  const problemAt = useFieldProblem(failure)
  const show = (key: keyof EntryValues, value: string) => {
    if (key === 'kind') return t(`kind.${value as EntryValues['kind']}`)
    if (isDay(value)) return formats.dayOfYear(value)
    if (key === 'classIds')
      return classes?.items
        .filter(({ id }) => value.includes(id))
        .map(({ title }) => title)
        .join(', ')
    if (key === 'bellsId') return calendar.bells.find(({ id }) => id === value)?.title
    if (key === 'isForSome') return t(value ? 'entry.forSome' : 'entry.forAll')
    return value
  }
  return (
    <EditSheet
      title={entry.title}
      onClose={onClose}
      form={form}
      labels={{
        kind: t('entry.kind'),
        title: t('entry.title'),
        startsOn: t('entry.startsOn'),
        endsOn: t('entry.endsOn'),
        isForSome: t('entry.forWhom'),
        classIds: t('entry.classes'),
        bellsId: t('entry.bells'),
        followsWeekday: t('entry.follows'),
      }}
      show={show}
      isIncomplete={!isWhole(form.values)}
      error={remove.error}
    >
      <EntryFields values={form.values} calendar={calendar} onChange={form.change} problemAt={problemAt} />
      <div>
        <ConfirmButton
          question={t('entry.removeQuestion', { title: entry.title })}
          consequence={t('entry.removeConsequence')}
          action={t('entry.remove')}
          isBusy={remove.isPending}
          onConfirm={() => remove.mutate()}
        >
          {t('entry.remove')}
        </ConfirmButton>
      </div>
    </EditSheet>
  )
}
