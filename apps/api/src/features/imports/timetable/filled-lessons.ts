import type { ImportQuestion } from '@diary/contracts/imports'
import type { ScopedWork } from '@diary/db/client'
import type { DayText } from '@diary/db/day'
import type { ToldRow } from '../importer.ts'

/** A lesson to come that somebody has prepared, and that the new timetable does not have. */
export type FilledLesson = {
  id: string
  day: DayText
  number: number
  title: string
  topic: string | null
  homework: number
  works: number
  /** With marks or absences it can only stay. */
  isMarked: boolean
}

export async function filledLessons(
  { sql }: ScopedWork,
  schoolId: string,
  versionId: string,
  days: { from: DayText; to: DayText },
): Promise<FilledLesson[]> {
  return sql<FilledLesson>({
    name: 'imports-filled-lessons',
    text: `select l.id, to_char(l.day, 'YYYY-MM-DD') as day, l.number, g.title || ' · ' || s.title as title, l.topic,
        (select count(*)::int from homework h where h.school_id = l.school_id and h.withdrawn_at is null
          and (h.lesson_id = l.id or h.due_lesson_id = l.id)) as homework,
        (select count(*)::int from work w where w.school_id = l.school_id and w.lesson_id = l.id and w.withdrawn_at is null) as works,
        exists (select from work w join mark m on m.school_id = w.school_id and m.work_id = w.id
          where w.school_id = l.school_id and w.lesson_id = l.id)
          or exists (select from absence a where a.school_id = l.school_id and a.lesson_id = l.id) as "isMarked"
      from lesson l
      join gradebook b on b.school_id = l.school_id and b.id = l.gradebook_id
      join study_group g on g.school_id = l.school_id and g.id = b.group_id
      join subject s on s.school_id = l.school_id and s.id = b.subject_id
      left join timetable_row r on r.school_id = l.school_id and r.id = l.timetable_row_id
      where l.school_id = $1 and l.day between $3::date and $4::date and l.status = 'planned'
        and r.version_id is distinct from $2::uuid and l.change is distinct from 'add'
      order by l.day, l.number, title`,
    values: [schoolId, versionId, days.from, days.to],
  })
}

/** A lesson that is not to take place is cancelled, with all that was prepared for it: nothing of it is deleted. */
export async function cancelLessons(
  { sql }: ScopedWork,
  schoolId: string,
  filled: readonly FilledLesson[],
  wanted: ReadonlySet<string>,
): Promise<void> {
  const ids = filled.filter(({ id, isMarked }) => wanted.has(id) && !isMarked).map(({ id }) => id)
  if (ids.length === 0) return
  await sql({
    name: 'imports-cancel-lessons',
    text: `update lesson set status = 'cancelled', change = 'cancel', change_reason = $3
      where school_id = $1 and id = any ($2::uuid[]) and status = 'planned'`,
    values: [schoolId, ids, 'Новое расписание'],
  })
}

const askedMost = 500

/** What is to become of the filled lessons; without an answer they stay. */
export function filledQuestion(filled: readonly FilledLesson[]): ImportQuestion[] {
  if (filled.length === 0) return []
  const keep = { value: 'keep', title: { ru: 'Оставить', en: 'Keep' } }
  const cancel = { value: 'cancel', title: { ru: 'Отменить урок', en: 'Cancel the lesson' } }
  return [
    {
      type: 'match',
      key: filledKey,
      title: {
        ru: 'Заполненные уроки, которых нет в новом расписании',
        en: 'Filled lessons that the new timetable does not have',
      },
      hint: {
        ru: 'Без ответа урок останется. С отметками и оценками урок можно только оставить.',
        en: 'Without an answer a lesson stays. A lesson with marks or absences can only stay.',
      },
      isRequired: false,
      options: [keep, cancel],
      items: filled
        .slice(0, askedMost)
        .map(({ id, isMarked, day, number, title, topic, homework, works }) => ({
          key: id,
          title: `${day}, ${number}. ${title}`,
          note: {
            ru: [
              topic ?? [],
              homework > 0 ? `домашних заданий: ${homework}` : [],
              works > 0 ? `работ: ${works}` : [],
            ]
              .flat()
              .join('; '),
            en: [topic ?? [], homework > 0 ? `homework: ${homework}` : [], works > 0 ? `works: ${works}` : []]
              .flat()
              .join('; '),
          },
          options: isMarked ? [keep] : null,
          proposed: 'keep',
          from: 'guess',
        })),
    },
  ]
}

export const filledKey = 'filledLessons'

export const filledRows = (filled: readonly FilledLesson[]): ToldRow[] =>
  filled.map(({ day, number, title, topic }) => ({
    subject: 'lesson',
    action: 'question',
    title,
    details: [
      { field: 'day', before: day, after: null },
      { field: 'number', before: String(number), after: null },
      ...(topic === null ? [] : [{ field: 'title' as const, before: topic, after: null }]),
    ],
  }))
