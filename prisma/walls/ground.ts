import pg from 'pg'
import { openAuthDatabase } from '../auth-client.ts'
import { openDatabase } from '../client.ts'
import { dateOf } from '../day.ts'
import { newId } from '../id.ts'
import { type Make, maker } from '../make/maker.ts'
import { makeWorld, type WorldSchool } from '../make/world.ts'
import type { TestDatabase } from '../server/testing.ts'
import type { ProbeGround } from './probe.ts'

/** Fills a database with two schools that have a row in every table, and says in whose names to try them. */
export async function makeProbeGround(urls: TestDatabase): Promise<ProbeGround> {
  const app = openDatabase(urls.app, { size: 1 })
  const auth = openAuthDatabase(urls.auth, { size: 1 })
  try {
    const make = maker({ app, auth, hashPassword: async password => `hash of ${password}` })
    const { schools } = await makeWorld(make)
    for (const school of schools) await addRest(make, school)
    await addBehind(urls, schools)
    const [first, second] = schools
    const [child] = first.classes[0].students
    const [stranger] = second.classes[0].students
    return {
      schoolId: first.schoolId,
      otherSchoolId: second.schoolId,
      people: [
        { kind: 'guardian', personId: child.guardian.id, studentIds: [child.id] },
        // A student who would sign in: reads what is their own, as a guardian without children.
        { kind: 'guardian', personId: child.id },
        // One whose claims name another school's child: the school goes before.
        { kind: 'guardian', personId: stranger.guardian.id, studentIds: [stranger.id] },
        { kind: 'staff', personId: first.people.teacher.id },
        { kind: 'system' },
      ],
    }
  } finally {
    await app.close()
    await auth.close()
  }
}

/** What no test of a lesson needs: the timetable, rooms, a holiday, results of the term. */
async function addRest(make: Make, { schoolId, yearId, startsOn, termIds, classes }: WorldSchool) {
  const [one] = classes
  const [entryId, versionId, rowId] = [newId(), newId(), newId()]
  const from = dateOf(startsOn)
  await make.insert(schoolId, {
    room: [{ schoolId, id: newId(), title: '12' }],
    calendarEntry: [
      {
        schoolId,
        id: entryId,
        yearId,
        kind: 'vacation',
        title: 'Каникулы',
        startsOn: from,
        endsOn: from,
        isForAll: false,
      },
    ],
    calendarEntryClass: [{ schoolId, entryId, classId: one.id }],
    timetableVersion: [
      { schoolId, id: versionId, yearId, validFrom: from, source: 'test', fingerprint: new Uint8Array(32) },
    ],
    timetableRow: [
      {
        schoolId,
        id: rowId,
        versionId,
        weekday: 1,
        number: 1,
        subjectId: one.gradebook.subjectId,
        groupId: one.groupId,
        gradebookId: one.gradebook.id,
      },
    ],
    timetableRowTeacher: [{ schoolId, rowId, staffId: one.teacher.id }],
    termMark: one.students.map(({ id }) => ({
      schoolId,
      id: newId(),
      gradebookId: one.gradebook.id,
      studentId: id,
      kind: 'term' as const,
      termId: termIds[0],
      value: '4',
      decidedById: one.teacher.id,
    })),
  })
}

/** What no factory makes: keys of requests, runs of imports, sessions, guesses. */
async function addBehind(urls: TestDatabase, schools: readonly WorldSchool[]) {
  const client = new pg.Client({ connectionString: urls.superuser })
  await client.connect()
  try {
    for (const { schoolId, people, classes } of schools) {
      await client.query(
        `with run as (insert into import_run (school_id, id, kind, fingerprint, counts) values ($1, gen_random_uuid(), 'fet', '', '{}') returning *),
          file as (insert into import_file (school_id, import_id, content) select school_id, id, '' from run),
          line as (insert into import_row (school_id, import_id, number, subject, action, title, search) select school_id, id, 1, 'room', 'created', '12', '12' from run),
          change as (insert into import_change (school_id, import_id, subject, action) select school_id, id, 'room', 'insert' from run),
          memory as (insert into import_memory (school_id, kind, mapping) select school_id, kind, '{}' from run)
        insert into external_id (school_id, source, kind, external_id, internal_id) select school_id, 'test', 'room', '12', id from run`,
        [schoolId],
      )
      await client.query(
        `insert into activation_code (school_id, id, person_id, hash, expires_at)
          values ($1, gen_random_uuid(), $2, decode(md5(gen_random_uuid()::text), 'hex'), now())`,
        [schoolId, people.teacher.id],
      )
      for (const personId of [people.teacher.id, people.head.id, classes[0].students[0].guardian.id])
        await client.query(
          `insert into idempotency_key (school_id, person_id, key, fingerprint, status, headers, body) values ($1, $2, 'key', '', 201, '{}', '')`,
          [schoolId, personId],
        )
    }
    await client.query(`
      with s as (insert into session (id, account_id, rotation_key, user_agent, expires_at) select gen_random_uuid(), id, '', '', now() from account limit 1 returning id)
      insert into refresh_token (hash, session_id) select '', id from s`)
    await client.query(
      `insert into password_reset (hash, account_id, expires_at) select '', id, now() from account limit 1`,
    )
    await client.query(`insert into reset_request (id, asked) values (gen_random_uuid(), 'someone')`)
    await client.query(`insert into sign_in_throttle (key, failures, window_from) values ('', 1, now())`)
  } finally {
    await client.end()
  }
}
