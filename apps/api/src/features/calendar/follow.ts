import type { LessonsFollowed } from '@diary/contracts/calendar'
import type { Day } from '@diary/contracts/primitives'
import type { ScopedWork } from '@diary/db/client'

/** Brings lessons in line with the calendar: the timetable's own work, given by the composition. */
export type Follow = (
  work: ScopedWork,
  days: { schoolId: string; from: Day; to: Day },
) => Promise<LessonsFollowed>
