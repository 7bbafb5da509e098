import { describe, expect, test } from 'vitest'
import { withoutSchool } from './statement-log.ts'

const tables = new Set(['mark', 'work', 'lesson', 'teaching'])

describe('a statement says of which school it is', () => {
  test.each([
    'select id from mark where school_id = $1',
    'SELECT "t0"."id" FROM "public"."mark" AS "t0" WHERE ("t0"."school_id" = $1 AND 1=1)',
    'select m.id from mark m join work w on w.school_id = m.school_id and w.id = m.work_id where m.school_id = $1',
    'select m.id from mark m where m.school_id = $1 and exists (select from work w where w.school_id = $1 and w.id = m.work_id)',
    'select id from mark where (school_id, id) in (($1, $2)) and school_id in ($1)',
    'insert into mark (school_id, id) values ($1, $2)',
    'update mark set value = $2 where school_id = $1',
    'select 1 from account where id = $1',
  ])('%s', text => {
    expect(withoutSchool(text, tables)).toEqual([])
  })

  test.each([
    ['select id from mark where id = $1', 2],
    [
      'select m.id from mark m where m.school_id = $1 and exists (select from work w where w.id = m.work_id)',
      1,
    ],
    ['select m.id from mark m join work w on w.id = m.work_id where m.school_id = $1', 1],
    // A school, but only that of another row.
    [
      'SELECT t0.id FROM mark AS t0 LEFT JOIN work AS j1 ON (j1.school_id, j1.id) = (t0.school_id, t0.work_id) WHERE j1.lesson_id = $1',
      1,
    ],
    [
      'SELECT t0.id FROM work AS t0 WHERE EXISTS (SELECT FROM lesson AS t1 WHERE t1.school_id = $1 AND (t0.school_id, t0.lesson_id) = (t1.school_id, t1.id))',
      1,
    ],
    ['select id from mark where school_id = $1 union all select id from teaching where staff_id = $2', 1],
    ['insert into mark (id) values ($1)', 1],
    ['delete from mark where id = $1', 2],
  ])('or is found: %s', (text, count) => {
    expect(withoutSchool(text, tables)).toHaveLength(count)
  })
})
