import type { Child, Me, meApi } from '@diary/contracts/session'
import type { Day } from '@diary/contracts/primitives'
import type { Handlers } from '#platform/routes'
import { classIdsOf } from '#access/actor'
import { Problem } from '#platform/problem'
import { fullNameSql } from '#platform/names'
import { schoolDayOf, todayOf } from '#platform/school-day'

interface SelfRow {
  name: string
  firstName: string
  middleName: string | null
  title: string
  timeZone: string
  isDemo: boolean
}

export const me = (loginOf: (accountId: string) => Promise<string | undefined>): Handlers<typeof meApi> => ({
  show: {
    async hot({ actor, sql, now }) {
      const today = todayOf(actor, now())
      const [self] = await sql<SelfRow>({
        name: 'me-self',
        text: `select ${fullNameSql('p')} as name, p.first_name as "firstName", p.middle_name as "middleName",
            s.title, s.time_zone as "timeZone", s.is_demo as "isDemo"
          from person p join school s on s.id = p.school_id where p.school_id = $1 and p.id = $2`,
        values: [actor.schoolId, actor.personId],
      })
      const login = await loginOf(actor.accountId)
      if (!self || !login) throw new Problem('session-ended')
      const children = await sql<Child>({
        name: 'me-children',
        text: `select p.id, ${fullNameSql('p')} as name, coalesce(nullif(p.first_name, ''), p.last_name) as "firstName", c.title as "className", c.id as "classId"
          from person p
          left join lateral (
            select c.id, c.title from enrolment e join school_class c on c.school_id = e.school_id and c.id = e.class_id
            where e.school_id = p.school_id and e.student_id = p.id and e.from_on <= $3 and (e.until_on is null or e.until_on >= $3) limit 1
          ) c on true
          where p.school_id = $1 and p.id = any ($2) order by p.birth_on, name`,
        values: [actor.schoolId, [...actor.childIds], today],
      })
      const classes = await sql<{ id: string; title: string }>({
        name: 'me-classes',
        text: 'select id, title from school_class where school_id = $1 and id = any ($2)',
        values: [actor.schoolId, classIdsOf(actor)],
      })
      const schools = await sql<Me['schools'][number]>({
        name: 'me-schools',
        text: 'select id, title from school where id = any ($1) order by title',
        values: [[...actor.schoolIds]],
      })
      return {
        person: {
          id: actor.personId as Me['person']['id'],
          name: self.name,
          firstName: self.firstName,
          middleName: self.middleName,
        },
        login,
        capacities: actor.capacities.map(({ kind, classId }) => ({
          kind,
          classId: (classId ?? null) as Me['capacities'][number]['classId'],
          className: classes.find(({ id }) => id === classId)?.title ?? null,
        })),
        children,
        school: {
          id: actor.schoolId as Me['school']['id'],
          title: self.title,
          timeZone: self.timeZone,
          isDemo: self.isDemo,
          today,
          schoolDay: (await schoolDayOf(sql, actor, today)) satisfies Day,
        },
        schools,
      }
    },
  },
})
