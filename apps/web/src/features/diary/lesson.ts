import type { DiaryDay, DiaryLesson } from '@diary/contracts/diary'

type Changed = 'teacher' | 'subject' | 'room' | 'day' | 'number'

/** What the lesson was before and is now; `is` is empty where it does not take place any more. */
export function changesOf({ change, status, teacher, subject, room, number }: DiaryLesson) {
  const was = change?.was ?? {}
  const is: Record<Changed, string | null> =
    status === 'cancelled'
      ? { teacher: null, subject: null, room: null, day: null, number: null }
      : { teacher, subject: subject.title, room, day: null, number: String(number) }
  const order: readonly Changed[] = ['subject', 'teacher', 'room', 'day', 'number']
  return order.flatMap(what => {
    const before = was[what]
    return before === undefined ? [] : [{ what, was: String(before), is: is[what] }]
  })
}

/** A room is a number or has a name of its own; only a number wants the word before it. */
export const isRoomNumber = (room: string) => /^\d/.test(room)

/** Takes place, as far as is known. */
const takesPlace = ({ status }: DiaryLesson) => status !== 'cancelled'

/** The first day after `day` on which the child has lessons. */
export const nextDayWithLessons = (days: readonly DiaryDay[], day: string): DiaryDay | undefined =>
  days.find(candidate => candidate.day > day && candidate.lessons.some(takesPlace))

/** Where the child is at a time of day: in a lesson, before one, or through with all of them. */
export type Moment =
  | { at: 'lesson'; lesson: DiaryLesson; next: DiaryLesson | undefined }
  | { at: 'break'; next: DiaryLesson; isFirst: boolean }
  | { at: 'end' }

export function momentOf(lessons: readonly DiaryLesson[], time: string): Moment | undefined {
  const timed = lessons.filter(
    lesson => takesPlace(lesson) && lesson.startsAt !== null && lesson.endsAt !== null,
  )
  if (timed.length === 0) return undefined
  const current = timed.find(
    ({ startsAt, endsAt }) => startsAt !== null && endsAt !== null && startsAt <= time && time < endsAt,
  )
  const next = timed.find(({ startsAt }) => startsAt !== null && startsAt > time)
  if (current) return { at: 'lesson', lesson: current, next }
  if (next) return { at: 'break', next, isFirst: next === timed[0] }
  return { at: 'end' }
}
