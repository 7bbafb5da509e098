import { call } from '@diary/contracts/call'
import {
  calendarApi,
  termKind,
  termScheme,
  termsOfKind,
  type Calendar,
  type TermScheme,
} from '@diary/contracts/calendar'
import type { Day } from '@diary/contracts/primitives'
import { useTranslation } from 'react-i18next'
import { refresh } from '#platform/api.ts'
import { useFieldProblem } from '#platform/saving/field-problems.ts'
import { useEdits } from '#platform/saving/use-edits.ts'
import { useNew } from '#platform/saving/use-new.ts'
import { sessionFetch } from '#platform/session/session.ts'
import { Choice } from '#ui/controls/choice.tsx'
import { Checkbox } from '#ui/fields/checkbox.tsx'
import { DateField } from '#ui/fields/date-field.tsx'
import { TextField } from '#ui/fields/text-field.tsx'
import { FormSheet } from '#ui/overlay/form-sheet.tsx'
import { EditSheet } from '#ui/saving/edit-sheet.tsx'
import { afterCalendar } from './followed.ts'
import { RulesOfSome, useRuleNames, wordsIn } from './rules-of-some.tsx'
import styles from './calendar.module.css'

interface TermValues {
  title: string
  startsOn: string
  endsOn: string
}
type Kind = TermScheme['kind']
type Rule = TermScheme['rules'][number]
/** A scheme as a form has it; lists are kept as text, so that two versions can be compared. */
interface SchemeValues {
  title: string
  terms: string
  grades: string
  classIds: string
  subjectIds: string
}

const termsIn = (terms: string) => JSON.parse(terms) as TermValues[]
const termsText = (terms: readonly TermValues[]) =>
  JSON.stringify(terms.map(({ title, startsOn, endsOn }) => ({ title, startsOn, endsOn })))
// `all` stands for the whole school beside the numbers of grades.
const gradesText = (rules: TermScheme['rules']) =>
  rules
    .filter(({ subjectId, classId }) => subjectId === null && classId === null)
    .map(({ grade }) => (grade === null ? 'all' : String(grade)))
    .toSorted((one, other) => Number(one) - Number(other))
    .join(' ')

const idsText = (rules: TermScheme['rules'], key: 'classId' | 'subjectId') =>
  rules
    .filter(rule => !isOfSeveral(rule))
    .flatMap(rule => rule[key] ?? [])
    .toSorted()
    .join(' ')

const sentTerms = (terms: string) =>
  termsIn(terms).map(({ title, startsOn, endsOn }) => ({
    title: title.trim(),
    startsOn: startsOn as Day,
    endsOn: endsOn as Day,
  }))
const sentRules = ({ grades, classIds, subjectIds }: SchemeValues) => [
  ...wordsIn(grades).map(grade => (grade === 'all' ? {} : { grade: Number(grade) })),
  ...wordsIn(classIds).map(classId => ({ classId: classId as Rule['classId'] & string })),
  ...wordsIn(subjectIds).map(subjectId => ({ subjectId: subjectId as Rule['subjectId'] & string })),
]
// A subject of one class or parallel has no place in this form.
const isOfSeveral = ({ subjectId, classId, grade }: Rule) =>
  subjectId !== null && (classId !== null || grade !== null)

const isWhole = ({ title, terms }: SchemeValues) =>
  title.trim() !== '' &&
  termsIn(terms).every(term => term.title.trim() !== '' && term.startsOn !== '' && term.endsOn !== '')

interface FieldsProps {
  values: SchemeValues
  calendar: Calendar
  onChange: (change: Partial<SchemeValues>) => void
  problemAt: (pointer: string) => string | undefined
}

function SchemeFields({ values, calendar, onChange, problemAt }: FieldsProps) {
  const { t } = useTranslation('calendar')
  const terms = termsIn(values.terms)
  const grades = wordsIn(values.grades)
  const change = (index: number, part: Partial<TermValues>) =>
    onChange({ terms: termsText(terms.map((term, at) => (at === index ? { ...term, ...part } : term))) })
  const toggle = (grade: string, isChecked: boolean) =>
    onChange({
      grades: (isChecked ? [...grades, grade] : grades.filter(one => one !== grade))
        .toSorted((one, other) => Number(one) - Number(other))
        .join(' '),
    })
  return (
    <>
      <TextField
        label={t('scheme.title')}
        value={values.title}
        maxLength={100}
        error={problemAt('/title')}
        onChange={title => onChange({ title })}
      />
      {terms.map((term, index) => (
        <fieldset key={index} className={styles.term}>
          <legend className={styles.legendLabel}>{t('scheme.term', { number: index + 1 })}</legend>
          <TextField
            label={t('scheme.termTitle')}
            value={term.title}
            maxLength={100}
            error={problemAt(`/terms/${index}/title`)}
            onChange={title => change(index, { title })}
          />
          <div className={styles.pair}>
            <DateField
              label={t('entry.startsOn')}
              value={term.startsOn}
              min={calendar.year.startsOn}
              max={calendar.year.endsOn}
              error={problemAt(`/terms/${index}/startsOn`) ?? overlapOf(terms, index, t('scheme.overlap'))}
              onChange={startsOn => change(index, { startsOn })}
            />
            <DateField
              label={t('entry.endsOn')}
              value={term.endsOn}
              min={term.startsOn || calendar.year.startsOn}
              max={calendar.year.endsOn}
              error={problemAt(`/terms/${index}/endsOn`)}
              onChange={endsOn => change(index, { endsOn })}
            />
          </div>
        </fieldset>
      ))}
      <fieldset className={styles.classes}>
        <legend className={styles.legendLabel}>{t('scheme.forWhom')}</legend>
        <Checkbox
          label={t('scheme.wholeSchool')}
          isChecked={grades.includes('all')}
          onChange={isChecked => toggle('all', isChecked)}
        />
        {Array.from({ length: 11 }, (_, index) => String(index + 1)).map(grade => (
          <Checkbox
            key={grade}
            label={t('scheme.grade', { grade })}
            isChecked={grades.includes(grade)}
            onChange={isChecked => toggle(grade, isChecked)}
          />
        ))}
        <RulesOfSome classIds={values.classIds} subjectIds={values.subjectIds} onChange={onChange} />
        {problemAt('/rules') !== undefined && <p className={styles.error}>{problemAt('/rules')}</p>}
      </fieldset>
    </>
  )
}

/** Said at once, before anything is sent. */
function overlapOf(terms: readonly TermValues[], index: number, words: string) {
  const before = terms[index - 1]
  const term = terms[index]
  return before && term && term.startsOn !== '' && before.endsOn !== '' && term.startsOn <= before.endsOn
    ? words
    : undefined
}

interface SchemeFormProps {
  calendar: Calendar
  onClose: () => void
}

/** Divides the year into terms. */
export function NewScheme({ calendar, onClose }: SchemeFormProps) {
  const { t } = useTranslation('calendar')
  const emptyTerms = (kind: Kind) =>
    termsText(
      Array.from({ length: termsOfKind[kind] }, (_, index) => ({
        title: t(`termTitle.${kind}`, { number: index + 1 }),
        startsOn: '',
        endsOn: '',
      })),
    )
  const form = useNew<SchemeValues & { kind: Kind }, TermScheme>({
    draftKey: 'new term scheme',
    empty: {
      kind: 'quarter',
      title: t('termKind.quarter'),
      terms: emptyTerms('quarter'),
      grades: '',
      classIds: '',
      subjectIds: '',
    },
    make: (values, idempotencyKey) =>
      call(
        calendarApi.createScheme,
        {
          body: {
            kind: values.kind,
            yearId: calendar.year.id,
            title: values.title.trim(),
            terms: sentTerms(values.terms),
            rules: sentRules(values),
          },
          idempotencyKey,
        },
        sessionFetch,
      ),
    changed: afterCalendar,
    onMade: onClose,
  })
  const problemAt = useFieldProblem(form.error)
  return (
    <FormSheet
      title={t('scheme.new')}
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
      <Choice
        label={t('scheme.kind')}
        value={form.values.kind}
        options={termKind.options.map(value => ({ value, label: t(`termKind.${value}`) }))}
        onChange={kind => form.change({ kind, title: t(`termKind.${kind}`), terms: emptyTerms(kind) })}
      />
      <SchemeFields values={form.values} calendar={calendar} onChange={form.change} problemAt={problemAt} />
    </FormSheet>
  )
}

/** Changes the days of the terms and whom they are for. */
export function ChangeScheme({ scheme, calendar, onClose }: SchemeFormProps & { scheme: TermScheme }) {
  const { t } = useTranslation('calendar')
  const nameOf = useRuleNames()
  const form = useEdits({
    draftKey: `term scheme ${scheme.id}`,
    thing: scheme,
    versionOf: ({ version }) => version,
    valuesOf: ({ title, terms, rules }): SchemeValues => ({
      title,
      terms: termsText(terms),
      grades: gradesText(rules),
      classIds: idsText(rules, 'classId'),
      subjectIds: idsText(rules, 'subjectId'),
    }),
    shape: termScheme,
    send: ({ title, terms, grades, classIds, subjectIds }, values, { id, version, rules }) =>
      call(
        calendarApi.updateScheme,
        {
          params: { termSchemeId: id },
          body: {
            ...(title !== undefined && { title: title.trim() }),
            ...(terms !== undefined && { terms: sentTerms(terms) }),
            ...((grades ?? classIds ?? subjectIds) !== undefined && {
              rules: [
                ...sentRules(values),
                ...rules.filter(isOfSeveral).map(({ subjectId, classId, grade }) => ({
                  ...(subjectId !== null && { subjectId }),
                  ...(classId !== null && { classId }),
                  ...(grade !== null && { grade }),
                })),
              ],
            }),
          },
          ifVersion: version,
        },
        sessionFetch,
      ),
    onNow: () => void refresh(afterCalendar),
  })
  const problemAt = useFieldProblem(form.state.is === 'refused' ? form.state.error : undefined)
  return (
    <EditSheet
      title={scheme.title}
      onClose={onClose}
      form={form}
      labels={{
        title: t('scheme.title'),
        terms: t('scheme.terms'),
        grades: t('scheme.forWhom'),
        classIds: t('scheme.classes'),
        subjectIds: t('scheme.subjects'),
      }}
      show={(key, value) =>
        key === 'terms'
          ? termsIn(value)
              .map(term => `${term.title}: ${term.startsOn} – ${term.endsOn}`)
              .join('; ')
          : key === 'classIds' || key === 'subjectIds'
            ? wordsIn(value)
                .map(id => nameOf(id))
                .join(', ')
            : value.replace('all', t('scheme.wholeSchool'))
      }
      isIncomplete={!isWhole(form.values)}
    >
      <SchemeFields values={form.values} calendar={calendar} onChange={form.change} problemAt={problemAt} />
    </EditSheet>
  )
}
