import { addDays, dateOf } from '../../day.ts'
import { rows } from '../../make/rows.ts'
import type { Department } from '../content/curriculum.ts'
import type { FullName } from '../content/names.ts'
import type { Draft } from '../draft.ts'
import { addStaff, drawTeacherName } from './people.ts'
import type { Child } from './people.ts'
import type { Random } from '../random.ts'
import { storyClass, storyClassTeacher, storyTeacher } from './schools.ts'
import type { ClassSpec, DemoLogin, SchoolSpec } from './schools.ts'
import type { DemoYear } from '../year.ts'

export interface Teacher {
  id: string
  /** As a screen would say it: «Белова Н. С.». */
  name: string
  department: Department
  roomId: string
  room: string
  load: number
}
/** A student's days in a study group. */
export interface Member {
  child: Child
  from: string
  until: string | null
}
export interface DemoClass extends ClassSpec {
  id: string
  isMarked: boolean
  tutor: Teacher
  members: Member[]
}
/** Hires the teachers and gives each a room. */
export function drawTeachers(
  draft: Draft,
  spec: SchoolSpec,
  year: DemoYear,
  random: Random,
  people: Map<DemoLogin, string>,
): Teacher[] {
  const chance = random.fork('teachers')
  const { schoolId } = draft
  const stem = (surname: string) => surname.replace(/(ая|а)$/, '').replace(/(ий|ый)$/, '')
  const used = new Set([storyTeacher, storyClassTeacher, ...spec.officials].map(it => stem(it.surname)))
  const nameOf = (department: Department, index: number): { name: FullName; login?: DemoLogin } => {
    const isMain = spec.classes.some(it => it.title === storyClass)
    if (isMain && department === 'mathematics' && index === 0) return { name: storyTeacher, login: 'teacher' }
    if (isMain && department === 'russian' && index === 0)
      return { name: storyClassTeacher, login: 'class-teacher' }
    let name = drawTeacherName(chance)
    // Two teachers of one surname happen, but a demonstration is easier to read without.
    while (used.has(stem(name.surname))) name = drawTeacherName(chance)
    return { name }
  }
  const rooms = new Map<string, string>()
  const roomOf = (title: string) => {
    const known = rooms.get(title)
    if (known) return known
    const id = draft.id()
    rooms.set(title, id)
    draft.add('room', { schoolId, id, title })
    return id
  }
  return spec.teachers.flatMap(([department, count, position, room]) =>
    Array.from({ length: count }, (_, index): Teacher => {
      const { name, login } = nameOf(department, index)
      used.add(stem(name.surname))
      // Teachers of the second shift use the rooms of the first: the primary school shares four.
      const place = department === 'primary' ? index % 4 : index
      const title = /^\d+$/.test(room)
        ? String(Number(room) + place)
        : count > 1
          ? `${room} ${index + 1}`
          : room
      const id = addStaff(draft, name, position, ['teacher'], year, login)
      if (login) people.set(login, id)
      return { id, name: shortName(name), department, roomId: roomOf(title), room: title, load: 0 }
    }),
  )
}

/** Makes the classes, with their class teachers and their children. */
export function layClasses(
  draft: Draft,
  spec: SchoolSpec,
  year: DemoYear,
  yearId: string,
  children: Child[],
  teachers: Teacher[],
  people: Map<DemoLogin, string>,
): DemoClass[] {
  const { schoolId } = draft
  const tutors = tutorsOf(spec, teachers, people)
  const classes = spec.classes.map((it): DemoClass => {
    const id = draft.id()
    const isMarked = it.grade > 1
    const { title, grade, shift, daysInWeek } = it
    draft.add(
      'schoolClass',
      rows.schoolClass({ schoolId, id, yearId, title, grade, shift, daysInWeek, isMarked }),
    )
    const tutor = tutors.get(title)
    if (!tutor) throw new Error(`Class ${title} has no class teacher`)
    const fromOn = dateOf(addDays(year.startsOn, -7))
    draft.add(
      'capacity',
      rows.capacity({
        schoolId,
        id: draft.id(),
        staffId: tutor.id,
        kind: 'class_teacher',
        classId: id,
        fromOn,
      }),
    )
    const members = children
      .filter(child => child.classTitle === title)
      .sort((one, other) => one.surname.localeCompare(other.surname, 'ru'))
      .map((child): Member => ({ child, from: year.startsOn, until: null }))
    return { ...it, id, isMarked, tutor, members }
  })
  moveSome(classes, year)
  for (const one of classes)
    for (const { child, from, until } of one.members)
      draft.add(
        'enrolment',
        rows.enrolment({
          schoolId,
          id: draft.id(),
          studentId: child.id,
          classId: one.id,
          fromOn: dateOf(from),
          untilOn: until ? dateOf(until) : null,
          order: from === year.startsOn ? null : `Приказ № ${40 + Number(from.slice(8))}-у`,
        }),
      )
  return classes
}

/** A few come and go during the year: the lists of September are not those of May. */
function moveSome(classes: DemoClass[], year: DemoYear) {
  const quiet = (title: string, place: number) =>
    classes.find(it => it.title === title)?.members.filter(it => !it.child.isNamed)[place]
  const day = (text: string) => `${year.year}-${text}`
  const arrived = quiet('7А', 4)
  if (arrived && day('10-05') <= year.today) arrived.from = day('10-05')
  const left = quiet('9Б', 7)
  if (left && day('10-16') < year.today) left.until = day('10-16')
  const moved = quiet('5А', 3)
  const to = classes.find(it => it.title === '5Б')
  if (moved && to && day('11-09') <= year.today) {
    moved.until = day('11-08')
    to.members.push({ child: moved.child, from: day('11-09'), until: null })
  }
}

function tutorsOf(
  spec: SchoolSpec,
  teachers: Teacher[],
  people: Map<DemoLogin, string>,
): Map<string, Teacher> {
  const own = teachers.filter(it => it.department === 'primary')
  // The teacher one signs in as is nobody's class teacher: the two roles are shown by two people.
  const free = teachers.filter(it => it.department !== 'primary' && it.id !== people.get('teacher'))
  const tutors = new Map<string, Teacher>()
  const story = free.find(it => it.id === people.get('class-teacher'))
  if (story) tutors.set(storyClass, story)
  const rest = free.filter(it => it !== story && it.department !== 'sport')
  for (const { title, grade } of spec.classes) {
    const next = grade <= 4 ? own.shift() : (tutors.get(title) ?? rest.shift())
    if (next) tutors.set(title, next)
  }
  return tutors
}

function shortName({ surname, name, patronymic }: FullName): string {
  return `${surname} ${name.slice(0, 1)}.${patronymic ? ` ${patronymic.slice(0, 1)}.` : ''}`
}
