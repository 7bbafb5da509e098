import type { LessonsFollowed } from '@diary/contracts/calendar'
import { calendarApi } from '@diary/contracts/calendar'
import { lessonsApi } from '@diary/contracts/lessons'
import { meApi } from '@diary/contracts/session'
import type { TFunction } from 'i18next'
import { announce } from '#ui/overlay/announcements.ts'

/** What knows about days and bells. */
export const afterCalendar = [calendarApi.show, lessonsApi.list, meApi.show]

/** Says in one sentence what became of the lessons. */
export function announceFollowed(
  t: TFunction<'calendar'>,
  { made, removed, retimed, leftCount }: LessonsFollowed,
) {
  const words = [
    t('followed.saved'),
    made > 0 && t('followed.made', { count: made }),
    removed > 0 && t('followed.removed', { count: removed }),
    retimed > 0 && t('followed.retimed', { count: retimed }),
    leftCount > 0 && t('followed.left', { count: leftCount }),
  ].filter(Boolean)
  // What wants a decision stays until it is put away.
  announce(words.join(' '), leftCount > 0 ? 'bad' : 'good')
}
