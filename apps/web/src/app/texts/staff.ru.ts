import { texts as saving } from '#ui/saving/texts.ru.ts'
import { texts as absenceReasons } from '../../features/absence-reasons/texts.ru.ts'
import { texts as calendar } from '../../features/calendar/texts.ru.ts'
import { texts as classes } from '../../features/classes/texts.ru.ts'
import { texts as gradebook } from '../../features/gradebook/texts.ru.ts'
import { texts as groups } from '../../features/groups/texts.ru.ts'
import { texts as imports } from '../../features/imports/texts.ru.ts'
import { texts as lessons } from '../../features/lessons/texts.ru.ts'
import { texts as movements } from '../../features/movements/texts.ru.ts'
import { texts as people } from '../../features/people/texts.ru.ts'
import { texts as signIns } from '../../features/sign-ins/texts.ru.ts'
import { texts as teacherDay } from '../../features/teacher-day/texts.ru.ts'

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
