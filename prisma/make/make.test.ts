import { afterAll, describe, expect, inject, test } from 'vitest'
import { openAuthDatabase } from '../auth-client.ts'
import { openDatabase } from '../client.ts'
import { maker } from './maker.ts'
import { canariesIn, canary, makeWorld } from './world.ts'

const { app: appUrl, auth: authUrl } = inject('database')
const app = openDatabase(appUrl)
const auth = openAuthDatabase(authUrl)
afterAll(() => Promise.all([app.close(), auth.close()]))

const make = maker({ app, auth, hashPassword: async password => `hash of ${password}` })

describe('the factories', () => {
  test('make a school of two classes in which a mark is given', async () => {
    const school = await make.school()
    const teacher = await make.teacher({ school })
    const fifth = await make.schoolClass({ school, title: '5А', teacher })
    await make.schoolClass({ school, title: '5Б' })
    const student = await make.student({ class: fifth })
    const guardian = await make.guardian({ of: student })
    const gradebook = await make.gradebook({ class: fifth, teacher })
    const lesson = await make.lesson({ gradebook, isHeld: true })
    const work = await make.work({ lesson, type: 'Контрольная работа', weightTenths: 30 })
    await make.mark({ work, student, value: '4', comment: 'Молодец' })
    await make.account({ person: guardian, login: `guardian-${guardian.id}` })

    const { schoolId } = school
    const found = await app.inScope({ schoolId, kind: 'guardian', studentIds: [student.id] }, ({ db }) =>
      db.mark.findMany({
        select: { value: true, work: { select: { workType: { select: { title: true } } } } },
      }),
    )
    expect(found).toEqual([{ value: '4', work: { workType: { title: 'Контрольная работа' } } }])
    const history = await app.inScope({ schoolId, kind: 'system' }, ({ db }) =>
      db.history.count({ where: { subject: 'mark' } }),
    )
    expect(history).toBe(1)
  })

  test('make groups, absences, debts and homework for one child', async () => {
    const school = await make.school()
    const teacher = await make.teacher({ school })
    const fifth = await make.schoolClass({ school })
    const [here, elsewhere] = [await make.student({ class: fifth }), await make.student({ class: fifth })]
    const group = await make.group({ classes: [fifth], students: [here] })
    const lesson = await make.lesson({
      gradebook: await make.gradebook({ group, teacher, subject: 'Английский язык' }),
    })
    await make.absence({ lesson, student: here, observation: 'late', lateMinutes: 10 })
    await make.homework({ lesson, students: [here], text: 'Догнать пропущенное' })
    const work = await make.work({ lesson })
    await make.mark({ work, student: here, isDebt: true })
    await expect(make.mark({ work, student: elsewhere })).rejects.toThrow('not in the study group')
  })

  test('make a world whose every personal row names its owner', async () => {
    const { schools, guardianOfTwoSchools } = await makeWorld(make)
    expect(
      new Set(schools.flatMap(school => Object.values(school.accounts).map(account => account.id))).size,
    ).toBe(28)
    const [{ schoolId, classes }] = schools
    const [one] = classes
    const [student] = one.students
    const seen = await app.inScope(
      { schoolId, kind: 'guardian', personId: student.guardian.id, studentIds: [student.id] },
      ({ db }) =>
        Promise.all([
          db.mark.findMany(),
          db.absence.findMany(),
          db.person.findMany({ where: { isStaff: false } }),
        ]),
    )
    const owners = new Set(canariesIn(JSON.stringify(seen)).map(it => it.ownerId))
    expect(owners).toEqual(new Set([student.id, student.guardian.id]))
    expect(canariesIn(`… ${canary('mark', student.id)} …`)).toEqual([{ kind: 'mark', ownerId: student.id }])
    expect(guardianOfTwoSchools.persons.map(person => person.schoolId)).toEqual(
      schools.map(school => school.schoolId),
    )
  })
})
