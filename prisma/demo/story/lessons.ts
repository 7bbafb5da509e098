import { addDays, dateOf, momentAt, weekdayOf } from '../../day.ts'
import { rows } from '../../make/rows.ts'
import type { Teacher } from '../school/classes.ts'
import { homeworkFor } from '../content/homework.ts'
import { yearPlan } from '../content/lesson-plan.ts'
import type { PlannedTopic } from '../content/lesson-plan.ts'
import { changeReasons, contentsOf, contentsOfWork } from '../content/words.ts'
import type { Draft } from '../draft.ts'
import type { Book } from '../school/gradebooks.ts'
import type { Random } from '../random.ts'
import { storyClass } from '../school/schools.ts'
import type { DemoSchool, Row } from '../school/structure.ts'
import { bells, timeZone } from '../year.ts'
import type { DemoYear } from '../year.ts'

/** A lesson that took place, as far as works, marks and attendance need to know it. */
export interface HeldLesson {
  id: string
  book: Book
  teacher: Teacher
  day: string
  number: number
  begins: Date
  ends: Date
  plan: PlannedTopic
}

interface Slot {
  row: Row
  day: string
  begins: Date
  ends: Date
}
interface Change {
  kind: 'teacher' | 'cancel'
  substitute: Teacher | null
  reason: string
}

/** Generates every lesson of the year; those that have ended are held, with topic, content and homework. */
export function tellLessons(draft: Draft, school: DemoSchool, year: DemoYear, random: Random): HeldLesson[] {
  const midnight = midnights()
  const slots = slotsOf(school, year, midnight)
  const changes = changesOf(school, slots, year, random.fork('changes'))
  const held: HeldLesson[] = []
  for (const book of school.books) {
    const mine = slots.get(book) ?? []
    held.push(
      ...tellBook(draft, book, mine, {
        changes,
        year,
        hallId: school.hallId,
        chance: random.fork(`lessons/${book.id}`),
      }),
    )
  }
  return held
}

function tellBook(
  draft: Draft,
  book: Book,
  slots: Slot[],
  {
    changes,
    year,
    hallId,
    chance,
  }: { changes: Map<string, Change>; year: DemoYear; hallId: string; chance: Random },
): HeldLesson[] {
  const { schoolId } = draft
  const { key, teacher } = book
  const { grade } = book.class
  // A cancelled lesson takes no topic: the plan moves on to the next one.
  const given = slots.filter(slot => changes.get(slotKey(slot))?.kind !== 'cancel')
  const plan = yearPlan(key, grade, given.length)
  const ids = new Map(slots.map(slot => [slot, draft.id(new Date(year.now.getTime()))]))
  const idOf = (slot: Slot | undefined) => (slot ? (ids.get(slot) ?? null) : null)
  const held: HeldLesson[] = []
  let isHallTaken = false
  for (const slot of slots) {
    const { row, day, begins, ends } = slot
    const id = ids.get(slot) ?? ''
    const change = changes.get(slotKey(slot))
    const index = given.indexOf(slot)
    const topic = plan[index]
    const isHeld = ends <= year.now && change?.kind !== 'cancel'
    const [startMinute, endMinute] = bells[book.class.shift]?.[row.number - 1] ?? [0, 1]
    const next = given[index + 1]
    const isBeforeWork = plan[index + 1]?.work != null
    const set = topic
      ? homeworkFor(chance, { key, grade, progress: index / given.length, isBeforeWork })
      : null
    const content = chance.pick(topic?.work ? contentsOfWork(key) : contentsOf(key))
    // What was taught today may still wait for its homework: a teacher should find something to do.
    const isLeftOpen = day === year.today && chance.chance(0.5)
    const homework = isHeld && !isLeftOpen && set && next ? set : null
    const inHall: boolean =
      !change && !isHallTaken && teacher.department === 'music' && topic?.work === null && chance.chance(0.02)
    isHallTaken ||= inHall
    const actual = change?.substitute ?? teacher
    draft.add(
      'lesson',
      rows.lesson({
        schoolId,
        id,
        gradebookId: book.id,
        timetableRowId: row.id,
        day,
        number: row.number,
        startMinute,
        endMinute,
        roomId: change?.substitute?.roomId ?? (inHall ? hallId : teacher.roomId),
        status: isHeld ? 'held' : change?.kind === 'cancel' ? 'cancelled' : 'planned',
        change: change?.kind ?? (inHall ? 'room' : null),
        ...(change?.kind === 'teacher' && { changeWas: { teacher: teacher.name, room: teacher.room } }),
        ...(inHall && { changeWas: { room: teacher.room } }),
        changeReason: change?.reason ?? (inHall ? 'Репетиция концерта' : null),
        topic: isHeld ? (topic?.topic ?? null) : null,
        content: isHeld ? content : null,
        isHomeworkNone: isHeld && !homework && !isLeftOpen,
        attendanceAt: isHeld ? new Date(begins.getTime() + 8 * 60_000) : null,
        heldAt: isHeld ? ends : null,
        updatedAt: isHeld ? ends : dateOf(year.startsOn),
      }),
    )
    draft.add('lessonTeacher', {
      schoolId,
      lessonId: id,
      staffId: teacher.id,
      isPlanned: true,
      isActual: isHeld ? !change : null,
    })
    if (change?.substitute)
      draft.add('lessonTeacher', {
        schoolId,
        lessonId: id,
        staffId: change.substitute.id,
        isPlanned: false,
        isActual: isHeld ? true : null,
      })
    if (!isHeld || !topic) continue
    held.push({ id, book, teacher: actual, day, number: row.number, begins, ends, plan: topic })
    if (!homework || !next) continue
    const published = new Date(Math.min(ends.getTime() + chance.whole(2, 50) * 60_000, year.now.getTime()))
    draft.add(
      'homework',
      rows.homework({
        schoolId,
        id: draft.id(published),
        lessonId: id,
        dueLessonId: idOf(next),
        dueOn: next.day,
        text: homework.text,
        minutes: homework.minutes,
        createdById: actual.id,
        publishedAt: published,
        updatedAt: published,
      }),
    )
  }
  return held
}

/** Every hour of every gradebook in the year, in order. */
function slotsOf(school: DemoSchool, year: DemoYear, midnight: (day: string) => number): Map<Book, Slot[]> {
  const ordered = school.rows.toSorted((one, other) => one.number - other.number)
  const slots = new Map<Book, Slot[]>(school.books.map(book => [book, []]))
  for (let day = year.startsOn; day <= year.lessonsUntil; day = addDays(day, 1)) {
    const weekday = weekdayOf(day)
    for (const row of ordered) {
      if (row.weekday !== weekday || year.isFree(day, row.book.class.grade)) continue
      const [start = 0, end = 1] = bells[row.book.class.shift]?.[row.number - 1] ?? []
      const at = (minute: number) => new Date(midnight(day) + minute * 60_000)
      slots.get(row.book)?.push({ row, day, begins: at(start), ends: at(end) })
    }
  }
  return slots
}

/** Teachers fall ill and go on courses: a colleague of the same subject who is free takes the lesson, or it is cancelled. */
function changesOf(
  school: DemoSchool,
  slots: Map<Book, Slot[]>,
  year: DemoYear,
  chance: Random,
): Map<string, Change> {
  const changes = new Map<string, Change>()
  const busy = new Set<string>()
  for (const [book, mine] of slots) for (const slot of mine) busy.add(`${book.teacher.id} ${hourKey(slot)}`)
  for (const { teacher, from, until, reason } of awayTeachers(school, year, chance)) {
    const mine = [...slots.values()]
      .flat()
      .filter(({ row, day }) => row.book.teacher === teacher && from <= day && day <= until)
    for (const slot of mine.sort((one, other) => one.begins.getTime() - other.begins.getTime())) {
      const free = school.teachers.filter(
        it =>
          it !== teacher && it.department === teacher.department && !busy.has(`${it.id} ${hourKey(slot)}`),
      )
      const substitute = free.length > 0 ? chance.pick(free) : null
      if (substitute) busy.add(`${substitute.id} ${hourKey(slot)}`)
      changes.set(slotKey(slot), { kind: substitute ? 'teacher' : 'cancel', substitute, reason })
    }
  }
  return changes
}

function awayTeachers(school: DemoSchool, year: DemoYear, chance: Random) {
  const named = new Set(school.people.values())
  const ofStory = (department: string) =>
    school.books.find(it => it.class.title === storyClass && it.teacher.department === department)?.teacher
  const others = school.teachers.filter(
    it => !named.has(it.id) && ['russian', 'history', 'mathematics', 'sport'].includes(it.department),
  )
  const away = (teacher: Teacher | undefined, from: number, until: number, reason: string) =>
    teacher ? [{ teacher, from: addDays(year.today, from), until: addDays(year.today, until), reason }] : []
  if (others.length === 0) return []
  return [
    ...away(ofStory('english'), 1, 3, changeReasons[1]),
    ...away(ofStory('history'), -9, -6, changeReasons[0]),
    ...away(chance.pick(others.filter(it => it.department === 'russian')), -20, -15, changeReasons[0]),
    ...away(chance.pick(others.filter(it => it.department === 'sport')), -3, 0, changeReasons[2]),
  ]
}

const slotKey = ({ row, day }: Slot) => `${row.id} ${day}`
const hourKey = ({ row, day }: Slot) => `${day} ${row.book.class.shift} ${row.number}`

/** Local midnights, found once a day. */
function midnights(): (day: string) => number {
  const known = new Map<string, number>()
  return day => {
    const found = known.get(day) ?? momentAt(day, 0, timeZone).getTime()
    known.set(day, found)
    return found
  }
}
