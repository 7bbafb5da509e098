import { english } from './topics/english.ts'
import { literature, reading } from './topics/literature.ts'
import { algebra, geometry, mathematics, statistics } from './topics/mathematics.ts'
import { biology, geography, nature } from './topics/nature.ts'
import { art, music, project, safety, sport, technology } from './topics/practice.ts'
import { russian } from './topics/russian.ts'
import { chemistry, informatics, physics } from './topics/science.ts'
import { ethics, history, region, society, talks } from './topics/society.ts'

export type SubjectKey = keyof typeof subjects

/** Who may teach a subject. `primary` is the teacher of the class in grades 1–4; `tutor` is the class teacher of any grade. */
export type Department =
  | 'primary'
  | 'tutor'
  | 'russian'
  | 'english'
  | 'mathematics'
  | 'informatics'
  | 'history'
  | 'geography'
  | 'biology'
  | 'chemistry'
  | 'physics'
  | 'music'
  | 'art'
  | 'technology'
  | 'sport'
  | 'safety'

export interface SubjectPlan {
  title: string
  shortTitle: string
  department: Department
  /** Hours a week by grade, the first is grade 1. */
  hours: readonly number[]
  topics: Readonly<Record<number, string>>
  isMarked?: false
  /** Taught in two halves of the class from this grade on. */
  splitFrom?: number
}

const everyGrade = (text: string) =>
  Object.fromEntries(Array.from({ length: 11 }, (_, index) => [index + 1, text]))

/** What is taught in which grade, close to the federal plan. */
export const subjects = {
  talks: plan('Разговоры о важном', 'РоВ', 'tutor', [1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1], everyGrade(talks), {
    isMarked: false,
  }),
  russian: plan('Русский язык', 'Рус. яз.', 'russian', [5, 5, 5, 5, 5, 6, 4, 3, 3, 2, 3], russian),
  reading: plan('Литературное чтение', 'Лит. чт.', 'primary', [4, 4, 4, 4], reading),
  literature: plan('Литература', 'Лит.', 'russian', [0, 0, 0, 0, 3, 3, 2, 2, 3, 3, 3], literature),
  english: plan(
    'Иностранный язык (английский)',
    'Англ. яз.',
    'english',
    [0, 2, 2, 2, 3, 3, 3, 3, 3, 3, 3],
    english,
    {
      splitFrom: 2,
    },
  ),
  mathematics: plan('Математика', 'Матем.', 'mathematics', [4, 4, 4, 4, 5, 5], mathematics),
  algebra: plan('Алгебра', 'Алг.', 'mathematics', [0, 0, 0, 0, 0, 0, 3, 3, 3, 4, 4], algebra),
  geometry: plan('Геометрия', 'Геом.', 'mathematics', [0, 0, 0, 0, 0, 0, 2, 2, 2, 2, 2], geometry),
  statistics: plan(
    'Вероятность и статистика',
    'ВиС',
    'informatics',
    [0, 0, 0, 0, 0, 0, 1, 1, 1, 1, 1],
    statistics,
  ),
  informatics: plan('Информатика', 'Инф.', 'informatics', [0, 0, 0, 0, 0, 0, 1, 1, 1, 1, 1], informatics, {
    splitFrom: 7,
  }),
  nature: plan('Окружающий мир', 'Окр. мир', 'primary', [2, 2, 2, 2], nature),
  history: plan('История', 'Ист.', 'history', [0, 0, 0, 0, 2, 2, 2, 3, 3, 2, 2], history),
  region: plan('История нашего края', 'Наш край', 'history', [0, 0, 0, 0, 1, 1, 1], region),
  society: plan('Обществознание', 'Общ.', 'history', [0, 0, 0, 0, 0, 0, 0, 0, 1, 2, 2], society),
  geography: plan('География', 'Геогр.', 'geography', [0, 0, 0, 0, 1, 1, 2, 2, 2, 1, 1], geography),
  biology: plan('Биология', 'Биол.', 'biology', [0, 0, 0, 0, 1, 1, 1, 2, 2, 1, 1], biology),
  physics: plan('Физика', 'Физ.', 'physics', [0, 0, 0, 0, 0, 0, 2, 2, 3, 2, 2], physics),
  chemistry: plan('Химия', 'Хим.', 'chemistry', [0, 0, 0, 0, 0, 0, 0, 2, 2, 1, 1], chemistry),
  ethics: plan('Основы религиозных культур и светской этики', 'ОРКСЭ', 'primary', [0, 0, 0, 1], ethics, {
    isMarked: false,
  }),
  art: plan('Изобразительное искусство', 'ИЗО', 'art', [1, 1, 1, 1, 1, 1, 1], art),
  music: plan('Музыка', 'Муз.', 'music', [1, 1, 1, 1, 1, 1, 1, 1], music),
  technology: plan('Труд (технология)', 'Труд', 'technology', [1, 1, 1, 1, 2, 2, 2, 1, 1], technology, {
    splitFrom: 5,
  }),
  safety: plan(
    'Основы безопасности и защиты Родины',
    'ОБЗР',
    'safety',
    [0, 0, 0, 0, 0, 0, 0, 1, 1, 1, 1],
    safety,
  ),
  sport: plan('Физическая культура', 'Физ-ра', 'sport', [2, 2, 2, 2, 2, 2, 2, 2, 2, 2, 2], sport),
  project: plan('Индивидуальный проект', 'Проект', 'tutor', [0, 0, 0, 0, 0, 0, 0, 0, 0, 1, 0], project, {
    isMarked: false,
  }),
}

function plan(
  title: string,
  shortTitle: string,
  department: Department,
  hours: number[],
  topics: Record<number, string>,
  more: Pick<SubjectPlan, 'isMarked' | 'splitFrom'> = {},
): SubjectPlan {
  return { title, shortTitle, department, hours, topics, ...more }
}

/** In the primary school one teacher gives all that needs no special room or language. */
export function departmentOf(key: SubjectKey, grade: number): Department {
  const { department } = subjects[key]
  const isSpecial = ['english', 'music', 'sport', 'tutor'].includes(department)
  return grade <= 4 && !isSpecial ? 'primary' : department
}

/** The subjects of a grade with their hours a week. */
export function weekOf(grade: number): { key: SubjectKey; hours: number; isSplit: boolean }[] {
  return (Object.keys(subjects) as SubjectKey[]).flatMap(key => {
    const { hours, splitFrom } = subjects[key]
    const count = hours[grade - 1] ?? 0
    return count > 0 ? [{ key, hours: count, isSplit: splitFrom !== undefined && grade >= splitFrom }] : []
  })
}
