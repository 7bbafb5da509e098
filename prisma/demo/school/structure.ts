import { createHash } from 'node:crypto'
import { dateOf } from '../../day.ts'
import { workTypeRows } from '../../make/rows.ts'
import type { WorkTypeTitle } from '../../make/rows.ts'
import { drawTeachers, layClasses } from './classes.ts'
import type { DemoClass, Teacher } from './classes.ts'
import type { Draft } from '../draft.ts'
import { layGradebooks } from './gradebooks.ts'
import type { Book } from './gradebooks.ts'
import { addStaff, drawFamilies } from './people.ts'
import type { Random } from '../random.ts'
import type { DemoLogin, SchoolSpec } from './schools.ts'
import { solveTimetable } from './timetable.ts'
import { bells } from '../year.ts'
import type { DemoYear, Span } from '../year.ts'

/** One weekly hour of the timetable. */
export interface Row {
  id: string
  book: Book
  weekday: number
  number: number
}
export interface DemoSchool {
  spec: SchoolSpec
  classes: DemoClass[]
  teachers: Teacher[]
  books: Book[]
  rows: Row[]
  workTypes: ReadonlyMap<
    WorkTypeTitle,
    { id: string; weightTenths: number; countsInAverage: boolean; isLong: boolean }
  >
  terms: ReadonlyMap<'quarters' | 'halfYears', { id: string; span: Span }[]>
  hallId: string
  people: Map<DemoLogin, string>
}

/** Lays the school: its year, bells, rooms, people, classes, gradebooks and timetable. */
export function laySchool(draft: Draft, spec: SchoolSpec, year: DemoYear, random: Random): DemoSchool {
  const { schoolId } = draft
  const people = new Map<DemoLogin, string>()
  const yearId = draft.id()
  const startsOn = dateOf(year.startsOn)
  draft.add('school', { id: schoolId, title: spec.title, fullTitle: spec.fullTitle, isDemo: true })
  draft.add('academicYear', {
    schoolId,
    id: yearId,
    title: `${year.year}/${year.year + 1}`,
    startsOn,
    endsOn: dateOf(year.endsOn),
  })
  const terms = layTerms(draft, spec, year, yearId)
  const types = workTypeRows(schoolId, year.startsOn, () => draft.id())
  draft.add('workType', ...types)
  for (const shift of new Set(spec.classes.map(it => it.shift))) layBells(draft, shift, year)
  const hallId = draft.id()
  draft.add('room', { schoolId, id: hallId, title: 'Актовый зал' })

  const teachers = drawTeachers(draft, spec, year, random, people)
  for (const official of spec.officials) {
    const id = addStaff(draft, official, official.position, [official.kind], year, official.login)
    if (official.login) people.set(official.login, id)
  }
  const children = drawFamilies(draft, spec, year, random, people)
  const classes = layClasses(draft, spec, year, yearId, children, teachers, people)
  layCalendar(draft, year, yearId, classes)
  const { books, units } = layGradebooks(draft, year, yearId, classes, teachers, people)
  const weeks = classes.map(one => ({
    shift: one.shift,
    daysInWeek: one.daysInWeek,
    units: units.get(one) ?? [],
  }))
  const solved = solveTimetable(weeks, random.fork('timetable'))

  const versionId = draft.id()
  const fingerprint = new Uint8Array(createHash('sha256').update(`demo/${spec.seed}/${year.year}`).digest())
  const validTo = dateOf(year.lessonsUntil)
  const publishedAt = new Date(startsOn.getTime() - 5 * 86_400_000)
  draft.add('timetableVersion', {
    schoolId,
    id: versionId,
    yearId,
    validFrom: startsOn,
    validTo,
    source: 'demo',
    fingerprint,
    publishedAt,
  })
  const timetable = solved.flatMap((hours, index) =>
    hours.flatMap(({ weekday, number, books: halves }) =>
      halves.map(({ book }): Row => {
        const one = classes[index]
        if (!one) throw new Error('A week of no class')
        const [startMinute, endMinute] = bells[one.shift]?.[number - 1] ?? []
        if (startMinute === undefined || endMinute === undefined)
          throw new Error(`No bell for lesson ${number}`)
        const id = draft.id()
        const { teacher, groupId, subjectId } = book
        const place = { weekday, number, startMinute, endMinute, roomId: teacher.roomId }
        draft.add('timetableRow', {
          schoolId,
          id,
          versionId,
          groupId,
          subjectId,
          gradebookId: book.id,
          ...place,
        })
        draft.add('timetableRowTeacher', { schoolId, rowId: id, staffId: teacher.id })
        return { id, book, weekday, number }
      }),
    ),
  )
  const workTypes = new Map(
    types.map(({ id, title, weightTenths, countsInAverage = true, needsLongChecking: isLong = false }) => [
      title,
      { id, weightTenths, countsInAverage, isLong },
    ]),
  )
  return { spec, classes, teachers, books, rows: timetable, workTypes, terms, hallId, people }
}

function layTerms(draft: Draft, spec: SchoolSpec, year: DemoYear, yearId: string): DemoSchool['terms'] {
  const { schoolId } = draft
  const schemes = [
    { key: 'quarters' as const, kind: 'quarter' as const, title: 'Четверти', spans: year.quarters },
    { key: 'halfYears' as const, kind: 'half_year' as const, title: 'Полугодия', spans: year.halfYears },
  ]
  const isSenior = spec.classes.some(it => it.grade >= 10)
  return new Map(
    schemes.slice(0, isSenior ? 2 : 1).map(({ key, kind, title, spans }) => {
      const schemeId = draft.id()
      draft.add('termScheme', { schoolId, id: schemeId, yearId, kind, title })
      const grades = key === 'quarters' ? [null] : [10, 11]
      for (const grade of grades)
        draft.add('termSchemeRule', { schoolId, id: draft.id(), yearId, schemeId, grade })
      const made = spans.map((span, index) => {
        const id = draft.id()
        const days = { startsOn: dateOf(span.from), endsOn: dateOf(span.until) }
        draft.add('term', { schoolId, id, schemeId, ordinal: index + 1, title: span.title, ...days })
        return { id, span }
      })
      return [key, made] as const
    }),
  )
}

function layBells(draft: Draft, shift: number, year: DemoYear) {
  const { schoolId } = draft
  const id = draft.id()
  const title = shift === 1 ? 'Первая смена' : 'Вторая смена'
  draft.add('bellSchedule', { schoolId, id, title, shift, validFrom: dateOf(year.startsOn) })
  for (const [index, [startMinute, endMinute]] of (bells[shift] ?? []).entries())
    draft.add('bellSlot', { schoolId, bellScheduleId: id, number: index + 1, startMinute, endMinute })
}

function layCalendar(draft: Draft, year: DemoYear, yearId: string, classes: DemoClass[]) {
  const { schoolId } = draft
  const add = (kind: 'vacation' | 'public_holiday', { title, from, until }: Span, isForAll = true) => {
    const id = draft.id()
    draft.add('calendarEntry', {
      schoolId,
      id,
      yearId,
      kind,
      title,
      startsOn: dateOf(from),
      endsOn: dateOf(until),
      isForAll,
    })
    return id
  }
  for (const span of year.vacations) add('vacation', span)
  for (const span of year.publicHolidays) add('public_holiday', span)
  const entryId = add('vacation', year.extraVacation, false)
  for (const one of classes.filter(it => it.grade === 1))
    draft.add('calendarEntryClass', { schoolId, entryId, classId: one.id })
}
