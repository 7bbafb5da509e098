import type { ImportFact, ImportQuestion } from '@diary/contracts/imports'
import type { Day } from '@diary/contracts/primitives'
import { fullName } from '#platform/names'
import { gradeMax } from '../fet/classes.ts'
import type { TimetablePlan } from '../fet/plan.ts'
import { matchIn, valueIn, type ReadingContext } from '../importer.ts'
import { plainName } from '../person-name.ts'
import { schoolYearStart } from '../school.ts'
import { matchTeachers, waysToWrite } from './teachers.ts'
import type { TimetableSource } from './timetable-importer.ts'

/** Chosen for what the school does not have yet. */
export const ownKey = 'new'

type Option = { value: string; title: { ru: string; en: string } }
type Match = Extract<ImportQuestion, { type: 'match' }>
type Item = Match['items'][number]

const both = (text: string) => ({ ru: text, en: text })
const anew: Option = { value: ownKey, title: { ru: 'Завести новый', en: 'Make a new one' } }

/** What was found in the file, counted. */
export function factsOf(plan: TimetablePlan): ImportFact[] {
  const fact = (ru: string, en: string, count: number) => ({ label: { ru, en }, value: String(count) })
  return [
    { label: { ru: 'Школа в файле', en: 'School in the file' }, value: plan.institution || '—' },
    fact('Классов', 'Classes', plan.classes.length),
    fact('Учебных групп', 'Study groups', plan.groups.length),
    fact('Предметов', 'Subjects', plan.subjects.length),
    fact('Учителей', 'Teachers', plan.teachers.length),
    fact('Кабинетов', 'Rooms', plan.rooms.length),
    fact('Уроков в неделю', 'Lessons a week', plan.rows.length),
  ]
}

/** What is asked about a timetable, with what it looks like and what was said the last time. */
export async function timetableQuestions(
  file: TimetableSource,
  plan: TimetablePlan,
  context: ReadingContext,
): Promise<ImportQuestion[]> {
  const { work, schoolId, today } = context
  const { db } = work
  const firstDay = schoolYearStart(today)
  const years = await db.academicYear.findMany({
    where: { schoolId },
    select: {
      id: true,
      startsOn: true,
      endsOn: true,
      _count: { select: { versions: true } },
      classes: { select: { id: true, title: true }, orderBy: { title: 'asc' } },
    },
    orderBy: { startsOn: 'desc' },
  })
  const dayText = (date: Date) => date.toISOString().slice(0, 10)
  const year = years.find(it => dayText(it.startsOn) <= firstDay && firstDay <= dayText(it.endsOn))
  const isLater = year !== undefined && year._count.versions > 0 && today > dayText(year.startsOn)
  const subjects = await db.subject.findMany({
    where: { schoolId },
    select: { id: true, title: true },
    orderBy: { title: 'asc' },
  })
  const hasBells = (await db.bellSchedule.count({ where: { schoolId, isSpecial: false } })) > 0
  const questions: ImportQuestion[] = [
    {
      type: 'day',
      key: 'startsOn',
      title: { ru: 'С какого дня действует', en: 'Valid from' },
      hint: {
        ru: 'Проведённые уроки останутся, пустые уроки с этого дня будут составлены заново.',
        en: 'Lessons that were held stay; empty ones from this day on are made anew.',
      },
      isRequired: true,
      proposed: (isLater ? today : year ? dayText(year.startsOn) : firstDay) as Day,
    },
    ...(file.hasLevels ? levelQuestions(plan, context) : []),
    ...bellsQuestion(plan, hasBells, context),
    ...(file.days.length > 0 ? [daysQuestion(file, context)] : []),
    gradesQuestion(plan, context),
    named(
      'classes',
      { ru: 'Классы', en: 'Classes' },
      plan.classes.map(({ title }) => title),
      year?.classes ?? [],
      context,
    ),
    named('subjects', { ru: 'Предметы', en: 'Subjects' }, plan.subjects, subjects, context),
    await teachersQuestion(plan, context),
  ]
  return questions.filter(question => question.type !== 'match' || question.items.length > 0)
}

function levelQuestions(plan: TimetablePlan, { remembered }: ReadingContext): ImportQuestion[] {
  const [first] = plan.bells
  return [
    {
      type: 'choice',
      key: 'classes.level',
      title: { ru: 'Что в файле класс', en: 'What is a class in the file' },
      hint: null,
      isRequired: true,
      options: [
        { value: 'auto', title: { ru: 'Определить по файлу', en: 'Find out from the file' } },
        { value: 'years', title: { ru: 'Годы (Years)', en: 'Years' } },
        { value: 'groups', title: { ru: 'Группы (Groups)', en: 'Groups' } },
      ],
      proposed: valueIn(remembered, 'classes.level') ?? 'auto',
    },
    {
      type: 'number',
      key: 'firstLesson',
      title: { ru: 'Номер первого урока', en: 'Number of the first lesson' },
      hint: null,
      isRequired: true,
      min: 0,
      max: 10,
      proposed: Number(valueIn(remembered, 'firstLesson') ?? first?.number ?? 1),
    },
  ]
}

function bellsQuestion(
  plan: TimetablePlan,
  hasBells: boolean,
  { remembered }: ReadingContext,
): ImportQuestion[] {
  if (!plan.areBellsNamed || !hasBells) return []
  return [
    {
      type: 'choice',
      key: 'bells',
      title: { ru: 'Звонки', en: 'Bells' },
      hint: null,
      isRequired: true,
      options: [
        { value: 'file', title: { ru: 'Взять из файла', en: 'Take those of the file' } },
        { value: 'keep', title: { ru: 'Оставить звонки школы', en: 'Keep the school’s' } },
      ],
      proposed: valueIn(remembered, 'bells') ?? 'file',
    },
  ]
}

function daysQuestion({ days }: TimetableSource, { remembered }: ReadingContext): Match {
  const monday = Date.UTC(2024, 0, 1)
  const name = (language: 'ru' | 'en', index: number) =>
    new Intl.DateTimeFormat(language, { weekday: 'long', timeZone: 'UTC' }).format(
      monday + index * 86_400_000,
    )
  return {
    type: 'match',
    key: 'days',
    title: { ru: 'Дни недели', en: 'Days of the week' },
    hint: {
      ru: 'День недели, выбранный дважды, — это нечётная и чётная недели.',
      en: 'A weekday chosen twice is that of odd weeks and that of even ones.',
    },
    isRequired: true,
    options: Array.from({ length: 7 }, (_, index) => ({
      value: String(index + 1),
      title: { ru: name('ru', index), en: name('en', index) },
    })),
    items: days.map(({ name: key, weekday }) => {
      const before = matchIn(remembered, 'days', key)
      return {
        key,
        title: key,
        note: null,
        options: null,
        proposed: before ?? String(weekday.weekday),
        from: before === undefined ? 'guess' : 'memory',
      }
    }),
  }
}

function gradesQuestion(plan: TimetablePlan, { remembered }: ReadingContext): Match {
  return {
    type: 'match',
    key: 'grades',
    title: { ru: 'Параллели классов', en: 'Grades of classes' },
    hint: null,
    isRequired: true,
    options: Array.from({ length: gradeMax }, (_, index) => ({
      value: String(index + 1),
      title: both(String(index + 1)),
    })),
    items: plan.classes.map(({ title, grade }) => {
      const before = matchIn(remembered, 'grades', title)
      return {
        key: title,
        title,
        note: null,
        options: null,
        proposed: before ?? String(grade),
        from: before === undefined ? 'guess' : 'memory',
      }
    }),
  }
}

/** Names of the file, each for one of the school's: the very same, one that reads the same, or a new one. */
function named(
  key: 'classes' | 'subjects',
  title: Match['title'],
  names: readonly string[],
  known: readonly { id: string; title: string }[],
  { remembered }: ReadingContext,
): Match {
  const ids = new Set(known.map(({ id }) => id))
  const byName = new Map(known.map(it => [it.title, it.id]))
  const byPlain = new Map(known.map(it => [plainTitle(it.title), it.id]))
  return {
    type: 'match',
    key,
    title,
    hint: null,
    isRequired: true,
    options: [anew, ...known.map(it => ({ value: it.id, title: both(it.title) }))],
    items: names.map((name): Item => {
      const before = matchIn(remembered, key, name)
      const memory = before !== undefined && (before === ownKey || ids.has(before)) ? before : undefined
      const same = byName.get(name)
      const alike = byPlain.get(plainTitle(name))
      const proposed = same ?? (memory === ownKey ? (alike ?? memory) : memory) ?? alike ?? ownKey
      const from = same ? 'certain' : proposed === memory ? 'memory' : alike ? 'guess' : 'none'
      return { key: name, title: name, note: null, options: null, proposed, from }
    }),
  }
}

const plainTitle = (title: string) => plainName(title).replace(/[\s«»"'’-]+/gu, '')

async function teachersQuestion(
  plan: TimetablePlan,
  { work, schoolId, remembered }: ReadingContext,
): Promise<Match> {
  const staff = await work.db.staff.findMany({
    where: { schoolId, person: { archivedAt: null } },
    select: {
      id: true,
      externalId: true,
      position: true,
      person: { select: { lastName: true, firstName: true, middleName: true } },
    },
    orderBy: [{ person: { lastName: 'asc' } }, { person: { firstName: 'asc' } }],
  })
  const ids = new Set(staff.map(({ id }) => id))
  const found = matchTeachers(
    plan.teachers,
    staff.map(({ id, externalId, person }) => ({ id, externalId, names: waysToWrite(person) })),
  )
  const known = new Set(staff.flatMap(({ externalId }) => externalId ?? []))
  return {
    type: 'match',
    key: 'teachers',
    title: { ru: 'Учителя', en: 'Teachers' },
    hint: null,
    isRequired: true,
    options: [anew, ...staff.map(({ id, person }) => ({ value: id, title: both(fullName(person)) }))],
    items: plan.teachers.map((name): Item => {
      const before = matchIn(remembered, 'teachers', name)
      const memory = before !== undefined && ids.has(before) ? before : undefined
      const met = found.get(name)
      const proposed = memory ?? met ?? ownKey
      const from = known.has(name) ? 'certain' : memory ? 'memory' : met ? 'guess' : 'none'
      return { key: name, title: name, note: null, options: null, proposed, from }
    }),
  }
}
