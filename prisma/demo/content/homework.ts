import type { SubjectKey } from './curriculum.ts'

export interface HomeworkText {
  text: string
  minutes: number
}
interface Style {
  /** How often the teacher sets any. */
  often: number
  minutes: [number, number]
  /** The textbook: paragraphs, pages and exercises the year goes through. */
  book: { paragraphs: number; pages: number; exercises: number }
  texts: string[]
  before?: string
}
interface Chance {
  whole(low: number, high: number): number
  chance(probability: number): boolean
  pick<T>(from: readonly T[]): T
}

// {p} a paragraph, {s} a page, {n} an exercise, {n+2} one further on, {w} a page of the workbook, {k} a small number.
const primary: Partial<Record<SubjectKey, Style>> = {
  russian: {
    often: 0.85,
    minutes: [15, 25],
    book: { paragraphs: 40, pages: 140, exercises: 260 },
    texts: [
      'С. {s}, упр. {n}',
      'Упр. {n}, выучить правило на с. {s}',
      'Рабочая тетрадь, с. {w}, упр. {n}',
      'Упр. {n}: списать, вставить пропущенные буквы',
      'Словарные слова на с. {s}, упр. {n}',
      'Составить пять предложений со словарными словами',
    ],
    before: 'Повторить правила на с. {s}, подготовиться к диктанту',
  },
  mathematics: {
    often: 0.85,
    minutes: [15, 25],
    book: { paragraphs: 40, pages: 110, exercises: 8 },
    texts: [
      'С. {s}, № {k}, {k+2}',
      'С. {s}, № {k} (1, 2), повторить таблицу',
      'Рабочая тетрадь, с. {w}',
      'С. {s}, задача № {k}: краткая запись и решение',
      'Карточка № {k}: примеры и уравнения',
    ],
    before: 'С. {s}, «Проверим себя», подготовиться к контрольной',
  },
}
const styles: Partial<Record<SubjectKey, Style>> = {
  russian: {
    often: 0.9,
    minutes: [20, 35],
    book: { paragraphs: 118, pages: 190, exercises: 680 },
    texts: [
      '§ {p}, упр. {n}, {n+1}',
      '§ {p}, правило наизусть, упр. {n}',
      'Упр. {n}: списать, вставить буквы, объяснить графически',
      'Упр. {n} (по заданию), подчеркнуть грамматические основы',
      'Повторить § {p}, словарные слова на с. {s}',
      'Упр. {n}, разбор предложений 2 и 5',
    ],
    before: 'Повторить § {p}, упр. {n}: подготовка к контрольной',
  },
  reading: {
    often: 0.85,
    minutes: [15, 25],
    book: { paragraphs: 30, pages: 200, exercises: 100 },
    texts: [
      'С. {s}—{s+3}, выразительное чтение',
      'С. {s}—{s+2}, подготовить пересказ',
      'Выучить наизусть стихотворение на с. {s}',
      'С. {s}—{s+2}, вопросы 1—3',
      'Читать дома 20 минут, заполнить читательский дневник',
    ],
  },
  literature: {
    often: 0.85,
    minutes: [25, 45],
    book: { paragraphs: 60, pages: 280, exercises: 100 },
    texts: [
      'Дочитать текст, вопросы 1—3 на с. {s}',
      'Составить цитатный план, с. {s}—{s+5}',
      'Выучить наизусть отрывок по выбору (12—16 строк)',
      'Подготовить пересказ эпизода, с. {s}—{s+3}',
      'Письменно: характеристика героя, 8—10 предложений',
      'Статья учебника на с. {s}—{s+4}, сделать конспект',
    ],
    before: 'Продумать план сочинения, подобрать цитаты',
  },
  english: {
    often: 0.8,
    minutes: [20, 30],
    book: { paragraphs: 10, pages: 115, exercises: 6 },
    texts: [
      'SB p. {s}, ex. {k}; WB p. {w}',
      'Выучить слова на p. {s}',
      'WB p. {w}, ex. {k}, {k+1}',
      'SB p. {s}, ex. {k}: прочитать и перевести',
      'Составить диалог по образцу, SB p. {s}, ex. {k}',
      'Рассказ по теме, 8—10 предложений',
      'Выучить правило (GR p. {w}), WB p. {w}, ex. {k}',
    ],
    before: 'Повторить слова и грамматику модуля, подготовиться к работе',
  },
  mathematics: {
    often: 0.95,
    minutes: [25, 40],
    book: { paragraphs: 46, pages: 280, exercises: 1180 },
    texts: [
      '§ {p}, № {n}, {n+2}, {n+5}',
      '№ {n} (а, в), {n+2}, {n+4}',
      'Правило на с. {s}, № {n}, {n+1}',
      '№ {n} (1—4), задача № {n+3}',
      '§ {p}, вопросы, № {n}, {n+4} (б, г)',
    ],
    before: 'Подготовиться к контрольной: «Проверь себя» на с. {s}',
  },
  algebra: {
    often: 0.95,
    minutes: [30, 45],
    book: { paragraphs: 40, pages: 270, exercises: 1050 },
    texts: [
      '№ {n} (а, в), {n+2}, {n+4} (б)',
      'П. {p}, № {n} (б, г), {n+1}, {n+3}',
      '№ {n}, {n+2}, задача № {n+6}',
      'Выучить формулы п. {p}, № {n} (чётные)',
      'П. {p}, № {n} (в, г), {n+5}; на «5» — № {n+8}',
    ],
    before: 'Домашняя контрольная работа, с. {s}',
  },
  geometry: {
    often: 0.9,
    minutes: [25, 40],
    book: { paragraphs: 90, pages: 250, exercises: 800 },
    texts: [
      'П. {p}, № {n}, {n+3}',
      'П. {p}: теорема с доказательством, № {n}',
      '№ {n}, {n+2}, чертёж по условию',
      'Вопросы к главе на с. {s}, № {n}',
    ],
    before: 'Повторить п. {p}, вопросы к главе на с. {s}',
  },
  statistics: {
    often: 0.6,
    minutes: [15, 25],
    book: { paragraphs: 36, pages: 120, exercises: 240 },
    texts: [
      'П. {p}, № {n}, {n+1}',
      'Собрать данные (20 значений), построить диаграмму',
      'П. {p}, вопросы на с. {s}, № {n}',
    ],
  },
  informatics: {
    often: 0.6,
    minutes: [15, 30],
    book: { paragraphs: 24, pages: 180, exercises: 160 },
    texts: [
      '§ {p}, вопросы 1—5',
      '§ {p}, задания {k}, {k+1} письменно',
      'Написать программу по заданию {k} на с. {s}',
      'Конспект § {p}',
    ],
  },
  nature: {
    often: 0.7,
    minutes: [15, 20],
    book: { paragraphs: 40, pages: 130, exercises: 100 },
    texts: [
      'С. {s}—{s+3}, вопросы',
      'Рабочая тетрадь, с. {w}, № {k}',
      'С. {s}, подготовить рассказ',
      'Понаблюдать за погодой, записать в дневник наблюдений',
    ],
    before: 'С. {s}, «Проверим себя»',
  },
  history: {
    often: 0.85,
    minutes: [20, 35],
    book: { paragraphs: 52, pages: 290, exercises: 100 },
    texts: [
      '§ {p}, вопросы 1—3, даты наизусть',
      '§ {p}, таблица в тетради',
      '§ {p}, термины; контурная карта, с. {k}',
      '§ {p}, подготовить сообщение (2 минуты)',
      '§ {p}, работа с документом на с. {s}',
    ],
    before: 'Повторить § {p}, даты и термины главы',
  },
  region: {
    often: 0.5,
    minutes: [15, 25],
    book: { paragraphs: 26, pages: 140, exercises: 100 },
    texts: [
      'Тема {p}, пересказ',
      'Расспросить родных, записать семейный рассказ',
      'Сообщение о памятном месте нашего города',
    ],
  },
  society: {
    often: 0.85,
    minutes: [20, 35],
    book: { paragraphs: 30, pages: 240, exercises: 100 },
    texts: [
      '§ {p}, вопросы и задания 1, 3',
      '§ {p}, выучить понятия',
      '§ {p}, сложный план по теме',
      'Эссе: тезис и два аргумента',
    ],
    before: 'Повторить § {p}, понятия главы',
  },
  geography: {
    often: 0.8,
    minutes: [20, 30],
    book: { paragraphs: 48, pages: 220, exercises: 100 },
    texts: [
      '§ {p}, вопросы после параграфа',
      '§ {p}, контурная карта, с. {k}',
      '§ {p}, выучить номенклатуру',
      'Описание объекта по плану, с. {s}',
    ],
    before: 'Повторить § {p}, номенклатура',
  },
  biology: {
    often: 0.8,
    minutes: [20, 30],
    book: { paragraphs: 46, pages: 210, exercises: 100 },
    texts: [
      '§ {p}, вопросы 1—4',
      '§ {p}, рисунок в тетрадь с подписями',
      '§ {p}, таблица',
      '§ {p}, термины; оформить лабораторную работу',
    ],
    before: 'Повторить § {p}, термины',
  },
  physics: {
    often: 0.85,
    minutes: [25, 40],
    book: { paragraphs: 64, pages: 230, exercises: 900 },
    texts: [
      '§ {p}, упр. {k} (1, 2)',
      '§ {p}, № {n}, {n+4} из задачника',
      'Выучить формулы § {p}, решить № {n}',
      '§ {p}, вопросы; оформить лабораторную работу',
    ],
    before: 'Повторить § {p}, формулы; № {n}, {n+2}',
  },
  chemistry: {
    often: 0.85,
    minutes: [25, 35],
    book: { paragraphs: 50, pages: 210, exercises: 9 },
    texts: [
      '§ {p}, упр. {k}, {k+2}',
      '§ {p}, составить уравнения реакций, с. {s}',
      'Задача № {k} на с. {s}',
      '§ {p}, выучить определения',
    ],
    before: 'Повторить § {p}, задачи на с. {s}',
  },
  safety: {
    often: 0.4,
    minutes: [10, 20],
    book: { paragraphs: 30, pages: 180, exercises: 100 },
    texts: ['§ {p}, памятка в тетрадь', '§ {p}, ситуационная задача на с. {s}'],
  },
  technology: {
    often: 0.3,
    minutes: [10, 20],
    book: { paragraphs: 30, pages: 150, exercises: 100 },
    texts: ['Принести материалы для изделия', 'Закончить эскиз', 'Найти сведения о материале, с. {s}'],
  },
  art: {
    often: 0.35,
    minutes: [10, 25],
    book: { paragraphs: 30, pages: 120, exercises: 100 },
    texts: ['Принести гуашь, кисти, альбом', 'Закончить работу в цвете', 'Принести цветную бумагу и клей'],
  },
  music: {
    often: 0.3,
    minutes: [10, 15],
    book: { paragraphs: 30, pages: 120, exercises: 100 },
    texts: ['Выучить слова песни', 'Послушать произведение, назвать инструменты', 'Сообщение о композиторе'],
  },
  sport: {
    often: 0.15,
    minutes: [10, 15],
    book: { paragraphs: 10, pages: 100, exercises: 100 },
    texts: [
      'Комплекс утренней гимнастики',
      'Упражнения на пресс и отжимания, 2 подхода',
      'Принести лыжную форму',
    ],
  },
  ethics: {
    often: 0.3,
    minutes: [10, 15],
    book: { paragraphs: 30, pages: 60, exercises: 100 },
    texts: ['Поговорить в семье о теме урока', 'Подобрать пословицы к теме'],
  },
  project: {
    often: 0.5,
    minutes: [20, 40],
    book: { paragraphs: 10, pages: 60, exercises: 100 },
    texts: [
      'Дописать введение',
      'Найти три источника по теме, оформить список',
      'Подготовить слайды выступления',
    ],
  },
}

/** What a teacher sets for the next lesson; nothing in the first grade, and sometimes nothing elsewhere. */
export function homeworkFor(
  chance: Chance,
  {
    key,
    grade,
    progress,
    isBeforeWork,
  }: { key: SubjectKey; grade: number; progress: number; isBeforeWork: boolean },
): HomeworkText | null {
  const style = (grade <= 4 ? primary[key] : undefined) ?? styles[key]
  if (grade === 1 || !style || !chance.chance(style.often)) return null
  const text = isBeforeWork && style.before ? style.before : chance.pick(style.texts)
  const { paragraphs, pages, exercises } = style.book
  const at = (last: number) => Math.max(1, Math.round(1 + progress * (last - 1)))
  const bases: Record<string, number> = {
    p: at(paragraphs),
    s: at(pages) + 3,
    n: at(exercises) + chance.whole(0, 1),
    w: Math.ceil(at(pages) / 2) + 2,
    k: chance.whole(1, 6),
  }
  const filled = text.replace(
    /\{(\w)(?:\+(\d+))?\}/g,
    (_, name: string, more?: string) => `${(bases[name] ?? 1) + Number(more ?? 0)}`,
  )
  // Round to five: nobody says «twenty-three minutes».
  const minutes = Math.round((chance.whole(...style.minutes) * (grade <= 4 ? 0.8 : 1)) / 5) * 5
  return { text: filled, minutes: Math.max(5, minutes) }
}
