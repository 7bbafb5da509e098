import { texts as saving } from '#ui/saving/texts.en.ts'
import { texts as absenceReasons } from '../../features/absence-reasons/texts.en.ts'
import { texts as calendar } from '../../features/calendar/texts.en.ts'
import { texts as classes } from '../../features/classes/texts.en.ts'
import { texts as gradebook } from '../../features/gradebook/texts.en.ts'
import { texts as groups } from '../../features/groups/texts.en.ts'
import { texts as imports } from '../../features/imports/texts.en.ts'
import { texts as lessons } from '../../features/lessons/texts.en.ts'
import { texts as movements } from '../../features/movements/texts.en.ts'
import { texts as people } from '../../features/people/texts.en.ts'
import { texts as signIns } from '../../features/sign-ins/texts.en.ts'
import { texts as teacherDay } from '../../features/teacher-day/texts.en.ts'

export const texts = {
  absenceReasons,
  calendar,
  classes,
  gradebook,
  groups,
  imports,
  lessons,
  movements,
  people,
  saving,
  signIns,
  teacherDay,
}
