import { call } from '@diary/contracts/call'
import { bells as bellsShape, calendarApi, type Bells } from '@diary/contracts/calendar'
import type { Day } from '@diary/contracts/primitives'
import { IconPlus, IconTrash } from '@tabler/icons-react'
import { useTranslation } from 'react-i18next'
import { refresh } from '#platform/api.ts'
import { isDay } from '#platform/days.ts'
import { useFormats } from '#platform/format.ts'
import { useFieldProblem } from '#platform/saving/field-problems.ts'
import { useEdits } from '#platform/saving/use-edits.ts'
import { useNew } from '#platform/saving/use-new.ts'
import { sessionFetch } from '#platform/session/session.ts'
import { useToday } from '#platform/today.ts'
import { Button } from '#ui/controls/button.tsx'
import { Choice } from '#ui/controls/choice.tsx'
import { IconButton } from '#ui/controls/icon-button.tsx'
import { Checkbox } from '#ui/fields/checkbox.tsx'
import { DateField } from '#ui/fields/date-field.tsx'
import { TextField } from '#ui/fields/text-field.tsx'
import { TimeField } from '#ui/fields/time-field.tsx'
import { FormSheet } from '#ui/overlay/form-sheet.tsx'
import { EditSheet } from '#ui/saving/edit-sheet.tsx'
import { afterCalendar, announceFollowed } from './followed.ts'
import { nextSlot, overlapAt, slotsIn, slotsText, type Slot } from './slots.ts'
import styles from './calendar.module.css'

interface BellsValues {
  title: string
  shift: string
  isSpecial: boolean
  validFrom: string
  validTo: string
  /** As text, so that two versions can be compared. */
  slots: string
}

const sentOf = (values: BellsValues) => ({
  title: values.title.trim(),
  shift: Number(values.shift),
  isSpecial: values.isSpecial,
  validFrom: values.validFrom as Day,
  validTo: (values.validTo || null) as Day | null,
  slots: slotsIn(values.slots),
})
const valuesOf = (bells: Bells): BellsValues => ({
  title: bells.title,
  shift: String(bells.shift),
  isSpecial: bells.isSpecial,
  validFrom: bells.validFrom,
  validTo: bells.validTo ?? '',
  slots: slotsText(bells.slots),
})
const isWhole = ({ title, validFrom, slots }: BellsValues) =>
  title.trim() !== '' &&
  validFrom !== '' &&
  slotsIn(slots).length > 0 &&
  slotsIn(slots).every(({ startsAt, endsAt }) => startsAt !== '' && endsAt !== '')

interface FieldsProps {
  values: BellsValues
  onChange: (change: Partial<BellsValues>) => void
  problemAt: (pointer: string) => string | undefined
}

function BellsFields({ values, onChange, problemAt }: FieldsProps) {
  const { t } = useTranslation('calendar')
  const slots = slotsIn(values.slots)
  const put = (next: readonly Slot[]) => onChange({ slots: slotsText(next) })
  const change = (index: number, part: Partial<Slot>) =>
    put(slots.map((slot, at) => (at === index ? { ...slot, ...part } : slot)))
  return (
    <>
      <TextField
        label={t('bells.title')}
        value={values.title}
        maxLength={100}
        error={problemAt('/title')}
        onChange={title => onChange({ title })}
      />
      <Choice
        label={t('bells.shift')}
        value={values.shift}
        options={['1', '2', '3'].map(value => ({ value, label: value }))}
        onChange={shift => onChange({ shift })}
      />
      <Checkbox
        label={t('bells.isSpecial')}
        isChecked={values.isSpecial}
        onChange={isSpecial => onChange({ isSpecial })}
      />
      <div className={styles.pair}>
        <DateField
          label={t('bells.validFrom')}
          value={values.validFrom}
          error={problemAt('/validFrom')}
          onChange={validFrom => onChange({ validFrom })}
        />
        <DateField
          label={t('bells.validTo')}
          value={values.validTo}
          error={problemAt('/validTo')}
          onChange={validTo => onChange({ validTo })}
        />
      </div>
      <fieldset className={styles.term}>
        <legend className={styles.legendLabel}>{t('bells.slots')}</legend>
        <ul className={styles.slots}>
          {slots.map(({ number, startsAt, endsAt }, index) => (
            <li key={number} className={styles.slot}>
              <span className={styles.slotNumber}>{number}</span>
              <TimeField
                label={t('bells.startsAt', { number })}
                value={startsAt}
                error={
                  problemAt(`/slots/${index}/startsAt`) ??
                  (overlapAt(slots, index) === 'overlap' ? t('bells.overlap') : undefined)
                }
                onChange={value => change(index, { startsAt: value })}
              />
              <TimeField
                label={t('bells.endsAt', { number })}
                value={endsAt}
                error={
                  problemAt(`/slots/${index}/endsAt`) ??
                  (overlapAt(slots, index) === 'backwards' ? t('bells.backwards') : undefined)
                }
                onChange={value => change(index, { endsAt: value })}
              />
              <IconButton
                label={t('bells.removeSlot', { number })}
                icon={<IconTrash size={20} aria-hidden />}
                onClick={() => put(slots.filter((_, at) => at !== index))}
              />
            </li>
          ))}
        </ul>
        <Button look="quiet" icon={<IconPlus size={20} />} onClick={() => put([...slots, nextSlot(slots)])}>
          {t('bells.addSlot')}
        </Button>
      </fieldset>
    </>
  )
}

/** Adds bells. */
export function NewBells({ onClose }: { onClose: () => void }) {
  const { t } = useTranslation('calendar')
  const today = useToday()
  const form = useNew<BellsValues, Awaited<ReturnType<typeof create>>>({
    draftKey: 'new bells',
    empty: {
      title: '',
      shift: '1',
      isSpecial: false,
      validFrom: today,
      validTo: '',
      slots: slotsText([nextSlot([])]),
    },
    make: create,
    changed: afterCalendar,
    onMade: ({ lessons }) => {
      announceFollowed(t, lessons)
      onClose()
    },
  })
  const problemAt = useFieldProblem(form.error)
  return (
    <FormSheet
      title={t('bells.new')}
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
      <BellsFields values={form.values} onChange={form.change} problemAt={problemAt} />
    </FormSheet>
  )
}

const create = (values: BellsValues, idempotencyKey: string) =>
  call(calendarApi.createBells, { body: sentOf(values), idempotencyKey }, sessionFetch)

/** Changes bells; the lessons to come follow. */
export function ChangeBells({ bells, onClose }: { bells: Bells; onClose: () => void }) {
  const { t } = useTranslation('calendar')
  const formats = useFormats()
  const form = useEdits({
    draftKey: `bells ${bells.id}`,
    thing: bells,
    versionOf: ({ version }) => version,
    valuesOf,
    shape: bellsShape,
    send: async (patch, values, { id, version }) => {
      const whole = sentOf(values)
      const body = Object.fromEntries(Object.entries(whole).filter(([key]) => key in patch)) as Partial<
        typeof whole
      >
      const { lessons, ...saved } = await call(
        calendarApi.updateBells,
        { params: { bellsId: id }, body, ifVersion: version },
        sessionFetch,
      )
      announceFollowed(t, lessons)
      return saved
    },
    onNow: () => void refresh(afterCalendar),
  })
  const problemAt = useFieldProblem(form.state.is === 'refused' ? form.state.error : undefined)
  return (
    <EditSheet<BellsValues>
      title={bells.title}
      onClose={onClose}
      form={form}
      labels={{
        title: t('bells.title'),
        shift: t('bells.shift'),
        isSpecial: t('bells.isSpecial'),
        validFrom: t('bells.validFrom'),
        validTo: t('bells.validTo'),
        slots: t('bells.slots'),
      }}
      show={(key, value) => {
        if (typeof value === 'boolean') return t(value ? 'yes' : 'no')
        if (key === 'slots')
          return slotsIn(value)
            .map(({ number, startsAt, endsAt }) => `${number}: ${startsAt}–${endsAt}`)
            .join(', ')
        return isDay(value) ? formats.dayOfYear(value) : value
      }}
      isIncomplete={!isWhole(form.values)}
    >
      <BellsFields values={form.values} onChange={form.change} problemAt={problemAt} />
    </EditSheet>
  )
}
