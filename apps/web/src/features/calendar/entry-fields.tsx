import { dayKind, type Calendar } from '@diary/contracts/calendar'
import { classesApi } from '@diary/contracts/classes'
import { useQuery } from '@tanstack/react-query'
import { useTranslation } from 'react-i18next'
import { query } from '#platform/api.ts'
import { addDays } from '#platform/days.ts'
import { useFormats } from '#platform/format.ts'
import { Choice } from '#ui/controls/choice.tsx'
import { Checkbox } from '#ui/fields/checkbox.tsx'
import { DateField } from '#ui/fields/date-field.tsx'
import { Select } from '#ui/fields/select.tsx'
import { TextField } from '#ui/fields/text-field.tsx'
import styles from './calendar.module.css'

/** Days that are not as usual, as a form has them; the classes are ids with spaces between. */
export interface EntryValues {
  kind: (typeof dayKind.options)[number]
  title: string
  startsOn: string
  endsOn: string
  isForSome: '' | 'some'
  classIds: string
  bellsId: string
  followsWeekday: string
}

// A Monday: the days of the week are named after the days that follow it.
const monday = '2026-11-23'

interface EntryFieldsProps {
  values: EntryValues
  calendar: Calendar
  onChange: (change: Partial<EntryValues>) => void
  problemAt: (pointer: string) => string | undefined
}

export function EntryFields({ values, calendar, onChange, problemAt }: EntryFieldsProps) {
  const { t } = useTranslation('calendar')
  const formats = useFormats()
  const { data: classes } = useQuery(query(classesApi.list, {}))
  const chosen = values.classIds.split(' ').filter(Boolean)
  const { startsOn, endsOn } = calendar.year
  return (
    <>
      <Select
        label={t('entry.kind')}
        value={values.kind}
        options={dayKind.options.map(value => ({ value, label: t(`kind.${value}`) }))}
        onChange={kind => onChange({ kind })}
      />
      <TextField
        label={t('entry.title')}
        hint={t('entry.titleHint')}
        value={values.title}
        maxLength={100}
        error={problemAt('/title')}
        onChange={title => onChange({ title })}
      />
      <div className={styles.pair}>
        <DateField
          label={t('entry.startsOn')}
          value={values.startsOn}
          min={startsOn}
          max={endsOn}
          error={problemAt('/startsOn')}
          onChange={day => onChange({ startsOn: day })}
        />
        <DateField
          label={t('entry.endsOn')}
          value={values.endsOn}
          min={values.startsOn || startsOn}
          max={endsOn}
          error={problemAt('/endsOn')}
          onChange={day => onChange({ endsOn: day })}
        />
      </div>
      <Choice
        label={t('entry.forWhom')}
        value={values.isForSome}
        options={[
          { value: '', label: t('entry.forAll') },
          { value: 'some', label: t('entry.forSome') },
        ]}
        onChange={isForSome => onChange({ isForSome, ...(isForSome === '' && { classIds: '' }) })}
      />
      {values.isForSome === 'some' && (
        <fieldset className={styles.classes}>
          <legend className={styles.legendLabel}>{t('entry.classes')}</legend>
          {(classes?.items ?? []).map(({ id, title }) => (
            <Checkbox
              key={id}
              label={title}
              isChecked={chosen.includes(id)}
              onChange={isChecked =>
                onChange({
                  classIds: (isChecked ? [...chosen, id] : chosen.filter(one => one !== id))
                    .toSorted()
                    .join(' '),
                })
              }
            />
          ))}
          {problemAt('/classIds') !== undefined && <p className={styles.error}>{problemAt('/classIds')}</p>}
        </fieldset>
      )}
      {values.kind === 'shortened' && (
        <Select
          label={t('entry.bells')}
          value={values.bellsId}
          error={problemAt('/bellsId')}
          options={[
            { value: '', label: t('entry.usualBells') },
            ...calendar.bells
              .filter(({ isSpecial }) => isSpecial)
              .map(({ id, title }) => ({ value: id as string, label: title })),
          ]}
          onChange={bellsId => onChange({ bellsId })}
        />
      )}
      {values.kind === 'working' && (
        <Select
          label={t('entry.follows')}
          value={values.followsWeekday}
          error={problemAt('/followsWeekday')}
          options={[
            { value: '', label: t('entry.ownWeekday') },
            ...Array.from({ length: 6 }, (_, index) => ({
              value: String(index + 1),
              label: formats.weekday(addDays(monday, index)),
            })),
          ]}
          onChange={followsWeekday => onChange({ followsWeekday })}
        />
      )}
    </>
  )
}
