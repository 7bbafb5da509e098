import type { Endpoint } from '@diary/contracts/endpoint'
import { addDays } from '@diary/db/day'
import { newId } from '@diary/db/id'
import type { Facts } from './facts.ts'

interface Of {
  readonly schoolId: string
  readonly thing: string | undefined
  readonly version: number
}

/** What the office sends where a schema alone does not know what goes together: days of a year, hours of bells, who is meant. */
export function officeBody(endpoint: Endpoint, facts: Facts, of: Of): Readonly<Record<string, unknown>> {
  return bodies[endpoint.path]?.(facts, of) ?? {}
}

const firstOf = (of: ReadonlyMap<string, { readonly schoolId: string }>, schoolId: string, but?: string) =>
  [...of].find(([id, it]) => it.schoolId === schoolId && id !== but)?.[0] ?? newId()

// What there may be once is another each time.
let made = 0
const another = (first: string) => addDays(first, made++ % 200)
const title = () => `Название ${made++}`
// Ever earlier: a right without an end leaves the days before it free.
const oneDay = (day = addDays('2150-01-01', -made++)) => ({ fromOn: day, untilOn: day })

const yearFrom = (year: number) => ({ startsOn: `${year}-09-01`, endsOn: `${year + 1}-08-31` })

const slots = [{ number: 1, startsAt: '08:30', endsAt: '09:15' }]
const halves = [
  { title: 'Первое полугодие', startsOn: '2026-09-01', endsOn: '2026-12-27' },
  { title: 'Второе полугодие', startsOn: '2027-01-11', endsOn: '2027-05-25' },
]
const bells = ({ today }: Facts) => ({ validFrom: today, validTo: null, isSpecial: true, shift: 4, slots })
const entry = (day = another('2027-01-01')) => ({
  // A day of lessons at home: the others would take today from those who ask.
  kind: 'remote',
  followsWeekday: null,
  startsOn: day,
  endsOn: day,
})
const classOf = (facts: Facts, { schoolId }: Of) => ({ classId: firstOf(facts.class, schoolId) })

const bodies: Record<string, (facts: Facts, of: Of) => Record<string, unknown>> = {
  // Named people get codes anew each time, so that nobody's answer is another's.
  '/activation-codes': (facts, { schoolId }) => ({
    personIds: [...facts.person].filter(([, it]) => it.schoolId === schoolId).map(([id]) => id),
  }),
  '/people': () => ({ lastName: title(), kind: 'guardian', position: null, contacts: [], birthOn: null }),
  '/people/:personId': () => ({ position: undefined }),
  '/people/:personId/arrival': classOf,
  '/enrolments/:enrolmentId/class-change': (facts, of) => ({
    classId: [...facts.class].findLast(([, it]) => it.schoolId === of.schoolId)?.[0],
  }),
  '/guardianships': (facts, { schoolId }) => ({
    ...oneDay(),
    guardianId: facts.spares.get('guardian'),
    studentId: firstOf(facts.student, schoolId, facts.spares.get('student')),
  }),
  '/capacities': facts => ({ ...oneDay(), staffId: facts.spares.get('staff'), kind: 'content_editor' }),
  '/teachings': (facts, { schoolId }) => ({
    ...oneDay(),
    staffId: facts.spares.get('staff'),
    gradebookId: firstOf(facts.gradebook, schoolId),
  }),
  '/classes': () => ({ title: title() }),
  '/classes/:classId': () => ({ title: title() }),
  '/subjects': () => ({ title: title() }),
  '/subjects/:subjectId': () => ({ title: title() }),
  '/groups': (facts, of) => ({
    title: title(),
    kind: 'stream',
    classIds: [firstOf(facts.class, of.schoolId)],
  }),
  '/classes/:classId/split': (facts, { thing, version }) => {
    const part = [...facts.group].findLast(
      ([, { kind, classIds }]) => kind === 'part' && classIds.includes(thing ?? ''),
    )
    return { groups: [{ groupId: part?.[0] ?? newId(), version, studentIds: [] }] }
  },
  '/years': () => yearFrom(2030 + (made++ % 150)),
  '/term-schemes': () => ({ title: title(), kind: 'half_year', terms: halves, rules: [] }),
  '/term-schemes/:termSchemeId': () => ({ terms: undefined, rules: undefined }),
  '/calendar-entries': () => entry(),
  '/calendar-entries/:calendarEntryId': () => entry(),
  '/bells': facts => ({ ...bells(facts), title: title() }),
  '/bells/:bellsId': () => ({ slots }),
}
