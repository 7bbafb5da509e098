/** An export of aSc Timetables said shortly, for tests. */
export type AscSketch = {
  encoding?: string
  school?: string
  days?: readonly string[]
  /** Times of the periods, from the first number on. */
  periods?: readonly (readonly [start: string, end: string])[]
  firstPeriod?: number
  /** Class → division → groups. */
  classes: Readonly<Record<string, readonly (readonly string[])[]>>
  grades?: Readonly<Record<string, number>>
  /** How many students each class has in the file. */
  students?: number
  lessons: readonly AscLessonSketch[]
}

export type AscLessonSketch = {
  subject: string
  teachers?: readonly string[]
  /** «5А», or «5А/Группа 1» for a group of it. */
  for?: readonly string[]
  periods?: number
  seminar?: string
  perWeek?: number
  /** Day and number; the week «10» is the first of two. */
  cards?: readonly {
    at: readonly [day: number, period: number]
    weeks?: string
    terms?: string
    room?: string
  }[]
}

const escaped = (text: string) => text.replace(/&/g, '&amp;').replace(/</g, '&lt;').replace(/"/g, '&quot;')

function list(name: string, tag: string, rows: readonly Readonly<Record<string, string | number>>[]): string {
  const columns = Object.keys(rows[0] ?? {}).join(',')
  const elements = rows.map(
    row =>
      `      <${tag} ${Object.entries(row)
        .map(([key, value]) => `${key}="${escaped(String(value))}"`)
        .join(' ')}/>\r\n`,
  )
  return `   <${name} options="canadd,export:silent" columns="${columns}">\r\n${elements.join('')}   </${name}>\r\n`
}

/** The text of an «aSc Timetables 2012 XML» export, as the program lays it out. */
export function makeAsc(sketch: AscSketch): string {
  const { lessons, classes, firstPeriod = 1 } = sketch
  const days = sketch.days ?? ['Понедельник', 'Вторник', 'Среда', 'Четверг', 'Пятница']
  const periods = sketch.periods ?? [
    ['8:30', '9:15'],
    ['9:25', '10:10'],
    ['10:30', '11:15'],
    ['11:35', '12:20'],
    ['12:30', '13:15'],
    ['13:25', '14:10'],
  ]
  const numbered = (names: readonly string[]) =>
    [...new Set(names)].map((name, index) => ({ name, id: `*${index + 1}` }))
  const subjects = numbered(lessons.map(({ subject }) => subject))
  const teachers = numbered(lessons.flatMap(lesson => lesson.teachers ?? []))
  const rooms = numbered(lessons.flatMap(({ cards = [] }) => cards.flatMap(({ room }) => room ?? [])))
  const schoolClasses = numbered(Object.keys(classes))
  const groups = schoolClasses.flatMap(({ id: classid, name: title }) => [
    { id: `${classid}.0`, classid, title, name: 'Весь класс', entireclass: 1, divisiontag: 0 },
    ...(classes[title] ?? []).flatMap((division, index) =>
      division.map((name, place) => ({
        id: `${classid}.${index + 1}.${place + 1}`,
        classid,
        title,
        name,
        entireclass: 0,
        divisiontag: index + 1,
      })),
    ),
  ])
  const idOf = (list: readonly { name: string; id: string }[], name: string) =>
    list.find(one => one.name === name)?.id ?? '?'
  const groupId = (mention: string) => {
    const [title, name = 'Весь класс'] = mention.split('/')
    return groups.find(group => group.title === title && group.name === name)?.id ?? '?'
  }
  const weeks = Math.max(
    1,
    ...lessons.flatMap(({ cards = [] }) => cards.map(card => card.weeks?.length ?? 1)),
  )
  const everyDay = '1'.repeat(days.length)
  const initials = (name: string) =>
    name
      .split(' ')
      .map(word => word.slice(0, 2))
      .join('')

  return [
    `<?xml version="1.0" encoding="${sketch.encoding ?? 'UTF-8'}"?>\r\n`,
    `<timetable ascttversion="2025.9.1" importtype="database" options="idprefix:%CHID,daynumbering1,groupstype1" displayname="aSc Timetables 2012 XML" displaycountries=""${sketch.school === undefined ? '' : ` schoolname="${escaped(sketch.school)}"`}>\r\n`,
    list(
      'periods',
      'period',
      periods.map(([starttime, endtime], index) => {
        const period = firstPeriod + index
        return { name: period, short: period, period, starttime, endtime }
      }),
    ),
    list('daysdefs', 'daysdef', [
      {
        id: 'D0',
        name: 'Любой день',
        short: 'X',
        days: days.map((_, day) => maskOf(day, days.length)).join(','),
      },
      { id: 'D1', name: 'Каждый день', short: 'E', days: everyDay },
      ...days.map((name, day) => ({
        id: `D${day + 2}`,
        name,
        short: name.slice(0, 2),
        days: maskOf(day, days.length),
      })),
    ]),
    list('weeksdefs', 'weeksdef', [{ id: 'W0', name: 'Все недели', short: 'Все', weeks: '1'.repeat(weeks) }]),
    list('termsdefs', 'termsdef', [{ id: 'T0', name: 'Весь год', short: 'Год', terms: '1' }]),
    list(
      'subjects',
      'subject',
      subjects.map(({ id, name }) => ({ id, name, short: name.slice(0, 3), partner_id: '' })),
    ),
    list(
      'teachers',
      'teacher',
      teachers.map(({ id, name }) => ({
        id,
        firstname: '',
        lastname: '',
        name,
        short: initials(name),
        gender: '',
        color: '#FF0000',
        email: '',
        mobile: '',
      })),
    ),
    list('buildings', 'building', []),
    list(
      'classrooms',
      'classroom',
      rooms.map(({ id, name }) => ({ id, name, short: name, capacity: '*', buildingid: '' })),
    ),
    list(
      'grades',
      'grade',
      [5, 6, 7].map(grade => ({ name: `${grade} класс`, short: grade, grade })),
    ),
    list(
      'classes',
      'class',
      schoolClasses.map(({ id, name }) => ({
        id,
        name,
        short: name,
        teacherid: '',
        classroomids: '',
        grade: sketch.grades?.[name] ?? '',
      })),
    ),
    list(
      'groups',
      'group',
      groups.map(({ title: _title, ...group }) => ({ ...group, studentcount: '', studentids: '' })),
    ),
    list(
      'students',
      'student',
      schoolClasses.flatMap(({ id: classid, name }) =>
        Array.from({ length: sketch.students ?? 0 }, (_, index) => ({
          id: `${classid}-${index}`,
          classid,
          name: `Ученик ${name} ${index}`,
        })),
      ),
    ),
    list(
      'lessons',
      'lesson',
      lessons.map((lesson, index) => ({
        id: `L${index + 1}`,
        classids: [
          ...new Set((lesson.for ?? []).map(mention => idOf(schoolClasses, mention.split('/')[0] ?? ''))),
        ].join(','),
        subjectid: idOf(subjects, lesson.subject),
        periodspercard: lesson.periods ?? 1,
        periodsperweek: `${lesson.perWeek ?? (lesson.cards ?? []).length * (lesson.periods ?? 1)}.0`,
        teacherids: (lesson.teachers ?? []).map(name => idOf(teachers, name)).join(','),
        classroomids: '',
        groupids: (lesson.for ?? []).map(groupId).join(','),
        capacity: '*',
        seminargroup: lesson.seminar ?? '',
        termsdefid: 'T0',
        weeksdefid: 'W0',
        daysdefid: 'D0',
      })),
    ),
    list(
      'cards',
      'card',
      lessons.flatMap(({ cards = [] }, index) =>
        cards.map(({ at: [day, period], weeks: mask, terms = '1', room }) => ({
          lessonid: `L${index + 1}`,
          classroomids: room === undefined ? '' : idOf(rooms, room),
          period,
          weeks: mask ?? '1'.repeat(weeks),
          terms,
          days: maskOf(day, days.length),
        })),
      ),
    ),
    '</timetable>\r\n',
  ].join('')
}

const maskOf = (day: number, days: number) =>
  Array.from({ length: days }, (_, index) => (index === day ? '1' : '0')).join('')
