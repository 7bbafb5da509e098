import { uuidv7 } from 'uuidv7'
import { addDays } from '../day.ts'
import type {
  MadeAccount,
  MadeClass,
  MadeGradebook,
  MadeGroup,
  MadeLesson,
  MadePerson,
  MadeSchool,
  MadeStaff,
  MadeStudent,
  MadeThing,
  MadeWork,
} from './made.ts'
import type { Make } from './maker.ts'

/** What a canary is about, and whose it is: what only some may read carries its owner's id. */
export type CanaryKind = 'person' | 'contact' | 'mark' | 'absence' | 'homework' | 'lesson' | 'work'

/** A text that betrays whose row an answer let out. The owner of a mark, an absence or a child's homework is the student. */
export function canary(kind: CanaryKind, ownerId: string): string {
  return `canary-${kind}-${ownerId}`
}

/** Every canary in a text. */
export function canariesIn(text: string): { kind: CanaryKind; ownerId: string }[] {
  const form =
    /canary-(person|contact|mark|absence|homework|lesson|work)-([0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12})/g
  return [...text.matchAll(form)].map(([, kind = '', ownerId = '']) => ({
    kind: kind as CanaryKind,
    ownerId,
  }))
}

/** A child of the world with everything that hangs on it. */
export interface WorldStudent extends MadeStudent {
  readonly guardian: MadePerson
  readonly guardianAccount: MadeAccount
  readonly mark: MadeThing
  readonly absence: MadeThing
  readonly ownHomework: MadeThing
}
export interface WorldClass extends MadeClass {
  readonly teacher: MadeStaff
  readonly classTeacher: MadeStaff
  readonly gradebook: MadeGradebook
  /** A part of the class, which only the first student attends. */
  readonly part: MadeGroup
  readonly partGradebook: MadeGradebook
  /** Held, with a work and its marks. */
  readonly lesson: MadeLesson
  /** Today's, still open. */
  readonly openLesson: MadeLesson
  readonly work: MadeWork
  readonly homework: MadeThing
  readonly students: readonly [WorldStudent, WorldStudent]
}
export interface WorldSchool extends MadeSchool {
  readonly classes: readonly [WorldClass, WorldClass]
  readonly accounts: Readonly<Record<WorldRole, MadeAccount>>
  readonly people: Readonly<Record<WorldRole, MadePerson>>
}

/** The people of each school who are nobody's parent today, and one whose rights have ended. */
export type WorldRole =
  | 'teacher'
  | 'otherTeacher'
  | 'classTeacher'
  | 'otherClassTeacher'
  | 'substitute'
  | 'formerTeacher'
  | 'teacherAndParent'
  | 'deputy'
  | 'head'
  | 'secretary'
  | 'admin'
  | 'contentEditor'
  | 'disabled'
  | 'formerGuardian'

export interface World {
  readonly today: string
  readonly schools: readonly [WorldSchool, WorldSchool]
  /** One login, a guardian in both schools: of the first class's second student. */
  readonly guardianOfTwoSchools: {
    readonly account: MadeAccount
    readonly persons: readonly [MadePerson, MadePerson]
  }
}

/** Two schools of two classes, and everyone who could ask: the ground of the access matrix. */
export async function makeWorld(make: Make): Promise<World> {
  const first = await makeSchool(make, 'Первая школа')
  const second = await makeSchool(make, 'Вторая школа')
  const persons = [
    await make.guardian({ of: first.classes[0].students[1], ...names(), kind: 'representative' }),
    await make.guardian({ of: second.classes[0].students[1], ...names(), kind: 'representative' }),
  ] as const
  return {
    today: make.today,
    schools: [first, second],
    guardianOfTwoSchools: { persons, account: await make.account({ person: [...persons] }) },
  }
}

async function makeSchool(make: Make, title: string): Promise<WorldSchool> {
  const school = await make.school({ title })
  const staff = (as: Parameters<Make['staff']>[0]['as'] = ['teacher']) =>
    make.staff({ school, as, ...names() })
  const people = {
    teacher: await staff(),
    otherTeacher: await staff(),
    classTeacher: await staff(),
    otherClassTeacher: await staff(),
    substitute: await staff(),
    formerTeacher: await staff([]),
    teacherAndParent: await staff(),
    deputy: await staff(['deputy']),
    head: await staff(['head']),
    secretary: await staff(['secretary']),
    admin: await staff(['admin']),
    contentEditor: await staff(['content_editor']),
    disabled: await staff(),
  }
  const yesterday = addDays(make.today, -1)
  await make.capacity({
    staff: people.formerTeacher,
    kind: 'teacher',
    from: school.startsOn,
    until: yesterday,
  })
  const classes = [
    await makeClass(make, {
      school,
      title: '5А',
      teacher: people.teacher,
      classTeacher: people.classTeacher,
    }),
    await makeClass(make, {
      school,
      title: '5Б',
      teacher: people.otherTeacher,
      classTeacher: people.otherClassTeacher,
    }),
  ] as const
  const [one, other] = classes
  // Today alone someone else gives the first class its second lesson.
  await make.lesson({
    gradebook: one.gradebook,
    number: 2,
    substitute: people.substitute,
    topic: canary('lesson', one.id),
  })
  // Teaches the other class and has a child in the first one: capacities add up, they do not mix.
  await make.gradebook({ class: other, teacher: people.teacherAndParent, subject: 'Музыка' })
  await parentOf(make, people.teacherAndParent, one.students[0])
  await make.gradebook({ class: one, teacher: people.formerTeacher, subject: 'География', until: yesterday })
  const formerGuardian = await make.guardian({
    of: one.students[0],
    kind: 'father',
    until: yesterday,
    ...names(),
  })
  const all = { ...people, formerGuardian }
  const accounts: Partial<Record<WorldRole, MadeAccount>> = {}
  for (const role of Object.keys(all) as WorldRole[])
    accounts[role] = await make.account({ person: all[role], isDisabled: role === 'disabled' })
  return { ...school, classes, people: all, accounts: accounts as Record<WorldRole, MadeAccount> }
}

async function makeClass(
  make: Make,
  {
    school,
    title,
    teacher,
    classTeacher,
  }: { school: MadeSchool; title: string; teacher: MadeStaff; classTeacher: MadeStaff },
): Promise<WorldClass> {
  const made = await make.schoolClass({ school, title, teacher: classTeacher })
  const plain = [
    await make.student({ class: made, ...names() }),
    await make.student({ class: made, ...names() }),
  ] as const
  const gradebook = await make.gradebook({ class: made, teacher })
  const part = await make.group({ classes: [made], students: [plain[0]], title: `${title} / английский 1` })
  const partGradebook = await make.gradebook({ group: part, teacher, subject: 'Английский язык' })
  const topic = canary('lesson', made.id)
  const lesson = await make.lesson({
    gradebook,
    day: addDays(make.today, -3),
    isHeld: true,
    topic,
    content: topic,
  })
  const openLesson = await make.lesson({ gradebook })
  await make.lesson({
    gradebook: partGradebook,
    day: addDays(make.today, -3),
    number: 3,
    isHeld: true,
    topic,
  })
  const work = await make.work({
    lesson,
    type: 'Контрольная работа',
    topic: canary('work', made.id),
    weightTenths: 30,
  })
  const homework = await make.homework({ lesson, due: openLesson, text: canary('homework', made.id) })
  const hung = async (student: MadeStudent): Promise<WorldStudent> => {
    const guardian = await make.guardian({ of: student, ...names() })
    await make.contact({
      person: student,
      kind: 'email',
      value: `${canary('contact', student.id)}@example.test`,
    })
    await make.contact({
      person: guardian,
      kind: 'email',
      value: `${canary('contact', guardian.id)}@example.test`,
    })
    return {
      ...student,
      guardian,
      guardianAccount: await make.account({ person: guardian }),
      mark: await make.mark({ work, student, value: '4', comment: canary('mark', student.id) }),
      absence: await make.absence({
        lesson: openLesson,
        student,
        reason: 'ill',
        reasonNote: canary('absence', student.id),
      }),
      ownHomework: await make.homework({
        lesson,
        due: openLesson,
        students: [student],
        text: canary('homework', student.id),
      }),
    }
  }
  const students = [await hung(plain[0]), await hung(plain[1])] as const
  return {
    ...made,
    teacher,
    classTeacher,
    gradebook,
    part,
    partGradebook,
    lesson,
    openLesson,
    work,
    homework,
    students,
  }
}

/** A member of staff becomes a guardian: one person, two capacities. */
async function parentOf(make: Make, person: MadePerson, student: MadeStudent) {
  const { schoolId, id } = person
  await make.insert(schoolId, { guardian: [{ schoolId, id }] })
  await make.guardianship({ guardian: person, student })
}

/** Names that say whose they are. */
function names() {
  const id = uuidv7()
  return { id, lastName: canary('person', id), firstName: 'Имя', middleName: null }
}
