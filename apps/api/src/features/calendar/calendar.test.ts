import { calendarApi } from '@diary/contracts/calendar'
import { classesApi } from '@diary/contracts/classes'
import { beforeAll, describe, expect, test } from 'vitest'
import type { Caller } from '#testing/api'
import { testApi } from '#testing/api'
import { behindTheWalls } from '#testing/behind'
import { enter, idOf, makeClassroom } from '#testing/classroom'

const api = testApi()
const behind = behindTheWalls()
let it: Awaited<ReturnType<typeof makeClassroom>>
let deputy: Caller
let secretary: Caller
beforeAll(async () => {
  it = await makeClassroom(api)
  deputy = await enter(api, await api.make.staff({ school: it.school, as: ['deputy'] }))
  secretary = await enter(api, await api.make.staff({ school: it.school, as: ['secretary'] }))
})

const show = () => deputy.call(calendarApi.show, { query: {} })
const terms = (dates: readonly (readonly [string, string])[]) =>
  dates.map(([startsOn, endsOn], index) => ({
    title: `${index + 1} триместр`,
    startsOn: startsOn as never,
    endsOn: endsOn as never,
  }))
const scheme = (dates: readonly (readonly [string, string])[], rest: object = {}) =>
  deputy.call(calendarApi.createScheme, {
    body: { title: 'Триместры', kind: 'trimester', terms: terms(dates), ...rest },
  })

describe('terms', () => {
  const right = [
    ['2026-09-01', '2026-11-30'],
    ['2026-12-01', '2027-02-28'],
    ['2027-03-01', '2027-05-31'],
  ] as const

  test.each([
    [[right[0], ['2026-11-30', '2027-02-28'], right[2]], '/terms/1/startsOn'],
    [[['2026-08-31', '2026-11-30'], right[1], right[2]], '/terms/0/startsOn'],
    [[right[0], right[1], ['2027-03-01', '2027-09-01']], '/terms/2/endsOn'],
    [[right[0], ['2027-02-28', '2026-12-01'], right[2]], '/terms/1/endsOn'],
    [[right[0], right[1]], '/terms'],
  ] as const)('that cannot be are refused by their field: %#', async (dates, pointer) => {
    await expect(scheme(dates)).rejects.toMatchObject({ code: 'invalid', errors: [{ pointer }] })
  })

  test('are for whom the rules say, and one of two changes them', async () => {
    const made = await scheme(right, { rules: [{ classId: idOf(it.fifth) }, { grade: 10 }] })
    expect(made).toMatchObject({ terms: [{ ordinal: 1 }, { ordinal: 2 }, { ordinal: 3 }], version: 1 })
    expect(made.rules).toHaveLength(2)
    const other = scheme(right, { title: 'Другие', rules: [{ grade: 10 }] })
    await expect(other).rejects.toMatchObject({ errors: [{ pointer: '/rules/0', code: 'taken' }] })
    const params = { termSchemeId: made.id }
    // Every day moves past where the next term was: no order of single steps would do.
    const moved = terms([
      ['2026-12-05', '2027-03-05'],
      ['2027-03-06', '2027-05-30'],
      ['2027-06-01', '2027-06-30'],
    ])
    const changed = await deputy.call(calendarApi.updateScheme, {
      params,
      ifVersion: 1,
      body: { terms: moved },
    })
    expect(changed.terms.map(({ id }) => id)).toEqual(made.terms.map(({ id }) => id))
    expect(changed.terms).toMatchObject(moved)
    await expect(
      secretary.call(calendarApi.updateScheme, { params, ifVersion: 1, body: { rules: [] } }),
    ).rejects.toMatchObject({ code: 'changed-meanwhile', current: { version: changed.version } })
  })
})

describe('a school year', () => {
  test('follows another, and may hold a leap day; it never meets one', async () => {
    const create = (title: string, startsOn: string, endsOn: string) =>
      deputy.call(calendarApi.createYear, {
        body: { title, startsOn: startsOn as never, endsOn: endsOn as never },
      })
    await expect(create('х', '2027-08-31', '2028-05-31')).rejects.toMatchObject({
      errors: [{ pointer: '/startsOn', code: 'overlap' }],
    })
    const year = await create('2027/2028', '2027-09-01', '2028-08-31')
    const leap = await deputy.call(calendarApi.createEntry, {
      body: {
        kind: 'directors_day',
        title: '29 февраля',
        startsOn: '2028-02-29' as never,
        endsOn: '2028-02-29' as never,
      },
    })
    expect(leap).toMatchObject({ startsOn: '2028-02-29', lessons: { made: 0, removed: 0 } })
    const { entries, years } = await deputy.call(calendarApi.show, { query: { yearId: year.id } })
    expect(entries).toHaveLength(1)
    expect(years).toHaveLength(2)
  })
})

describe('lessons follow', () => {
  test('holidays: empty future ones go and come back, filled ones stay and are listed, the past is left alone', async () => {
    const { school, gradebook, fifth } = it
    const rows = await timetable()
    const held = await api.make.lesson({ gradebook, day: '2026-11-26', number: 1, isHeld: true })
    await behind.rows('update lesson set timetable_row_id = $2 where id = $1', [held.id, rows.thursday])
    const days = async () =>
      (
        await behind.rows<{ day: string }>(
          `select to_char(day, 'YYYY-MM-DD') as day from lesson where school_id = $1 and timetable_row_id is not null and day >= '2026-11-23' order by day limit 4`,
          [school.id],
        )
      ).map(({ day }) => day)
    const holiday = (startsOn: string, endsOn: string) => ({
      kind: 'vacation' as const,
      title: 'Каникулы',
      startsOn: startsOn as never,
      endsOn: endsOn as never,
      classIds: [idOf(fifth)],
    })
    const far = await deputy.call(calendarApi.createEntry, { body: holiday('2026-12-20', '2026-12-21') })
    const made = await deputy.call(calendarApi.createEntry, { body: holiday('2026-11-23', '2026-11-29') })
    expect(made.lessons).toMatchObject({
      left: [{ id: held.id, day: '2026-11-26', subject: expect.any(String) }],
      leftCount: 1,
    })
    expect(await days()).not.toContain('2026-11-27')
    const params = { calendarEntryId: made.id }
    await expect(
      deputy.call(calendarApi.updateEntry, {
        params: { calendarEntryId: far.id },
        ifVersion: 1,
        body: { startsOn: '2026-11-29' as never },
      }),
    ).rejects.toMatchObject({ errors: [{ pointer: '/startsOn', code: 'overlap' }] })
    // Shorter by three days: those days are school days again.
    const shorter = await deputy.call(calendarApi.updateEntry, {
      params,
      ifVersion: 1,
      body: { endsOn: '2026-11-26' as never },
    })
    expect(shorter.lessons).toMatchObject({ made: 1, removed: 0, leftCount: 1 })
    await expect(secretary.call(calendarApi.removeEntry, { params, ifVersion: 1 })).rejects.toMatchObject({
      code: 'changed-meanwhile',
      current: { endsOn: '2026-11-26' },
    })
    expect(
      await secretary.call(calendarApi.removeEntry, { params, ifVersion: shorter.version }),
    ).toMatchObject({
      leftCount: 0,
    })
  })

  test('bells: planned lessons get the new hours, held ones keep theirs', async () => {
    const { bells } = await show()
    const own = bells.find(({ shift, isSpecial }) => shift === 1 && !isSpecial)
    const body = {
      title: 'Сдвиг',
      shift: 1,
      validFrom: '2026-09-01' as never,
      slots: [{ number: 1, startsAt: '09:10', endsAt: '09:55' }],
    }
    const changed = own
      ? await deputy.call(calendarApi.updateBells, {
          params: { bellsId: own.id },
          ifVersion: own.version,
          body: { slots: body.slots },
        })
      : await deputy.call(calendarApi.createBells, { body })
    expect(changed.lessons.retimed).toBeGreaterThan(0)
    const [row] = await behind.rows<{ planned: number; held: number }>(
      `select count(*) filter (where status = 'planned' and start_minute = 550)::int as planned, count(*) filter (where status = 'held' and start_minute = 550)::int as held
       from lesson where school_id = $1 and timetable_row_id is not null and day >= '2026-11-23' and number = 1`,
      [it.school.id],
    )
    expect(row?.planned).toBeGreaterThan(0)
    expect(row?.held).toBe(0)
    for (const [slots, pointer] of [
      [[{ number: 1, startsAt: '09:00', endsAt: '08:00' }], '/slots/0/endsAt'],
      [
        [
          { number: 2, startsAt: '09:00', endsAt: '09:45' },
          { number: 1, startsAt: '08:30', endsAt: '09:05' },
        ],
        '/slots/0/startsAt',
      ],
    ] as const)
      await expect(
        deputy.call(calendarApi.updateBells, {
          params: { bellsId: changed.id },
          ifVersion: changed.version,
          body: { slots: [...slots] },
        }),
      ).rejects.toMatchObject({ errors: [{ pointer }] })
    await expect(
      deputy.call(calendarApi.createBells, { body: { ...body, title: 'Ещё' } }),
    ).rejects.toMatchObject({
      errors: [{ pointer: '/validFrom', code: 'overlap' }],
    })
  })
})

test('a class is made and renamed with its group, by one of two', async () => {
  const body = { title: '9Я', grade: 9 }
  const made = await secretary.call(classesApi.create, { body })
  expect(made).toMatchObject({ title: '9Я', shift: 1, isMarked: true, version: 1 })
  await expect(secretary.call(classesApi.create, { body })).rejects.toMatchObject({
    errors: [{ code: 'taken' }],
  })
  const params = { classId: made.id }
  expect(
    await secretary.call(classesApi.update, { params, ifVersion: 1, body: { title: '9Э', shift: 2 } }),
  ).toMatchObject({
    title: '9Э',
    version: 2,
  })
  await expect(
    deputy.call(classesApi.update, { params, ifVersion: 1, body: { grade: 8 } }),
  ).rejects.toMatchObject({
    code: 'changed-meanwhile',
  })
  const { groups } = await deputy.call(classesApi.show, { params })
  expect(groups).toMatchObject([{ title: '9Э', kind: 'whole_class' }])
})

/** Two weekly hours of the class, on Thursday and Friday, without lessons yet. */
async function timetable() {
  const { school, gradebook } = it
  const [place] = await behind.rows<{ groupId: string; subjectId: string; yearId: string }>(
    `select b.group_id as "groupId", b.subject_id as "subjectId", g.year_id as "yearId" from gradebook b join study_group g on g.id = b.group_id where b.id = $1`,
    [gradebook.id],
  )
  const [version] = await behind.rows<{ id: string }>(
    `insert into timetable_version (school_id, id, year_id, valid_from, source, fingerprint)
     values ($1, gen_random_uuid(), $2, '2026-09-01', 'test', '\\x00') returning id`,
    [school.id, place?.yearId],
  )
  const row = async (weekday: number) => {
    const [made] = await behind.rows<{ id: string }>(
      `insert into timetable_row (school_id, id, version_id, weekday, number, subject_id, group_id, gradebook_id)
       values ($1, gen_random_uuid(), $2, $3, 1, $4, $5, $6) returning id`,
      [school.id, version?.id, weekday, place?.subjectId, place?.groupId, gradebook.id],
    )
    return made?.id ?? ''
  }
  return { thursday: await row(4), friday: await row(5) }
}
