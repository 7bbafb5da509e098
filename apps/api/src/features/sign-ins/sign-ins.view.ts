import type { SignIn } from '@diary/contracts/sign-ins'
import type { Actor } from '#access/actor'
import { canMakeCode } from '#access/can'
import { fullNameSql } from '#platform/names'

/** A name as it is compared: case and ё/е make no difference. */
const plainSql = (text: string) => `translate(lower(${text}), 'ё', 'е')`

/** What has not ended; what begins tomorrow counts, for a letter is handed out before. */
const notOver = (alias: string) => `(${alias}.until_on is null or ${alias}.until_on >= $2)`

const childrenOf = (guardian: string) =>
  `guardianship g join person ch on ch.school_id = g.school_id and ch.id = g.student_id
   where g.school_id = $1 and g.guardian_id = ${guardian} and ${notOver('g')}`

/**
 * Everyone who is to have a sign-in: who represents a child, and staff who act as anything. $1 school, $2 today, $3 now,
 * $4 and $5 the persons who have an account, and since when: accounts are beyond the reach of this role.
 */
const whoSql = (visible: string) => `
came(person_id, came_at) as (select * from unnest($4::uuid[], $5::timestamptz[])),
who as (
  select p.id, ${fullNameSql('p')} as name, sf.position, p.is_guardian, p.is_staff, p.is_leading, came.came_at,
    (p.is_staff and p.birth_on is not null) or exists (select from ${childrenOf('p.id')} and ch.birth_on is not null) as has_birth,
    case when came.person_id is not null then 'activated'
      when c.id is null or c.used_at is not null or c.revoked_at is not null then 'none'
      when c.expires_at > $3 then 'code' else 'expired' end as state,
    case when c.used_at is null and c.revoked_at is null and c.expires_at > $3 then c.expires_at end as code_until
  from (
    select p.id, p.last_name, p.first_name, p.middle_name, p.birth_on,
      exists (select from guardianship g where g.school_id = $1 and g.guardian_id = p.id and ${notOver('g')}) as is_guardian,
      exists (select from capacity k where k.school_id = $1 and k.staff_id = p.id and ${notOver('k')}) as is_staff,
      exists (select from capacity k where k.school_id = $1 and k.staff_id = p.id and k.kind in ('deputy', 'head', 'secretary', 'admin') and ${notOver('k')}) as is_leading
    from person p where p.school_id = $1 and ${visible} and p.archived_at is null
  ) p
  left join staff sf on sf.school_id = $1 and sf.id = p.id
  left join came on came.person_id = p.id
  left join lateral (
    select * from activation_code a where a.school_id = $1 and a.person_id = p.id order by a.made_at desc, a.id desc limit 1
  ) c on true
  where p.is_guardian or p.is_staff
)`

const shownSql = `who.id, who.name, who.position, who.is_guardian as "isGuardian", who.is_staff as "isStaff", who.is_leading as "isLeading",
  who.has_birth as "hasBirthDate", who.state, who.code_until as "codeUntil", who.came_at as "activatedAt",
  coalesce((
    select json_agg(json_build_object('name', ${fullNameSql('ch')}, 'className', c.title) order by ch.birth_on, ch.id)
    from guardianship g join person ch on ch.school_id = g.school_id and ch.id = g.student_id
    left join lateral (
      select c.title from enrolment e join school_class c on c.school_id = e.school_id and c.id = e.class_id
      where e.school_id = $1 and e.student_id = ch.id and ${notOver('e')} order by e.from_on limit 1
    ) c on true
    where g.school_id = $1 and g.guardian_id = who.id and ${notOver('g')}
  ), '[]') as children`

/** Guardians of a class are those of its students. */
const ofClassSql = (classId: string) => `exists (
  select from guardianship g join enrolment e on e.school_id = g.school_id and e.student_id = g.student_id
  where g.school_id = $1 and g.guardian_id = who.id and e.class_id = ${classId} and ${notOver('g')} and ${notOver('e')})`

/**
 * A page in the order of names. Besides what `whoSql` takes: $6 kind, $7 class, $8 state, $9 search (each or null), $10 and
 * $11 the name and id of the page before, $12 how many.
 */
export const signInsSql = (visible: string) => `with ${whoSql(visible)}
select ${shownSql} from who
where case $6::text when 'guardian' then who.is_guardian when 'staff' then who.is_staff else true end
  and ($7::uuid is null or ${ofClassSql('$7')}) and ($8::text is null or who.state = $8)
  and ($9::text is null or position(${plainSql('$9')} in ${plainSql('who.name')}) > 0)
  and ($11::uuid is null or (who.name, who.id) > ($10::text, $11::uuid))
order by who.name, who.id limit $12`

/** Those named. Besides what `whoSql` takes: $6 ids. */
export const namedSql = (visible: string) => `with ${whoSql(visible)}
select ${shownSql} from who where who.id = any ($6::uuid[]) order by who.name, who.id`

/** Those who have not come and have no good code. Besides what `whoSql` takes: $6 `guardian` or `staff`, $7 a class or null. */
export const newcomersSql = (visible: string) => `with ${whoSql(visible)}
select who.id from who
where who.state in ('none', 'expired') and case $6::text when 'guardian' then who.is_guardian else who.is_staff end
  and ($7::uuid is null or ${ofClassSql('$7')})
order by who.name, who.id`

/** How many stand where, as a row per kind, class and state. */
export const countsSql = (visible: string) => `with ${whoSql(visible)}
select 'guardians' as kind, null::uuid as "classId", null as title, state, count(*)::int as count from who where is_guardian group by state
union all select 'staff', null, null, state, count(*)::int from who where is_staff group by state
union all select 'class', c.id, c.title, who.state, count(distinct who.id)::int
  from who
  join guardianship g on g.school_id = $1 and g.guardian_id = who.id and ${notOver('g')}
  join enrolment e on e.school_id = $1 and e.student_id = g.student_id and ${notOver('e')}
  join school_class c on c.school_id = $1 and c.id = e.class_id
  group by c.id, c.title, who.state`

/** A person as the statements above show them. */
export interface SignInRow {
  id: string
  name: string
  position: string | null
  isGuardian: boolean
  isStaff: boolean
  isLeading: boolean
  hasBirthDate: boolean
  state: SignIn['state']
  codeUntil: Date | null
  activatedAt: Date | null
  children: { name: string; className: string | null }[]
}

export function toSignIn(actor: Actor, row: SignInRow): SignIn {
  const { id, name, position, children, state, codeUntil, activatedAt, hasBirthDate } = row
  return {
    personId: id as SignIn['personId'],
    name,
    kinds: [...(row.isGuardian ? (['guardian'] as const) : []), ...(row.isStaff ? (['staff'] as const) : [])],
    position,
    children,
    state,
    codeUntil,
    activatedAt,
    hasBirthDate,
    can: { makeCode: canMakeCode(actor, row) },
  }
}
