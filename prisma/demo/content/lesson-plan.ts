import type { WorkTypeTitle } from '../../make/rows.ts'
import { subjects } from './curriculum.ts'
import type { SubjectKey } from './curriculum.ts'

/** One lesson of the year's plan (КТП): its topic, and the work it is, if it is one. */
export interface PlannedTopic {
  topic: string
  work: WorkTypeTitle | null
}

const kinds: Record<string, { type: WorkTypeTitle; title: (name: string, number: number) => string }> = {
  КР: {
    type: 'Контрольная работа',
    title: (name, number) => `Контрольная работа № ${number}${quoted(name)}`,
  },
  СР: { type: 'Самостоятельная работа', title: name => `Самостоятельная работа${quoted(name)}` },
  ПР: { type: 'Проверочная работа', title: name => `Проверочная работа${quoted(name)}` },
  Д: { type: 'Диктант', title: name => `Контрольный диктант${quoted(name)}` },
  И: { type: 'Изложение', title: name => `Изложение${quoted(name)}` },
  СОЧ: { type: 'Сочинение', title: name => `Сочинение${quoted(name)}` },
  Т: { type: 'Тест', title: name => `Тест${quoted(name)}` },
  ЗАЧ: { type: 'Зачёт', title: name => `Зачёт${quoted(name)}` },
  ЛР: {
    type: 'Лабораторная работа',
    title: (name, number) => `Лабораторная работа № ${number}${quoted(name)}`,
  },
  ПТ: {
    type: 'Практическая работа',
    title: (name, number) => `Практическая работа № ${number}${quoted(name)}`,
  },
  П: { type: 'Проект', title: name => `Проект${quoted(name)}` },
}

// A topic of several hours goes on: what the class does with it on its second, third… lesson.
const furtherHours: Partial<Record<SubjectKey, string[]>> = {
  english: ['Лексика', 'Чтение', 'Грамматика', 'Аудирование и говорение', 'Письмо'],
  literature: ['Работа с текстом', 'Анализ эпизодов', 'Беседа по прочитанному'],
  reading: [
    'Выразительное чтение',
    'Работа с текстом',
    'Пересказ по плану',
    'Ответы на вопросы',
    'Обобщение',
  ],
  mathematics: ['Решение упражнений', 'Решение задач', 'Закрепление', 'Обобщение'],
  algebra: ['Решение упражнений', 'Решение задач', 'Закрепление'],
  geometry: ['Решение задач', 'Решение задач на готовых чертежах', 'Закрепление'],
  russian: ['Упражнения', 'Закрепление', 'Работа с текстом', 'Обобщение'],
  sport: ['Разучивание', 'Совершенствование', 'Эстафеты', 'Учёт техники'],
  art: ['Работа в цвете', 'Завершение работы'],
  technology: ['Практическая часть', 'Изготовление', 'Отделка и оценка работы'],
  physics: ['Решение задач', 'Закрепление'],
  chemistry: ['Решение задач', 'Упражнения'],
  music: ['Слушание и разучивание', 'Обобщение'],
  geography: ['Работа с картой', 'Обобщение'],
  informatics: ['Практикум', 'Решение задач'],
  statistics: ['Решение задач', 'Практикум'],
  biology: ['Работа с рисунками и схемами', 'Обобщение'],
  nature: ['Работа по учебнику', 'Наблюдения и выводы', 'Обобщение'],
  safety: ['Практикум', 'Решение ситуационных задач'],
}
const furtherHoursElsewhere = ['Работа с источниками', 'Обсуждение', 'Обобщение']

/** The plan of a subject for a grade, as many lessons as the year has. Works take one lesson, topics share the rest in order. */
export function yearPlan(key: SubjectKey, grade: number, lessonCount: number): PlannedTopic[] {
  const lines = linesOf(key, grade)
  const works = lines.filter(line => line.kind).length
  const topics = lines.length - works
  if (topics === 0) throw new Error(`${key} of grade ${grade} has no topics`)
  const hoursPerTopic = Math.max(0, lessonCount - works) / topics
  const numbers = new Map<string, number>()
  const out: PlannedTopic[] = []
  let due = 0
  let given = 0
  for (const { kind, name } of lines) {
    const known = kind ? kinds[kind] : undefined
    if (kind && known) {
      const number = (numbers.get(kind) ?? 0) + 1
      numbers.set(kind, number)
      out.push({ topic: known.title(name, number), work: known.type })
      continue
    }
    due += hoursPerTopic
    // At the end of the year nothing may be missing for a rounding error.
    const hours = Math.max(0, Math.round(due + 1e-6) - given)
    given += hours
    for (let hour = 0; hour < hours; hour += 1) out.push({ topic: hourOf(key, name, hour), work: null })
  }
  while (out.length < lessonCount) out.push({ topic: 'Резервный урок. Повторение изученного', work: null })
  return out.slice(0, lessonCount)
}

function hourOf(key: SubjectKey, name: string, hour: number): string {
  if (hour === 0) return name
  const further = furtherHours[key] ?? furtherHoursElsewhere
  const again = further[hour - 1] ?? `${further.at(-1)} (${hour - further.length + 1})`
  return /[.!?…]$/.test(name) ? `${name} ${again}` : `${name}. ${again}`
}

function linesOf(key: SubjectKey, grade: number): { kind: string | null; name: string }[] {
  const text = subjects[key].topics[grade]
  if (!text) throw new Error(`${key} is not taught in grade ${grade}`)
  return text
    .trim()
    .split('\n')
    .map(line => {
      const [, kind, name] = /^([А-Я]{1,3}): (.+)$/.exec(line) ?? []
      return kind && name && kinds[kind] ? { kind, name } : { kind: null, name: line }
    })
}

function quoted(name: string): string {
  return name.includes('«') ? `: ${name}` : ` «${name}»`
}
