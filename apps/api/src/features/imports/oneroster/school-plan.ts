import { addDays, dateOf, type DayText } from '@diary/db/day'
import { gradeIn, gradeMax } from '../fet/classes.ts'
import { ImportError, refuse, type Notice } from '../import-error.ts'
import { schoolYearStart } from '../school.ts'
import type { ClassRow, CourseRow, OneRoster, SessionRow } from '../oneroster-package/rows.ts'
import { peoplePlan, type PeoplePlan } from './people-plan.ts'

export type OneRosterChoices = {
  /** The id of the package's school that is ours; needed where there are several. */
  org?: string | undefined
  /** The id of the package's school year; without it the one that today is in, or the next. */
  year?: string | undefined
  /** Grades by the ids of homerooms that don't show them. */
  grades: ReadonlyMap<string, number>
  /** Subjects by the titles the package gives them. */
  subjects: ReadonlyMap<string, string>
}

export type PlannedHomeroom = { row: ClassRow; title: string; grade: number }
export type PlannedGroup = { row: ClassRow; title: string; subject: string }

/** What of a package is for one school and one year, in the school's words. Ids are the package's own. */
export type SchoolPlan = PeoplePlan & {
  source: string
  orgId: string
  orgName: string
  /** A day in the middle of the school year that is meant. */
  dayInYear: DayText
  yearTitle: string | undefined
  /** The last day of the package's year: who is enrolled until then stays. */
  yearEndsOn: DayText | undefined
  /** Parts of the year of one kind, in order. */
  terms: SessionRow[][]
  /** Classes of the package that are this year's and this school's: their enrolments are all there are. */
  homerooms: PlannedHomeroom[]
  groups: PlannedGroup[]
  /** Homerooms of no readable grade; there is a plan only for those who say it. */
  gradesAsked: ClassRow[]
  notices: Notice[]
}

const plain = (text: string) => text.toLowerCase().trim()

/** The schools of a package. */
export function schoolsIn(roster: OneRoster) {
  const schools = [...roster.orgs.values()].filter(({ type, isGoing }) => type === 'school' && !isGoing)
  return schools.length > 0 ? schools : refuse(texts => texts.oneRoster.noSchool, { file: 'orgs.csv' })
}

/** Which of the package's schools is ours: the one that was said, the only one, or the one of our name. */
export function schoolMeant(roster: OneRoster, wish: string | undefined, title: string | undefined) {
  const schools = schoolsIn(roster)
  if (wish !== undefined) {
    return (
      schools.find(({ id, name }) => id === wish || plain(name) === plain(wish)) ??
      refuse(texts => texts.oneRoster.unknownOrg(wish), { file: 'orgs.csv' })
    )
  }
  const named = schools.filter(({ name }) => title !== undefined && plain(name) === plain(title))
  const [only, ...others] = named.length > 0 ? named : schools
  return others.length === 0 ? only : undefined
}

/** School years of the package, the latest first. */
export const yearsIn = (roster: OneRoster): SessionRow[] =>
  [...roster.sessions.values()]
    .filter(({ type, isGoing }) => type === 'schoolYear' && !isGoing)
    .toSorted((one, other) => other.startsOn.localeCompare(one.startsOn))

/** The school year meant: the one that was said, that of today, else the nearest to come, else the last. */
export function yearMeant(roster: OneRoster, wish: string | undefined, today: DayText) {
  const years = yearsIn(roster)
  const coming = years.filter(({ endsOn }) => endsOn >= today)
  return years.find(({ id }) => id === wish) ?? coming.at(-1) ?? years[0]
}

/** Takes from a package what is for the school and the year. */
export function schoolPlan(
  roster: OneRoster,
  choices: OneRosterChoices,
  given: { title: string | undefined; today: DayText },
): SchoolPlan {
  const org = schoolMeant(roster, choices.org, given.title)
  if (org === undefined) {
    const names = schoolsIn(roster).map(({ name }) => name)
    return refuse(texts => texts.oneRoster.whichOrg(names), { file: 'orgs.csv' })
  }
  const year = yearMeant(roster, choices.year, given.today)
  const errors: Notice[] = []
  const notices = [...roster.notices]
  const rootOf = (id: string) => {
    let at = roster.sessions.get(id)
    while (at !== undefined && at.type !== 'schoolYear' && at.parentId !== '')
      at = roster.sessions.get(at.parentId)
    return at
  }
  const isOfYear = ({ sessionIds }: ClassRow) =>
    year === undefined ||
    sessionIds.length === 0 ||
    sessionIds.some(id => {
      const root = rootOf(id)
      return root?.type !== 'schoolYear' ? overlaps(root, year) : root.id === year.id
    })
  const own = [...roster.classes.values()].filter(({ schoolId }) => schoolId === org.id)
  const classes = own.filter(row => !row.isGoing && isOfYear(row))
  const elsewhere = own.filter(row => !row.isGoing).length - classes.length
  if (elsewhere > 0) notices.push({ say: texts => texts.oneRoster.otherYears(elsewhere) })

  const homerooms: PlannedHomeroom[] = []
  const gradesAsked: ClassRow[] = []
  for (const row of classes.filter(({ isHomeroom }) => isHomeroom)) {
    const read = [...row.grades, row.title].map(gradeIn).find(grade => grade !== undefined)
    if (read === undefined) gradesAsked.push(row)
    const grade = choices.grades.get(row.id) ?? choices.grades.get(row.title) ?? read
    if (grade === undefined || grade < 1 || grade > gradeMax) {
      errors.push({ say: texts => texts.oneRoster.gradeUnknown(row.title), place: row.row.place('grades') })
    }
    const before = homerooms.find(({ title }) => plain(title) === plain(row.title))
    if (before) {
      const { line } = before.row.row
      errors.push({
        say: texts => texts.oneRoster.titleTwice(row.title, line),
        place: row.row.place('title'),
      })
    }
    homerooms.push({ row, title: row.title, grade: grade ?? 1 })
  }
  if (homerooms.length === 0 && roster.classes.size > 0) {
    notices.push({ say: texts => texts.oneRoster.noHomerooms })
  }
  const groups = classes
    .filter(({ isHomeroom }) => !isHomeroom)
    .map((row): PlannedGroup => {
      const named = subjectOf(row, roster.courses.get(row.courseId))
      if (named === '') {
        errors.push({
          say: texts => texts.oneRoster.classWithoutSubject,
          place: row.row.place('courseSourcedId'),
        })
      }
      return { row, title: row.title, subject: choices.subjects.get(named) ?? named }
    })

  const people = peoplePlan(roster, org.id, new Map(classes.map(row => [row.id, row])), errors)
  if (errors.length > 0) throw new ImportError(...errors.slice(0, 100))
  const foreignClasses = roster.classes.size - own.length
  if (people.foreignUsers > 0 || foreignClasses > 0) {
    notices.push({ say: texts => texts.oneRoster.otherOrgs(people.foreignUsers, foreignClasses) })
  }
  return {
    ...people,
    source: roster.source,
    orgId: org.id,
    orgName: org.name,
    dayInYear: year === undefined ? schoolYearStart(given.today) : middleOf(year),
    yearTitle: year?.title,
    yearEndsOn: year?.endsOn,
    terms: year === undefined ? [] : termsOf(roster, year.id, rootOf),
    homerooms,
    groups,
    gradesAsked,
    notices: [...notices, ...people.notices],
  }
}

/** Subjects of the package's classes, as it calls them. */
export function subjectsIn(roster: OneRoster, orgId: string): string[] {
  const own = [...roster.classes.values()].filter(
    ({ isHomeroom, isGoing, schoolId }) => !isHomeroom && !isGoing && schoolId === orgId,
  )
  const names = own.map(row => subjectOf(row, roster.courses.get(row.courseId)))
  return [...new Set(names)]
    .filter(name => name !== '')
    .toSorted((one, other) => one.localeCompare(other, 'ru'))
}

/** The subject of a class: the one it or its course names, else the title of the course without its grade. */
function subjectOf(row: ClassRow, course: CourseRow | undefined): string {
  for (const named of [row.subjects, course?.subjects ?? []]) if (named.length === 1) return named[0] ?? ''
  return (course?.title ?? row.subjects[0] ?? '')
    .replace(/[\s,.(]*\d{1,2}\s*(?:-?й)?\s*(?:кл\.?|класс[а-я]*|grade)?\s*\)?$/iu, '')
    .trim()
    .slice(0, 200)
}

/** The parts of the year by their kind, where they are two, three or four and follow each other. */
function termsOf(
  roster: OneRoster,
  yearId: string,
  rootOf: (id: string) => SessionRow | undefined,
): SessionRow[][] {
  const parts = [...roster.sessions.values()].filter(
    ({ id, type, isGoing }) => type !== 'schoolYear' && !isGoing && rootOf(id)?.id === yearId,
  )
  return [...new Set(parts.map(({ type }) => type))]
    .map(type =>
      parts
        .filter(part => part.type === type)
        .toSorted((one, other) => one.startsOn.localeCompare(other.startsOn)),
    )
    .filter(
      terms =>
        terms.length >= 2 &&
        terms.length <= 4 &&
        terms.every(
          ({ startsOn, endsOn }, index) => startsOn < endsOn && (terms[index - 1]?.endsOn ?? '') < startsOn,
        ),
    )
}

const overlaps = (one: SessionRow | undefined, other: SessionRow) =>
  one === undefined || (one.startsOn <= other.endsOn && other.startsOn <= one.endsOn)

function middleOf({ startsOn, endsOn }: SessionRow): DayText {
  const days = (dateOf(endsOn).getTime() - dateOf(startsOn).getTime()) / 86_400_000
  return addDays(startsOn, Math.floor(days / 2))
}
