import { addDays, dateOf } from '@diary/db/day'
import { newId } from '@diary/db/id'
import type { MadeAccount, MadePerson } from '@diary/db/make/made'
import type { Make } from '@diary/db/make/maker'
import { canary, makeWorld, type WorldSchool } from '@diary/db/make/world'

/** One who asks in the matrix: a login, in one of its schools, by a name a reader of a failure understands. */
export interface Asker {
  readonly label: string
  readonly login: string
  readonly schoolId: string
}

/** The world of two schools, with what the edges of the rules need besides. */
export interface Ground {
  readonly today: string
  /** The school that the askers are in; the other one is the stranger's. */
  readonly schoolId: string
  readonly askers: readonly Asker[]
}

/** Fills an empty database: everything in it belongs to the matrix. */
export async function makeGround(make: Make): Promise<Ground> {
  const world = await makeWorld(make)
  const [first, second] = world.schools
  const added = await addEdges(make, first)
  for (const { schoolId } of world.schools) await addImports(make, schoolId)
  const { account: both } = world.guardianOfTwoSchools
  const asker = (label: string, { login }: MadeAccount, { schoolId }: { schoolId: string }): Asker => ({
    label,
    login,
    schoolId,
  })
  return {
    today: world.today,
    schoolId: first.schoolId,
    askers: [
      ...Object.entries(first.accounts)
        .filter(([role]) => role !== 'disabled')
        .map(([role, account]) => asker(role, account, first)),
      ...first.classes.flatMap(({ title, students }) =>
        students.map(({ guardianAccount }, index) =>
          asker(`guardian of ${title}, child ${index + 1}`, guardianAccount, first),
        ),
      ),
      ...Object.entries(added).map(([label, account]) => asker(label, account, first)),
      asker('guardian of two schools, here', both, first),
      asker('guardian of two schools, there', both, second),
      asker('teacher of the other school', second.accounts.teacher, second),
      asker('deputy of the other school', second.accounts.deputy, second),
    ],
  }
}

/** People and things at the edges of rules: what ended yesterday, what begins tomorrow, what was taken back. */
async function addEdges(make: Make, school: WorldSchool): Promise<Record<string, MadeAccount>> {
  const { schoolId, classes, startsOn } = school
  const [one, other] = classes
  const [yesterday, tomorrow] = [addDays(make.today, -1), addDays(make.today, 1)]
  const staff = (as: Parameters<Make['staff']>[0]['as'] = ['teacher']) =>
    make.staff({ school, as, ...names() })
  const teaching = (
    gradebook: { id: string },
    { id: staffId }: MadePerson,
    from = startsOn,
    until?: string,
  ) =>
    make.insert(schoolId, {
      teaching: [
        {
          schoolId,
          id: newId(),
          gradebookId: gradebook.id,
          staffId,
          fromOn: dateOf(from),
          untilOn: until ? dateOf(until) : null,
        },
      ],
    })

  // A stream of two classes: each class teacher sees the own class in it.
  const streamTeacher = await staff()
  const inStream = [...one.students, other.students[0]]
  const stream = await make.group({ classes: [one, other], students: inStream })
  const streamBook = await make.gradebook({ group: stream, teacher: streamTeacher, subject: 'Французский' })
  const streamLesson = await make.lesson({
    gradebook: streamBook,
    day: addDays(make.today, -4),
    isHeld: true,
    topic: canary('lesson', newId()),
  })
  const streamToday = await make.lesson({ gradebook: streamBook, number: 5 })
  const streamWork = await make.work({ lesson: streamLesson, topic: canary('work', newId()) })
  await make.homework({ lesson: streamLesson, due: streamToday, text: canary('homework', newId()) })
  for (const student of inStream) {
    await make.mark({ work: streamWork, student, comment: canary('mark', newId()) })
    await make.absence({
      lesson: streamToday,
      student,
      reason: 'excused',
      reasonNote: canary('absence', newId()),
    })
    await make.homework({
      lesson: streamLesson,
      due: streamToday,
      students: [student],
      text: canary('homework', newId()),
    })
  }

  // Students who changed class, left the school, or will come.
  const moved = await make.student({ class: one, until: yesterday, ...names() })
  await make.insert(schoolId, {
    enrolment: [
      { schoolId, id: newId(), studentId: moved.id, classId: other.id, fromOn: dateOf(make.today) },
    ],
    groupMembership: [
      { schoolId, id: newId(), studentId: moved.id, groupId: other.groupId, fromOn: dateOf(make.today) },
    ],
  })
  const left = await make.student({ class: one, until: yesterday, ...names() })
  const coming = await make.student({ class: one, from: tomorrow, ...names() })
  for (const student of [moved, left])
    await make.mark({ work: one.work, student, comment: canary('mark', student.id) })

  // Teachers whose time at a gradebook is over or has not begun; nobody gives its lessons by name.
  const previousTeacher = await staff()
  await teaching(one.gradebook, previousTeacher, startsOn, yesterday)
  const newTeacher = await staff()
  await teaching(one.gradebook, newTeacher, make.today, tomorrow)
  const comingTeacher = await staff()
  await teaching(one.gradebook, comingTeacher, tomorrow)

  // No longer a teacher, whatever the rows still say; class teacher of the other class; parent in the first.
  const noLongerTeacher = await staff([])
  await make.capacity({ staff: noLongerTeacher, kind: 'teacher', until: yesterday })
  await make.capacity({ staff: noLongerTeacher, kind: 'class_teacher', class: other })
  await teaching(one.partGradebook, noLongerTeacher)
  await teaching(other.gradebook, noLongerTeacher)
  await teaching(streamBook, noLongerTeacher)
  const given = await make.lesson({ gradebook: one.gradebook, number: 4, substitute: noLongerTeacher })
  await make.insert(schoolId, { guardian: [{ schoolId, id: noLongerTeacher.id }] })
  await make.guardianship({ guardian: noLongerTeacher, student: one.students[0] })

  const formerClassTeacher = await staff()
  await make.capacity({ staff: formerClassTeacher, kind: 'class_teacher', class: one, until: yesterday })
  const comingDeputy = await staff()
  await make.capacity({ staff: comingDeputy, kind: 'deputy', from: tomorrow })

  // Guardianships that ended, last and will begin, of one person.
  const changingGuardian = await make.guardian({ of: other.students[1], ...names() })
  await make.guardianship({ guardian: changingGuardian, student: one.students[1], until: yesterday })
  await make.guardianship({ guardian: changingGuardian, student: one.students[0], from: tomorrow })

  // Nothing was given for it yet.
  await make.work({ lesson: one.lesson, topic: canary('work', newId()) })

  // What was taken back is shown to nobody.
  const withdrawnAt = new Date()
  const withdrawn = await make.work({ lesson: one.lesson, topic: canary('work', newId()), withdrawnAt })
  await make.mark({
    work: withdrawn,
    student: one.students[0],
    comment: canary('mark', newId()),
    withdrawnAt,
  })
  await make.homework({ lesson: one.lesson, text: canary('homework', newId()), withdrawnAt })
  await make.absence({
    lesson: given,
    student: one.students[0],
    reason: 'ill',
    reasonNote: canary('absence', newId()),
    withdrawnAt,
  })
  await make.lesson({ gradebook: one.gradebook, number: 6, status: 'cancelled', change: 'cancel' })

  // Nobody signs in as these: what the office does to their rights signs none of the askers out.
  const spare = await make.student({ class: one, ...names(), firstName: 'Запасной ученик' })
  await make.guardian({ of: spare, ...names(), firstName: 'Запасной родитель' })
  await make.staff({ school, as: ['teacher'], ...names(), firstName: 'Запасной сотрудник' })
  await make.group({ classes: [one], students: [], title: 'Половина 5А' })
  await make.insert(schoolId, {
    // Taught to nobody: it can be deleted.
    subject: [{ schoolId, id: newId(), title: 'Запасной предмет' }],
    calendarEntry: [tomorrow, addDays(make.today, 2)].map(day => ({
      schoolId,
      id: newId(),
      yearId: school.yearId,
      kind: 'remote' as const,
      title: 'Дистанционно',
      startsOn: dateOf(day),
      endsOn: dateOf(day),
    })),
  })

  const guardianOfMoved = await make.guardian({ of: moved, ...names() })
  const guardianOfLeft = await make.guardian({ of: left, ...names() })
  const guardianOfComing = await make.guardian({ of: coming, ...names() })
  const people = {
    streamTeacher,
    previousTeacher,
    newTeacher,
    comingTeacher,
    noLongerTeacher,
    formerClassTeacher,
    comingDeputy,
    changingGuardian,
    guardianOfMoved,
    guardianOfLeft,
    guardianOfComing,
  }
  const accounts: Record<string, MadeAccount> = {}
  for (const [label, person] of Object.entries(people)) accounts[label] = await make.account({ person })
  return accounts
}

/** Names that say whose they are. */
function names() {
  const id = newId()
  return { id, lastName: canary('person', id), firstName: 'Имя', middleName: null }
}

/** Imports in every state that something can be done in; a few of each, because each deed moves one on. */
async function addImports(make: Make, schoolId: string): Promise<void> {
  const states = [
    'uploaded',
    'uploaded',
    'uploaded',
    'tried',
    'tried',
    'trying',
    'applying',
    'applied',
    'applied',
  ] as const
  const runs = states.map(state => ({
    schoolId,
    id: newId(),
    kind: 'fet',
    state,
    fileName: 'school.fet',
    fingerprint: new Uint8Array(32),
    recognised: { facts: [], questions: [] },
    counts: {},
  }))
  await make.insert(schoolId, {
    importRun: runs,
    importFile: runs.map(({ id: importId }) => ({ schoolId, importId, content: new Uint8Array(8) })),
    importRow: runs.flatMap(({ id: importId }) =>
      [1, 2].map(number => ({
        schoolId,
        importId,
        number,
        subject: 'room',
        action: 'created',
        title: String(number),
        search: String(number),
        details: [],
      })),
    ),
    importChange: runs
      .filter(({ state }) => state === 'applied')
      .map(({ id: importId }) => ({ schoolId, importId, subject: 'room', action: 'insert' })),
  })
}
