import type { Department } from '../content/curriculum.ts'
import type { Sex } from '../content/names.ts'

export interface ClassSpec {
  title: string
  grade: number
  shift: 1 | 2
  daysInWeek: 5 | 6
  size: number
}
export interface SchoolSpec {
  seed: string
  title: string
  fullTitle: string
  classes: ClassSpec[]
  /** How many teachers there are of what. */
  teachers: [department: Department, count: number, position: string, room: string][]
  families: FamilySpec[]
  officials: OfficialSpec[]
}

/** A family that the demonstration tells about by name. */
export interface FamilySpec {
  children: {
    surname: string
    name: string
    patronymic: string
    sex: Sex
    class: string
    ability: number
    login?: string
  }[]
  guardians: {
    surname: string
    name: string
    patronymic: string
    kind: 'mother' | 'father' | 'guardian'
    /** Of which children, by their place in the list. */
    of: number[]
    login?: DemoLogin
  }[]
}
export interface OfficialSpec {
  login?: DemoLogin
  surname: string
  name: string
  patronymic: string
  position: string
  kind: 'head' | 'deputy' | 'secretary' | 'admin' | 'content_editor'
}

/** The people one can sign in as; the password is the same for all. */
export const demoLogins = [
  'parent',
  'parent2',
  'father',
  'teacher',
  'class-teacher',
  'deputy',
  'head',
  'secretary',
  'admin',
] as const
export type DemoLogin = (typeof demoLogins)[number]

/** The class in which `parent`, `parent2`, `father`, `teacher` and `class-teacher` meet. */
export const storyClass = '8А'

/** Who signs in as `teacher` (also a mother in the second school) and as `class-teacher`. */
export const storyTeacher = { surname: 'Соловьёва', name: 'Ирина', patronymic: 'Викторовна' }
export const storyClassTeacher = { surname: 'Белова', name: 'Наталья', patronymic: 'Сергеевна' }

const secondShift = new Set([2, 3, 6])
const sizes = [25, 24, 26, 25, 24, 26]

/** The demonstration school itself. */
export const mainSchool: SchoolSpec = {
  seed: 'school-5',
  title: 'Средняя школа № 5 (демонстрационная)',
  fullTitle:
    'Муниципальное бюджетное общеобразовательное учреждение «Средняя общеобразовательная школа № 5» (демонстрационная)',
  classes: ['1А 1Б 2А 2Б 3А 3Б 4А 4Б 5А 5Б 5В 6А 6Б 6В 7А 7Б 8А 8Б 9А 9Б 10А 10Б 11А 11Б']
    .flatMap(titles => titles.split(' '))
    .map((title, index) => {
      const grade = Number.parseInt(title, 10)
      return {
        title,
        grade,
        shift: secondShift.has(grade) ? 2 : 1,
        daysInWeek: grade >= 8 ? 6 : 5,
        size: sizes[index % sizes.length] ?? 25,
      }
    }),
  teachers: [
    ['primary', 8, 'учитель начальных классов', '1'],
    ['russian', 6, 'учитель русского языка и литературы', '21'],
    ['english', 5, 'учитель английского языка', '31'],
    ['mathematics', 4, 'учитель математики', '27'],
    ['informatics', 2, 'учитель информатики', '36'],
    ['history', 3, 'учитель истории и обществознания', '38'],
    ['geography', 1, 'учитель географии', '41'],
    ['biology', 1, 'учитель биологии', '42'],
    ['chemistry', 1, 'учитель химии', '43'],
    ['physics', 1, 'учитель физики', '44'],
    ['music', 1, 'учитель музыки', '12'],
    ['art', 1, 'учитель изобразительного искусства', '13'],
    ['technology', 2, 'учитель труда (технологии)', 'Мастерская'],
    ['sport', 3, 'учитель физической культуры', 'Спортзал'],
    ['safety', 1, 'преподаватель-организатор ОБЗР', '14'],
  ],
  families: [
    {
      children: [
        {
          surname: 'Кузнецов',
          name: 'Матвей',
          patronymic: 'Андреевич',
          sex: 'male',
          class: storyClass,
          ability: 4.15,
        },
        {
          surname: 'Морозова',
          name: 'Алиса',
          patronymic: 'Дмитриевна',
          sex: 'female',
          class: '3Б',
          ability: 4.5,
        },
      ],
      guardians: [
        {
          surname: 'Морозова',
          name: 'Елена',
          patronymic: 'Викторовна',
          kind: 'mother',
          of: [0, 1],
          login: 'parent',
        },
        {
          surname: 'Кузнецов',
          name: 'Андрей',
          patronymic: 'Сергеевич',
          kind: 'father',
          of: [0],
          login: 'father',
        },
        { surname: 'Морозов', name: 'Дмитрий', patronymic: 'Олегович', kind: 'father', of: [1] },
      ],
    },
    {
      children: [
        {
          surname: 'Лебедев',
          name: 'Тимофей',
          patronymic: 'Павлович',
          sex: 'male',
          class: storyClass,
          ability: 3.6,
        },
      ],
      guardians: [
        {
          surname: 'Лебедева',
          name: 'Ольга',
          patronymic: 'Николаевна',
          kind: 'mother',
          of: [0],
          login: 'parent2',
        },
      ],
    },
  ],
  officials: [
    {
      login: 'head',
      surname: 'Громова',
      name: 'Татьяна',
      patronymic: 'Алексеевна',
      position: 'директор',
      kind: 'head',
    },
    {
      login: 'deputy',
      surname: 'Никитина',
      name: 'Марина',
      patronymic: 'Юрьевна',
      position: 'заместитель директора по учебно-воспитательной работе',
      kind: 'deputy',
    },
    {
      surname: 'Захаров',
      name: 'Игорь',
      patronymic: 'Петрович',
      position: 'заместитель директора по воспитательной работе',
      kind: 'deputy',
    },
    {
      login: 'secretary',
      surname: 'Фёдорова',
      name: 'Светлана',
      patronymic: 'Ивановна',
      position: 'секретарь',
      kind: 'secretary',
    },
    {
      login: 'admin',
      surname: 'Чернов',
      name: 'Павел',
      patronymic: 'Евгеньевич',
      position: 'администратор дневника',
      kind: 'admin',
    },
  ],
}

/** A small second school, in which `teacher` is a mother: one login, two schools. */
export const secondSchool: SchoolSpec = {
  seed: 'school-12',
  title: 'Начальная школа — детский сад № 12 (демонстрационная)',
  fullTitle:
    'Муниципальное бюджетное общеобразовательное учреждение «Начальная школа — детский сад № 12» (демонстрационная)',
  classes: ['1А', '2А', '3А', '4А'].map(title => ({
    title,
    grade: Number.parseInt(title, 10),
    shift: 1,
    daysInWeek: 5,
    size: 10,
  })),
  teachers: [['primary', 4, 'учитель начальных классов', '1']],
  families: [
    {
      children: [
        {
          surname: 'Соловьёв',
          name: 'Лев',
          patronymic: 'Максимович',
          sex: 'male',
          class: '2А',
          ability: 4.3,
        },
      ],
      guardians: [{ ...storyTeacher, kind: 'mother', of: [0], login: 'teacher' }],
    },
  ],
  officials: [
    { surname: 'Данилова', name: 'Людмила', patronymic: 'Васильевна', position: 'директор', kind: 'head' },
  ],
}
