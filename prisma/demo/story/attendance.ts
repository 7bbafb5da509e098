import { addDays, momentAt } from '../../day.ts'
import { rows } from '../../make/rows.ts'
import type { DemoClass } from '../school/classes.ts'
import { reasonNotes } from '../content/words.ts'
import type { Draft } from '../draft.ts'
import type { HeldLesson } from './lessons.ts'
import type { Child } from '../school/people.ts'
import type { Random } from '../random.ts'
import { storyClass } from '../school/schools.ts'
import type { DemoSchool } from '../school/structure.ts'
import { timeZone } from '../year.ts'
import type { DemoYear } from '../year.ts'

type Reason = 'ill' | 'excused' | 'unexcused' | 'school_event'
interface Spell {
  from: string
  until: string
  reason: Reason
  note: string | null
  /** When the class teacher hears of it; nothing for what nobody has explained. */
  knownAt: Date | null
}

/** Who was in the class register at a lesson but not in the room. */
export type IsAbsent = (lessonId: string, studentId: string) => boolean

/** Writes absences: illnesses in runs, a day off, a competition, a lesson missed, coming late. */
export function tellAttendance(
  draft: Draft,
  school: DemoSchool,
  held: HeldLesson[],
  year: DemoYear,
  random: Random,
): IsAbsent {
  const absent = new Set<string>()
  const spells = new Map<string, Spell[]>()
  for (const one of school.classes)
    for (const [place, { child }] of one.members.entries())
      spells.set(child.id, spellsOf(child, one, place, year, random.fork(`spells/${child.id}`)))
  const chance = random.fork('attendance')
  const { schoolId } = draft
  for (const { id: lessonId, book, teacher, day, number, begins } of held) {
    const observed = new Date(begins.getTime() + 8 * 60_000)
    const add = (child: Child, more: Partial<Parameters<typeof rows.absence>[0]>) =>
      draft.add(
        'absence',
        rows.absence({
          schoolId,
          id: draft.id(observed),
          lessonId,
          studentId: child.id,
          observedById: teacher.id,
          observedAt: observed,
          updatedAt: observed,
          ...more,
        }),
      )
    for (const { child, from, until } of book.members) {
      if (day < from || (until && day > until)) continue
      const spell = spells.get(child.id)?.find(it => it.from <= day && day <= it.until)
      if (spell) {
        absent.add(`${lessonId} ${child.id}`)
        const isKnown = spell.knownAt !== null && spell.knownAt <= year.now
        const reason = {
          reason: spell.reason,
          reasonNote: spell.note,
          reasonById: book.class.tutor.id,
          reasonAt: spell.knownAt,
        }
        add(child, {
          observation: 'absent',
          ...(isKnown && { ...reason, updatedAt: spell.knownAt ?? observed }),
        })
        continue
      }
      const recovering = book.key === 'sport' && spells.get(child.id)?.find(it => isAfter(it, day))
      if (recovering) add(child, { observation: 'exempt' })
      else if (chance.chance(number === 1 ? 0.016 : 0.003))
        add(child, { observation: 'late', lateMinutes: chance.whole(2, 15) })
      else if (number >= 5 && child.ability < 3.4 && chance.chance(0.01)) {
        absent.add(`${lessonId} ${child.id}`)
        add(child, { observation: 'absent' })
      }
    }
  }
  return (lessonId, studentId) => absent.has(`${lessonId} ${studentId}`)
}

/** After a week of illness a child is at sports lessons but does not run. */
function isAfter({ until, from, reason }: Spell, day: string): boolean {
  return reason === 'ill' && addDays(from, 4) <= until && until < day && day <= addDays(until, 10)
}

function spellsOf(child: Child, of: DemoClass, place: number, year: DemoYear, chance: Random): Spell[] {
  const spells: Spell[] = []
  const add = (from: string, days: number, reason: Reason, isExplained = true) => {
    const until = addDays(from, days - 1)
    if (spells.some(it => from <= addDays(it.until, 1) && it.from <= addDays(until, 1))) return
    // Class teachers write reasons down on the day a child is back, in the morning.
    const knownAt = isExplained ? momentAt(addDays(until, 1), 9 * 60 + chance.whole(0, 50), timeZone) : null
    spells.push({ from, until, reason, note: chance.pick(reasonNotes[reason]), knownAt })
  }
  const weeks = 38
  const isTruant = child.ability < 3.3 && chance.chance(0.5)
  const isStory = child.isNamed && of.title === storyClass
  if (isStory) {
    // The story's children are at school these days; the first one was ill in September.
    if (place % 2 === 0) add(`${year.year}-09-21`, 5, 'ill')
    return spells
  }
  // In the story's class someone is ill right now, and someone has not been explained yet.
  if (of.title === storyClass && place === 5) add(addDays(year.today, -2), 5, 'ill')
  if (of.title === storyClass && place === 11) add(addDays(year.today, -5), 1, 'unexcused', false)
  for (let week = 0; week < weeks; week += 1) {
    const monday = addDays(year.startsOn, week * 7)
    // More of it in the cold months.
    const cold = week >= 8 && week <= 28 ? 1.5 : 1
    if (chance.chance(0.042 * cold)) add(addDays(monday, chance.whole(0, 5)), chance.whole(3, 7), 'ill')
    if (chance.chance(0.014)) add(addDays(monday, chance.whole(0, 5)), chance.whole(1, 2), 'excused')
    if (of.grade >= 5 && chance.chance(0.006)) add(addDays(monday, chance.whole(0, 4)), 1, 'school_event')
    if (isTruant && chance.chance(0.06))
      add(addDays(monday, chance.whole(0, 5)), 1, 'unexcused', chance.chance(0.5))
  }
  return spells
}
