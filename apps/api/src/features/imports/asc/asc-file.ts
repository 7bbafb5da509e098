import { SaxesParser } from 'saxes'
import { checked } from '../fet/fet.ts'
import { refuse } from '../import-error.ts'

export type AscNamed = { id: string; name: string; short: string; line: number }
export type AscClass = AscNamed & { grade: string }
export type AscGroup = AscNamed & { classId: string; isEntireClass: boolean; division: string }
export type AscPeriod = { period: number; start: string; end: string; line: number }
/** A day, week or term of the cycle, as zeros and ones. */
export type AscMask = { mask: string; name: string; line: number }

export type AscLesson = {
  id: string
  line: number
  subjectId: string
  classIds: string[]
  groupIds: string[]
  teacherIds: string[]
  roomIds: string[]
  periodsPerCard: number
  periodsPerWeek: number | undefined
  /** Not empty: the students of the classes who chose the subject, not whole classes. */
  seminar: string
}

export type AscCard = {
  lessonId: string
  line: number
  roomIds: string[]
  period: number | undefined
  days: string
  weeks: string
  terms: string
}

/** What a file of aSc Timetables says, in its own words; ids are not yet looked up. */
export type Asc = {
  schoolName: string
  periods: AscPeriod[]
  days: AscMask[]
  subjects: AscNamed[]
  teachers: AscNamed[]
  rooms: AscNamed[]
  classes: AscClass[]
  groups: AscGroup[]
  lessons: AscLesson[]
  cards: AscCard[]
  studentCount: number
  /** Lists that have rows and that an import of a timetable has no use for. */
  passedOver: string[]
}

const most = 30_000
const cardsMost = 100_000
const depthMax = 30
/** Lists that are read, or whose content is in the cards. */
const known = new Set(
  'periods daysdefs days weeksdefs termsdefs subjects teachers classrooms grades classes groups lessons cards students'.split(
    ' ',
  ),
)

/** Reads the text of an aSc export. Refuses what is not one, with the line and column. */
export function parseAsc(text: string): Asc {
  const asc: Asc = {
    schoolName: '',
    periods: [],
    days: [],
    subjects: [],
    teachers: [],
    rooms: [],
    classes: [],
    groups: [],
    lessons: [],
    cards: [],
    studentCount: 0,
    passedOver: [],
  }
  const parser = new SaxesParser({ position: true })
  const path: string[] = []
  const here = () => ({ line: parser.line, column: parser.columnIndex + 1 })
  let isClosing = false
  let firstDay = 0

  parser.on('doctype', () => refuse(texts => texts.doctype, here()))
  parser.on('error', error => {
    const open = path.at(-1)
    if (isClosing && open !== undefined) refuse(texts => texts.cutShort(open), here())
    const why = error.message.replace(/^[^ ]*?\d+:\d+: /, '').replace(/\.$/, '')
    refuse(texts => texts.malformed(why), here())
  })
  parser.on('opentag', ({ name, attributes }) => {
    const tag = name.toLowerCase()
    const row = new Row(tag, parser.line, attributes)
    if (path.length === 0) {
      if (tag !== 'timetable') refuse(texts => texts.asc.notAsc(name.slice(0, 50)), here())
      asc.schoolName = row.text('schoolname')
      // The exports of 2008 number the days, and say whether from 0 or from 1.
      firstDay = row.text('options').includes('daynumbering1') ? 1 : 0
    }
    if (path.length >= depthMax) refuse(texts => texts.tooDeep(depthMax), here())
    if (path.length === 2) take(asc, path[1] ?? '', row, firstDay)
    path.push(tag)
  })
  parser.on('closetag', () => void path.pop())
  parser.write(text)
  isClosing = true
  parser.close()
  return asc
}

/** The attributes of one element; their names are compared without case. */
class Row {
  readonly tag: string
  readonly line: number
  readonly #values = new Map<string, string>()

  constructor(tag: string, line: number, attributes: Readonly<Record<string, unknown>>) {
    this.tag = tag
    this.line = line
    for (const [name, value] of Object.entries(attributes)) {
      if (typeof value === 'string') this.#values.set(name.toLowerCase(), value.trim())
    }
  }

  text(name: string): string {
    return this.#values.get(name) ?? ''
  }

  has(name: string): boolean {
    return this.text(name) !== ''
  }

  list(name: string): string[] {
    return [...new Set(this.text(name).split(','))].map(id => id.trim()).filter(id => id !== '')
  }

  whole(name: string): number | undefined {
    const value = this.text(name)
    if (value === '') return undefined
    // aSc writes «3.0» and, on Russian Windows, «3,0».
    const found = Number(value.replace(',', '.'))
    if (!Number.isFinite(found) || found < 0 || found > 10_000)
      refuse(texts => texts.asc.notWhole(name, value.slice(0, 50)), { line: this.line })
    return found
  }

  named(): AscNamed {
    const id = this.text('id')
    if (id === '') refuse(texts => texts.asc.missing(this.tag, 'id'), { line: this.line })
    const whole = `${this.text('lastname')} ${this.text('firstname')}`.trim()
    const name = [this.text('name'), whole, this.text('short')].find(text => text !== '') ?? ''
    return {
      id,
      name: checked(name.replace(/\s+/gu, ' '), this.line, this.tag),
      short: this.text('short'),
      line: this.line,
    }
  }
}

function take(asc: Asc, list: string, row: Row, firstDay: number): void {
  switch (`${list}/${row.tag}`) {
    case 'periods/period': {
      const period =
        row.whole('period') ?? refuse(texts => texts.asc.missing('period', 'period'), { line: row.line })
      return add(
        asc.periods,
        { period, start: row.text('starttime'), end: row.text('endtime'), line: row.line },
        row,
      )
    }
    case 'daysdefs/daysdef':
      return add(asc.days, { mask: row.text('days'), name: row.text('name'), line: row.line }, row)
    case 'days/day': {
      const day = (row.whole('day') ?? asc.days.length + firstDay) - firstDay
      return add(asc.days, { mask: dayMask(day), name: row.text('name'), line: row.line }, row)
    }
    case 'subjects/subject':
      return add(asc.subjects, row.named(), row)
    case 'teachers/teacher':
      return add(asc.teachers, row.named(), row)
    case 'classrooms/classroom':
      return add(asc.rooms, row.named(), row)
    case 'classes/class':
      return add(asc.classes, { ...row.named(), grade: row.text('grade') }, row)
    case 'groups/group':
      return add(
        asc.groups,
        {
          ...row.named(),
          classId: row.text('classid'),
          isEntireClass: row.text('entireclass') === '1',
          division: row.text('divisiontag'),
        },
        row,
      )
    case 'lessons/lesson':
      return add(asc.lessons, lessonOf(row, row.text('id')), row)
    case 'cards/card':
      return takeCard(asc, row, firstDay)
    case 'students/student':
      asc.studentCount += 1
      return
    default:
      if (!known.has(list) && !asc.passedOver.includes(list)) asc.passedOver.push(list)
  }
}

function lessonOf(row: Row, id: string): AscLesson {
  const seminar = row.text('seminargroup')
  return {
    id:
      id === ''
        ? refuse(texts => texts.asc.missing(row.tag, 'id'), { line: row.line })
        : checked(id, row.line, row.tag),
    line: row.line,
    subjectId: row.text('subjectid'),
    classIds: row.list('classids'),
    groupIds: row.list('groupids'),
    teacherIds: row.list(row.has('teacherids') ? 'teacherids' : 'teacherid'),
    roomIds: row.list('classroomids'),
    periodsPerCard: Math.max(1, Math.trunc(row.whole('periodspercard') ?? row.whole('durationperiods') ?? 1)),
    periodsPerWeek: row.whole('periodsperweek'),
    seminar: seminar === '0' ? '' : seminar,
  }
}

function takeCard(asc: Asc, row: Row, firstDay: number): void {
  let lessonId = row.text('lessonid')
  if (lessonId === '' && row.has('subjectid')) {
    // The short form, without a list of lessons: the card is its own.
    lessonId = `card ${asc.cards.length + 1}`
    add(asc.lessons, lessonOf(row, lessonId), row)
  }
  if (lessonId === '') refuse(texts => texts.asc.missing('card', 'lessonid'), { line: row.line })
  const day = row.whole('day')
  if (asc.cards.length >= cardsMost) refuse(texts => texts.tooMany('card', cardsMost), { line: row.line })
  asc.cards.push({
    lessonId,
    line: row.line,
    roomIds: row.list('classroomids'),
    period: row.whole('period'),
    days: row.has('days') || day === undefined ? row.text('days') : dayMask(day - firstDay),
    weeks: row.text('weeks'),
    terms: row.text('terms'),
  })
}

const dayMask = (day: number) => `${'0'.repeat(Math.min(Math.max(day, 0), 69))}1`

function add<T>(list: T[], item: T, row: Row): void {
  if (list.length >= most) refuse(texts => texts.tooMany(row.tag, most), { line: row.line })
  list.push(item)
}
