import { fullNameSql } from '#platform/names'

/** A name as it is compared: case and ё/е make no difference. */
const plainSql = (text: string) => `translate(lower(${text}), 'ё', 'е')`

/**
 * A page of people in the order of their names. $1 school, $2 today, $3 search or null, $4 kind or null,
 * $5 and $6 the last name and id of the page before (id null: the first page), $7 how many.
 */
export const peopleListSql = (visible: string) => `
select p.id, ${fullNameSql('p')} as name, ${fullNameSql('p')} as key,
  st.id is not null as "isStudent", g.id is not null as "isGuardian", sf.id is not null as "isStaff",
  coalesce(sf.position, (select c.title from enrolment e join school_class c on c.school_id = e.school_id and c.id = e.class_id
    where e.school_id = $1 and e.student_id = p.id and e.from_on <= $2 and (e.until_on is null or e.until_on >= $2) limit 1)) as note
from person p
left join student st on st.school_id = p.school_id and st.id = p.id
left join guardian g on g.school_id = p.school_id and g.id = p.id
left join staff sf on sf.school_id = p.school_id and sf.id = p.id
where p.school_id = $1 and ${visible} and p.archived_at is null
  and ($3::text is null or position(${plainSql('$3')} in ${plainSql(fullNameSql('p'))}) > 0)
  and case $4::text when 'student' then st.id is not null when 'guardian' then g.id is not null when 'staff' then sf.id is not null else true end
  and ($6::uuid is null or (${fullNameSql('p')}, p.id) > ($5::text, $6::uuid))
order by name, p.id limit $7`
