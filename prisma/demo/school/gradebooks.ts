import { addDays, dateOf } from '../../day.ts'
import { rows } from '../../make/rows.ts'
import type { DemoClass, Member, Teacher } from './classes.ts'
import { departmentOf, subjects, weekOf } from '../content/curriculum.ts'
import type { Department, SubjectKey } from '../content/curriculum.ts'
import type { Draft } from '../draft.ts'
import { storyClass } from './schools.ts'
import type { DemoLogin } from './schools.ts'
import type { Unit } from './timetable.ts'
import type { DemoYear } from '../year.ts'

/** A gradebook: a subject taught to a class or to a half of it. */
export interface Book {
  id: string
  key: SubjectKey
  class: DemoClass
  teacher: Teacher
  isMarked: boolean
  members: Member[]
}
interface BookWithPlace extends Book {
  groupId: string
  subjectId: string
}

/** Opens the gradebooks of every class and says who teaches them, and what a week holds. */
export function layGradebooks(
  draft: Draft,
  year: DemoYear,
  yearId: string,
  classes: DemoClass[],
  teachers: Teacher[],
  people: Map<DemoLogin, string>,
) {
  const { schoolId } = draft
  const subjectIds = new Map<SubjectKey, string>()
  const subjectOf = (key: SubjectKey) => {
    const known = subjectIds.get(key)
    if (known) return known
    const id = draft.id()
    const { title, shortTitle, isMarked = true } = subjects[key]
    draft.add('subject', { schoolId, id, title, shortTitle, isMarked })
    subjectIds.set(key, id)
    return id
  }
  const books: BookWithPlace[] = []
  const units = new Map<DemoClass, Unit<BookWithPlace>[]>()
  const storyTeacherId = people.get('teacher')
  for (const one of classes) {
    const whole = layGroup(draft, yearId, one, one.title, one.members, 'whole_class')
    const assigned = new Map<Department, Teacher[]>()
    const halves = new Map<Department, { id: string; members: Member[] }[]>()
    const teacherOf = (department: Department, count: number): Teacher[] => {
      if (department === 'primary' || department === 'tutor') return [one.tutor]
      const known = assigned.get(department)
      if (known && known.length >= count) return known.slice(0, count)
      const isStory = ['8А', '8Б', '9А', '10А'].includes(one.title) && department === 'mathematics'
      const able = teachers.filter(
        it => it.department === department && (it.id === storyTeacherId) === isStory,
      )
      const tutorFirst = (it: Teacher) => (it === one.tutor ? -100 : it.load)
      const chosen = (able.length > 0 ? able : [one.tutor])
        .sort((a, b) => tutorFirst(a) - tutorFirst(b))
        .slice(0, count)
      assigned.set(department, chosen)
      return chosen
    }
    for (const { key, hours, isSplit } of weekOf(one.grade)) {
      const department = departmentOf(key, one.grade)
      // The story's teacher has the story's class every day: three lessons of algebra, two of geometry, one of statistics.
      const isDaily = one.title === storyClass && ['algebra', 'geometry', 'statistics'].includes(key)
      const chosen = teacherOf(isDaily ? 'mathematics' : department, isSplit ? 2 : 1)
      const places =
        isSplit && chosen.length > 1
          ? (halves.get(department) ?? layHalves(draft, yearId, one, subjects[key].title, year))
          : [whole]
      if (places.length > 1) halves.set(department, places)
      const made = places.map((place, index): BookWithPlace => {
        const teacher = chosen[index]
        if (!teacher) throw new Error(`Nobody teaches ${key} in ${one.title}`)
        teacher.load += hours
        const isMarked = one.isMarked && subjects[key].isMarked !== false
        const subjectId = subjectOf(key)
        const book = {
          id: draft.id(),
          key,
          class: one,
          teacher,
          isMarked,
          members: place.members,
          groupId: place.id,
          subjectId,
        }
        draft.add('gradebook', { schoolId, id: book.id, groupId: place.id, subjectId, isMarked })
        draft.add('teaching', {
          schoolId,
          id: draft.id(),
          gradebookId: book.id,
          staffId: teacher.id,
          fromOn: dateOf(year.startsOn),
        })
        return book
      })
      books.push(...made)
      const unit: Unit<BookWithPlace> = {
        key,
        hours,
        isFirstOfWeek: key === 'talks',
        ...(isDaily && { daily: 'story' }),
        books: made.map(book => ({ teacherId: book.teacher.id, book })),
      }
      units.set(one, [...(units.get(one) ?? []), unit])
    }
  }
  return { books, units }
}

function layGroup(
  draft: Draft,
  yearId: string,
  of: DemoClass,
  title: string,
  members: Member[],
  kind: 'whole_class' | 'part',
): { id: string; members: Member[] } {
  const { schoolId } = draft
  const id = draft.id()
  draft.add('studyGroup', { schoolId, id, yearId, kind, title })
  draft.add('studyGroupClass', { schoolId, groupId: id, classId: of.id })
  for (const { child, from, until } of members)
    draft.add(
      'groupMembership',
      rows.membership({
        schoolId,
        id: draft.id(),
        groupId: id,
        studentId: child.id,
        fromOn: dateOf(from),
        untilOn: until ? dateOf(until) : null,
      }),
    )
  return { id, members }
}

function layHalves(draft: Draft, yearId: string, of: DemoClass, subject: string, year: DemoYear) {
  const middle = Math.ceil(of.members.length / 2)
  const halves = [of.members.slice(0, middle), of.members.slice(middle)] as const
  // In the story's class somebody changes the half in October: dated membership, and the marks stay in sight.
  const changedOn = `${year.year}-10-12`
  const changing = halves[0].find(it => !it.child.isNamed && it.from === year.startsOn && it.until === null)
  if (of.title === storyClass && subject.includes('английский') && changing && changedOn <= year.today) {
    halves[1].push({ ...changing, from: changedOn })
    halves[0][halves[0].indexOf(changing)] = { ...changing, until: addDays(changedOn, -1) }
  }
  const short = subject
    .replace('Иностранный язык (английский)', 'английский')
    .replace('Труд (технология)', 'труд')
  return halves.map((members, index) =>
    layGroup(draft, yearId, of, `${of.title} / ${short.toLowerCase()} ${index + 1}`, members, 'part'),
  )
}
