import { diaryApi, type DiaryLesson } from '@diary/contracts/diary'
import type { Day } from '@diary/contracts/primitives'
import type { MadePerson } from '@diary/db/make/made'
import { randomUUID } from 'node:crypto'
import { beforeAll, beforeEach, describe, expect, test } from 'vitest'
import type { Caller } from '#testing/api'
import { testApi, testNow } from '#testing/api'
import { enter, idOf, makeClassroom } from '#testing/classroom'

const api = testApi()
const day = (text: string) => text as Day
const [monday, tuesday, wednesday] = ['2026-11-23', '2026-11-24', '2026-11-25'].map(day) as [Day, Day, Day]

describe('the diary of a child', () => {
  let it: Awaited<ReturnType<typeof makeClassroom>>
  let guardian: Caller
  let stranger: Caller
  beforeAll(async () => {
    it = await makeClassroom(api)
    guardian = await enter(api, it.guardian)
    stranger = await enter(api, it.stranger)
    const autumn = holiday('Осенние каникулы', '2026-10-25', { endsOn: new Date('2026-11-01') })
    await api.make.insert(it.school.id, { calendarEntry: [autumn] })
  })
  beforeEach(() => api.setNow(testNow))

  const holiday = (title: string, on: string, more: { isForAll?: boolean; endsOn?: Date } = {}) => ({
    schoolId: it.school.id,
    id: randomUUID(),
    yearId: it.school.yearId,
    kind: 'vacation' as const,
    title,
    startsOn: new Date(on),
    endsOn: new Date(on),
    isForAll: true,
    ...more,
  })
  const diaryOf = (caller: Caller, student: MadePerson, query: { from?: Day; to?: Day } = {}) =>
    caller.call(diaryApi.show, { params: { studentId: idOf(student) }, query })
  const lessonsOf = async (caller: Caller, student: MadePerson, on: Day): Promise<DiaryLesson[]> =>
    (await diaryOf(caller, student, { from: on, to: on })).days.flatMap(({ lessons }) => lessons)

  test('shows the lessons of the child’s own subgroup, and names it', async () => {
    const { fifth, teacher, student, classmate } = it
    const groups = await Promise.all(
      [student, classmate].map((one, index) =>
        api.make.group({ classes: [fifth], students: [one], title: `5А английский ${index + 1}` }),
      ),
    )
    for (const group of groups) {
      const gradebook = await api.make.gradebook({ group, teacher, subject: 'Английский язык' })
      await api.make.lesson({ gradebook, day: tuesday, number: 2, topic: group.title })
    }
    expect(await lessonsOf(guardian, student, tuesday)).toMatchObject([
      {
        group: '5А английский 1',
        topic: '5А английский 1',
        subject: { title: 'Английский язык' },
        number: 2,
      },
    ])
    expect(await lessonsOf(stranger, classmate, tuesday)).toMatchObject([{ topic: '5А английский 2' }])
  })

  test('shows only the days on which the child was in the group', async () => {
    const { fifth, teacher } = it
    const comer = await api.make.student({ class: fifth, from: tuesday, until: wednesday })
    const parent = await enter(api, await api.make.guardian({ of: comer }))
    const gradebook = await api.make.gradebook({ class: fifth, teacher, subject: 'Музыка' })
    const days = ['2026-11-23', '2026-11-24', '2026-11-25', '2026-11-26'].map(day)
    for (const on of days) await api.make.lesson({ gradebook, day: on, number: 5 })
    const { days: shown } = await diaryOf(parent, comer, { from: monday, to: day('2026-11-26') })
    expect(shown.map(({ lessons }) => lessons.filter(({ number }) => number === 5).length)).toEqual([
      0, 1, 1, 0,
    ])
  })

  test('shows homework where it was given and where it is due; one child’s homework to that child alone', async () => {
    const { gradebook, student, classmate } = it
    const given = await api.make.lesson({ gradebook, day: day('2026-12-01') })
    const due = await api.make.lesson({ gradebook, day: day('2026-12-02') })
    await api.make.homework({ lesson: given, due, text: 'всем' })
    await api.make.homework({ lesson: given, due, text: 'только Яковлевой', students: [classmate] })
    await api.make.homework({ lesson: given, due, text: 'отозвано', withdrawnAt: new Date() })
    const texts = async (caller: Caller, child: MadePerson) => {
      const { days } = await diaryOf(caller, child, { from: day('2026-12-01'), to: day('2026-12-02') })
      const [first, second] = days.flatMap(({ lessons }) => lessons)
      return [first?.homework, first?.homeworkDue, second?.homework, second?.homeworkDue].map(items =>
        items?.map(({ text }) => text),
      )
    }
    expect(await texts(guardian, student)).toEqual([['всем'], [], [], ['всем']])
    expect(await texts(stranger, classmate)).toEqual([
      ['всем', 'только Яковлевой'],
      [],
      [],
      ['всем', 'только Яковлевой'],
    ])
  })

  test('shows every work, with this child’s mark or with none, and nobody else’s', async () => {
    const { gradebook, student, classmate } = it
    const lesson = await api.make.lesson({ gradebook, day: day('2026-12-03'), isHeld: true })
    const [one, other, gone] = [
      await api.make.work({ lesson, type: 'Контрольная работа', topic: 'Дроби', weightTenths: 30 }),
      await api.make.work({ lesson, topic: 'Устный счёт' }),
      await api.make.work({ lesson, topic: 'отозвана', withdrawnAt: new Date() }),
    ]
    await api.make.mark({ work: one, student, value: '4', comment: 'Аккуратно 👍' })
    await api.make.mark({ work: other, student: classmate, value: '2', comment: 'чужое' })
    await api.make.mark({ work: other, student, value: '3', withdrawnAt: new Date() })
    await api.make.mark({ work: gone, student, value: '5' })
    const [shown] = await lessonsOf(guardian, student, day('2026-12-03'))
    expect(shown?.works).toMatchObject([
      { topic: 'Дроби', weight: 3, mark: { value: '4', comment: 'Аккуратно 👍' } },
      { topic: 'Устный счёт', mark: null },
    ])
    expect(JSON.stringify(shown)).not.toContain('чужое')
  })

  test('a child may be late and still get a mark; the reason is shown', async () => {
    const { gradebook, student, classmate } = it
    const lesson = await api.make.lesson({ gradebook, day: day('2026-12-04'), isHeld: true })
    const work = await api.make.work({ lesson })
    await api.make.mark({ work, student })
    await api.make.absence({ lesson, student, observation: 'late', lateMinutes: 10 })
    await api.make.absence({ lesson, student: classmate, reason: 'ill', reasonNote: 'справка' })
    const [late] = await lessonsOf(guardian, student, day('2026-12-04'))
    expect(late).toMatchObject({
      absence: { observation: 'late', lateMinutes: 10, reason: null },
      works: [{ mark: { value: '5' } }],
    })
    const [ill] = await lessonsOf(stranger, classmate, day('2026-12-04'))
    expect(ill?.absence).toEqual({
      observation: 'absent',
      lateMinutes: null,
      reason: 'ill',
      reasonNote: 'справка',
    })
  })

  test('says what changed about a lesson: what was, what is, and why', async () => {
    const { gradebook, student, school } = it
    const substitute = await api.make.teacher({
      school,
      lastName: 'Гусева',
      firstName: 'Алла',
      middleName: null,
    })
    const on = day('2026-12-07')
    await api.make.lesson({
      gradebook,
      day: on,
      status: 'cancelled',
      change: 'cancel',
      changeWas: { teacher: 'Петрова', room: '12' },
      changeReason: 'болезнь учителя',
    })
    await api.make.lesson({ gradebook, day: on, number: 2, substitute })
    expect(await lessonsOf(guardian, student, on)).toMatchObject([
      {
        status: 'cancelled',
        change: { kind: 'cancel', was: { teacher: 'Петрова', room: '12' }, reason: 'болезнь учителя' },
        teacher: 'Петрова Ольга Ивановна',
      },
      {
        status: 'planned',
        change: { kind: 'teacher', was: { teacher: 'Петрова' } },
        teacher: 'Гусева Алла',
        startsAt: '08:55',
        endsAt: '09:35',
      },
    ])
  })

  test('says why there are no lessons: the holiday of everyone, or of this class alone', async () => {
    const { school, fifth, student } = it
    const sixth = await api.make.schoolClass({ school, title: '6Б' })
    const [forAll, ours, theirs] = [
      holiday('Зимние каникулы', '2026-12-31'),
      holiday('День здоровья', '2026-12-29', { isForAll: false }),
      holiday('Не наш', '2026-12-30', { isForAll: false }),
    ]
    await api.make.insert(school.id, {
      calendarEntry: [forAll, ours, theirs],
      calendarEntryClass: [
        { schoolId: school.id, entryId: ours.id, classId: fifth.id },
        { schoolId: school.id, entryId: theirs.id, classId: sixth.id },
      ],
    })
    const { days } = await diaryOf(guardian, student, { from: day('2026-12-28'), to: day('2026-12-31') })
    expect(days).toMatchObject([
      { day: '2026-12-28', holiday: null, lessons: [] },
      { day: '2026-12-29', holiday: 'День здоровья', lessons: [] },
      { day: '2026-12-30', holiday: null, lessons: [] },
      { day: '2026-12-31', holiday: 'Зимние каникулы', lessons: [] },
    ])
  })

  test.each([
    ['on a Monday, this week', '2026-11-23T03:00:00Z', '2026-11-23', '2026-11-29'],
    ['on a Friday evening, still this week', '2026-11-27T15:00:00Z', '2026-11-23', '2026-11-29'],
    ['on a Sunday, the next school week', '2026-11-29T03:00:00Z', '2026-11-30', '2026-12-06'],
    [
      'late on Sunday in Greenwich it is Monday at school',
      '2026-11-29T18:00:00Z',
      '2026-11-30',
      '2026-12-06',
    ],
    ['in the holidays, the first week after them', '2026-10-27T03:00:00Z', '2026-11-02', '2026-11-08'],
  ])('without a range: %s', async (_, now, from, to) => {
    api.setNow(new Date(now))
    const caller = await enter(api, it.guardian)
    expect(await diaryOf(caller, it.student)).toMatchObject({ from, to, days: { length: 7 } })
  })

  test('one end of a range is completed to its week', async () => {
    expect(await diaryOf(guardian, it.student, { from: wednesday })).toMatchObject({
      from: wednesday,
      to: '2026-11-29',
    })
    expect(await diaryOf(guardian, it.student, { to: wednesday })).toMatchObject({
      from: monday,
      to: wednesday,
    })
  })

  test('a week at the end of all days ends with them', async () => {
    const { from, to } = await diaryOf(guardian, it.student, { from: day('2200-01-01') })
    expect([from, to]).toEqual(['2200-01-01', '2200-01-01'])
  })

  test('a leap day is a day of the diary', async () => {
    const { days } = await diaryOf(guardian, it.student, { from: day('2028-02-28'), to: day('2028-03-01') })
    expect(days.map(({ day: on }) => on)).toEqual(['2028-02-28', '2028-02-29', '2028-03-01'])
  })

  test.each([
    ['from=2026-02-29', 'query/from'],
    ['from=2026-11-24&to=2026-11-23', 'query/to'],
    ['from=2026-09-01&to=2026-11-02', 'query/to'],
    ['from=2026-11-23&from=2026-11-24', 'query/from'],
    ['from=1899-12-31', 'query/from'],
    ['to=23.11.2026', 'query/to'],
  ])('a range that is none is refused, and the field is named: %s', async (query, pointer) => {
    const answer = await guardian.send('GET', `/api/v1/children/${it.student.id}/diary?${query}`)
    expect(answer.status).toBe(422)
    const { code, errors } = (await answer.json()) as { code: string; errors: { pointer: string }[] }
    expect([code, ...new Set(errors.map(error => error.pointer))]).toEqual(['invalid', pointer])
  })

  test('sixty-two days are the most', async () => {
    const { days } = await diaryOf(guardian, it.student, { from: day('2026-09-01'), to: day('2026-11-01') })
    expect(days).toHaveLength(62)
  })

  test('is read by the class teacher, the deputy and the head too, but not by every teacher', async () => {
    const { school, student, classTeacher, teacher } = it
    const [own, deputy, head, secretary] = await Promise.all([
      enter(api, classTeacher),
      enter(api, await api.make.staff({ school, as: ['deputy'] })),
      enter(api, await api.make.staff({ school, as: ['head'] })),
      enter(api, await api.make.staff({ school, as: ['secretary'] })),
    ])
    for (const caller of [own, deputy, head])
      expect(await diaryOf(caller, student)).toMatchObject({ from: monday })
    for (const caller of [await enter(api, teacher), secretary])
      await expect(diaryOf(caller, student)).rejects.toMatchObject({ code: 'not-allowed' })
  })

  test('a name of two hundred letters and a topic in any script are shown as they are', async () => {
    const { fifth, teacher } = it
    const child = await api.make.student({ class: fifth, lastName: 'Ы'.repeat(100), firstName: '李小龍' })
    const parent = await enter(api, await api.make.guardian({ of: child }))
    const gradebook = await api.make.gradebook({ class: fifth, teacher, subject: 'Мировая культура' })
    const topic = '🧮👩‍👩‍👧 العربية — «ёлки»  & <b>' + 'я'.repeat(450)
    await api.make.lesson({ gradebook, day: day('2026-12-08'), topic })
    expect((await lessonsOf(parent, child, day('2026-12-08'))).map(it => it.topic)).toEqual([topic])
  })
})
