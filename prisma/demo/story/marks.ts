import { addDays, dateOf, momentAt } from '../../day.ts'
import { rows } from '../../make/rows.ts'
import type { WorkTypeTitle } from '../../make/rows.ts'
import type { IsAbsent } from './attendance.ts'
import { comments, workDescriptions } from '../content/words.ts'
import type { SubjectKey } from '../content/curriculum.ts'
import type { Draft } from '../draft.ts'
import type { Book } from '../school/gradebooks.ts'
import type { HeldLesson } from './lessons.ts'
import type { Child } from '../school/people.ts'
import type { Random } from '../random.ts'
import type { DemoSchool } from '../school/structure.ts'
import { timeZone } from '../year.ts'
import type { DemoYear } from '../year.ts'

/** A mark as the terms' results need it. */
export interface GivenMark {
  childId: string
  day: string
  value: number
  weightTenths: number
}

interface PlannedWork {
  type: WorkTypeTitle
  topic: string
  description: string | null
  /** Which part of the class gets a mark. */
  share: number
  /** How much harder than usual it is. */
  shift: number
}

// Works that a lesson may hold beside its topic, and how often.
const asides: { type: WorkTypeTitle; often: number; share: number; keys: SubjectKey[] }[] = [
  { type: 'Словарный диктант', often: 0.1, share: 1, keys: ['russian', 'english'] },
  {
    type: 'Домашняя работа',
    often: 0.11,
    share: 0.92,
    keys: ['russian', 'mathematics', 'algebra', 'geometry', 'english', 'physics'],
  },
  {
    type: 'Самостоятельная работа',
    often: 0.11,
    share: 1,
    keys: ['mathematics', 'algebra', 'geometry', 'russian', 'physics', 'chemistry'],
  },
  {
    type: 'Проверочная работа',
    often: 0.14,
    share: 1,
    keys: ['history', 'geography', 'biology', 'society', 'nature', 'informatics'],
  },
  { type: 'Наизусть / чтение', often: 0.12, share: 0.85, keys: ['literature', 'reading'] },
]
const hands: SubjectKey[] = ['sport', 'art', 'music', 'technology', 'safety', 'region', 'statistics']

/** Gives marks: each belongs to a work, and only those who were there get one, or made the work up later. */
export function tellMarks(
  draft: Draft,
  school: DemoSchool,
  held: HeldLesson[],
  isAbsent: IsAbsent,
  year: DemoYear,
  random: Random,
): Map<Book, GivenMark[]> {
  const given = new Map<Book, GivenMark[]>()
  const streams = new Map<Book, Random>()
  const aptitudes = new Map<string, number>()
  const streamOf = (book: Book) => {
    const known = streams.get(book) ?? random.fork(`marks/${book.id}`)
    streams.set(book, known)
    return known
  }
  const levelOf = (child: Child, book: Book) => {
    const key = `${child.id}/${book.key}`
    const known = aptitudes.get(key) ?? child.ability + random.fork(key).around(0, 0.6)
    aptitudes.set(key, known)
    return known
  }
  for (const lesson of held) {
    const { book } = lesson
    if (!book.isMarked) continue
    const chance = streamOf(book)
    const present = book.members.filter(it => it.from <= lesson.day && (!it.until || lesson.day <= it.until))
    for (const work of worksOf(lesson, chance)) {
      const marks = tellWork(draft, school, lesson, work, present, { isAbsent, levelOf, chance, year })
      const mine = given.get(book)
      if (mine) mine.push(...marks)
      else given.set(book, marks)
    }
  }
  return given
}

function worksOf({ plan, book }: HeldLesson, chance: Random): PlannedWork[] {
  const { key } = book
  const describe = (type: WorkTypeTitle) => {
    const texts = workDescriptions[type]
    return texts ? chance.pick(texts) : null
  }
  const work = (type: WorkTypeTitle, share: number, shift = 0, topic = plan.topic): PlannedWork => ({
    type,
    topic,
    description: describe(type),
    share,
    shift,
  })
  if (plan.work) {
    const first = work(plan.work, 1, plan.work === 'Контрольная работа' ? -0.25 : 0)
    // A dictation is marked twice, for the text and for the task after it; so are essays, for content and literacy.
    if (plan.work === 'Диктант')
      return [
        first,
        {
          ...first,
          topic: `${plan.topic}: грамматическое задание`,
          description: 'Разбор предложения, слова по составу',
        },
      ]
    if (plan.work === 'Изложение' || plan.work === 'Сочинение')
      return [
        { ...first, topic: `${plan.topic}: содержание`, shift: 0.15 },
        { ...first, topic: `${plan.topic}: грамотность`, shift: -0.2 },
      ]
    return [first]
  }
  if (hands.includes(key)) return chance.chance(0.5) ? [work('Работа на уроке', 0.55, 0.45)] : []
  const oral = chance.chance(0.82) ? [work('Ответ на уроке', chance.whole(14, 32) / 100)] : []
  const aside = asides.filter(it => it.keys.includes(key)).find(it => chance.chance(it.often))
  return aside
    ? [...oral, work(aside.type, aside.share, aside.type === 'Домашняя работа' ? 0.2 : -0.05)]
    : oral
}

interface Telling {
  isAbsent: IsAbsent
  levelOf: (child: Child, book: Book) => number
  chance: Random
  year: DemoYear
}

function tellWork(
  draft: Draft,
  school: DemoSchool,
  lesson: HeldLesson,
  work: PlannedWork,
  present: readonly { child: Child }[],
  { isAbsent, levelOf, chance, year }: Telling,
): GivenMark[] {
  const { schoolId } = draft
  const { book, teacher, day, begins, ends } = lesson
  const type = school.workTypes.get(work.type)
  if (!type) throw new Error(`No work type «${work.type}»`)
  const { weightTenths, countsInAverage, isLong } = type
  const workId = draft.id(begins)
  draft.add(
    'work',
    rows.work({
      schoolId,
      id: workId,
      lessonId: lesson.id,
      workTypeId: type.id,
      topic: work.topic,
      description: work.description,
      weightTenths,
      countsInAverage,
      createdById: teacher.id,
      createdAt: begins,
      updatedAt: begins,
    }),
  )
  const isOral = work.share < 1
  const checkedAt = isLong
    ? momentAt(addDays(day, chance.whole(1, 3)), 16 * 60 + chance.whole(0, 150), timeZone)
    : null
  const out: GivenMark[] = []
  for (const { child } of present) {
    // Every draw is made for every child, so that a later day tells the same past.
    const isAsked = chance.chance(work.share)
    const level = chance.around(levelOf(child, book) + work.shift, 1)
    const hurry = chance.next()
    const makesUp = chance.next()
    const isMissing = isAbsent(lesson.id, child.id)
    if (isMissing && work.share < 1) continue
    if (!isMissing && !isAsked) continue
    const onTime =
      checkedAt ??
      new Date(
        isOral ? begins.getTime() + (10 + hurry * 28) * 60_000 : ends.getTime() + hurry * 5 * 3_600_000,
      )
    const givenAt = isMissing ? new Date(onTime.getTime() + 8 * 86_400_000) : onTime
    const base = { schoolId, workId, studentId: child.id, givenById: teacher.id }
    if (isMissing) {
      const due = addDays(day, 14)
      const owes = type.weightTenths >= 20 && makesUp > 0.45 && makesUp < 0.8
      if (owes && due >= year.today && ends <= year.now) {
        const debt = { isDebt: true, debtDueOn: dateOf(due), comment: 'Написать работу после болезни' }
        draft.add('mark', rows.mark({ ...base, ...debt, id: draft.id(ends), givenAt: ends, updatedAt: ends }))
      }
      if (makesUp > 0.45) continue
    }
    if (givenAt > year.now) continue
    const value = Math.min(5, Math.max(2, Math.round(level)))
    const said = comments[`${value}` as '5' | '4' | '3' | '2']
    const comment = hurry < (value === 2 ? 0.3 : 0.07) ? chance.pick(said) : null
    draft.add(
      'mark',
      rows.mark({
        ...base,
        id: draft.id(givenAt),
        value: `${value}`,
        isMadeUp: isMissing,
        comment,
        givenAt,
        updatedAt: givenAt,
      }),
    )
    if (countsInAverage && weightTenths > 0) out.push({ childId: child.id, day, value, weightTenths })
  }
  return out
}
