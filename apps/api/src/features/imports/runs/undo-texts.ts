import type { ImportNotice, SaidInBoth } from '@diary/contracts/imports'
import { said } from './notices.ts'

const words: Readonly<Record<string, SaidInBoth>> = {
  academic_year: { ru: 'учебный год', en: 'school year' },
  term_scheme: { ru: 'схемы периодов', en: 'term schemes' },
  term: { ru: 'учебные периоды', en: 'terms' },
  term_scheme_rule: { ru: 'правила периодов', en: 'rules of terms' },
  bell_schedule: { ru: 'расписания звонков', en: 'bell schedules' },
  bell_slot: { ru: 'звонки', en: 'bells' },
  calendar_entry: { ru: 'дни календаря', en: 'days of the calendar' },
  calendar_entry_class: { ru: 'каникулы классов', en: 'holidays of classes' },
  school_class: { ru: 'классы', en: 'classes' },
  subject: { ru: 'предметы', en: 'subjects' },
  room: { ru: 'кабинеты', en: 'rooms' },
  study_group: { ru: 'учебные группы', en: 'study groups' },
  study_group_class: { ru: 'классы групп', en: 'classes of groups' },
  person: { ru: 'люди', en: 'people' },
  contact: { ru: 'контакты', en: 'contacts' },
  student: { ru: 'ученики', en: 'students' },
  guardian: { ru: 'представители', en: 'guardians' },
  staff: { ru: 'сотрудники', en: 'staff' },
  enrolment: { ru: 'зачисления', en: 'enrolments' },
  guardianship: { ru: 'права представителей', en: 'guardians’ rights' },
  capacity: { ru: 'полномочия', en: 'capacities' },
  group_membership: { ru: 'состав групп', en: 'members of groups' },
  gradebook: { ru: 'журналы', en: 'gradebooks' },
  teaching: { ru: 'нагрузка учителей', en: 'teaching' },
  timetable_version: { ru: 'версии расписания', en: 'timetable versions' },
  timetable_row: { ru: 'строки расписания', en: 'timetable rows' },
  timetable_row_teacher: { ru: 'учителя в расписании', en: 'teachers in the timetable' },
  lesson: { ru: 'уроки', en: 'lessons' },
  lesson_teacher: { ru: 'учителя уроков', en: 'teachers of lessons' },
  external_id: { ru: 'номера другой системы', en: 'ids of another system' },
  work: { ru: 'работы на уроках', en: 'works at lessons' },
  mark: { ru: 'оценки', en: 'marks' },
  absence: { ru: 'отметки о посещаемости', en: 'absences' },
  homework: { ru: 'домашние задания', en: 'homework' },
  term_mark: { ru: 'итоговые оценки', en: 'term marks' },
  activation_code: { ru: 'коды первого входа', en: 'activation codes' },
  account_person: { ru: 'учётные записи', en: 'accounts' },
}

export const tableWords = (table: string): SaidInBoth =>
  words[table] ?? { ru: 'другие записи', en: 'other records' }

export function builtOn(table: string): ImportNotice {
  const { ru, en } = tableWords(table)
  return said('error', {
    ru: `Отменить нельзя: на загруженном уже построено — ${ru}. Ничего не отменено.`,
    en: `It can’t be undone: something was built on what was imported — ${en}. Nothing was undone.`,
  })
}
