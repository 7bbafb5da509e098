import { SaxesParser } from 'saxes'
import { refuse } from '../import-error.ts'

/** A name in the file, and the line where it stands. */
export type FetName = { name: string; line: number }
export type FetRoom = FetName & { building: string | null; isVirtual: boolean }
export type FetGroup = FetName & { subgroups: FetName[] }
export type FetYear = FetName & { groups: FetGroup[] }

export type FetActivity = {
  id: string
  line: number
  teachers: FetName[]
  subject: FetName
  students: FetName[]
  duration: number
  isActive: boolean
}

/** Where a constraint puts an activity: a day and hour, or a room. */
export type FetPlacement = { activityId: string; line: number; weight: number; isActive: boolean }
export type FetStart = FetPlacement & { day: FetName; hour: FetName }
export type FetRoomChoice = FetPlacement & { room: FetName; realRooms: FetName[] }

/** What a FET file says, in FET's own words; names are not yet looked up in each other. */
export type Fet = {
  version: string
  mode: string
  institution: string
  days: FetName[]
  hours: FetName[]
  subjects: FetName[]
  teachers: FetName[]
  rooms: FetRoom[]
  years: FetYear[]
  activities: FetActivity[]
  starts: FetStart[]
  roomChoices: FetRoomChoice[]
}

const nameLengthMax = 200
const depthMax = 30
const max = {
  Day: 70,
  Hour: 100,
  Subject: 5_000,
  Teacher: 5_000,
  Room: 5_000,
  Students: 20_000,
  Activity: 30_000,
}

/** One element being read: its own text, and the texts of the children somebody may ask for. */
type Element = {
  tag: string
  path: string
  line: number
  text: string
  children: Map<string, FetName[]>
  lists: Lists
}
type Lists = { groups: FetGroup[]; subgroups: FetName[] }

/** Reads the text of a FET file. Refuses what is not one, with the line and column. */
export function parseFet(text: string): Fet {
  const fet: Fet = {
    version: '',
    mode: 'Official',
    institution: '',
    days: [],
    hours: [],
    subjects: [],
    teachers: [],
    rooms: [],
    years: [],
    activities: [],
    starts: [],
    roomChoices: [],
  }
  const parser = new SaxesParser({ position: true })
  const stack: Element[] = []
  const here = () => ({ line: parser.line, column: parser.columnIndex + 1 })
  let isClosing = false

  parser.on('doctype', () => refuse(texts => texts.doctype, here()))
  parser.on('error', error => {
    const open = stack.at(-1)
    if (isClosing && open !== undefined) refuse(texts => texts.cutShort(open.tag), here())
    const why = error.message.replace(/^[^ ]*?\d+:\d+: /, '')
    if (
      stack.length === 0 &&
      fet.version === '' &&
      /document must contain|disallowed character|text data/.test(why)
    ) {
      refuse(texts => texts.notXml, here())
    }
    refuse(texts => texts.malformed(why.replace(/\.$/, '')), here())
  })
  parser.on('opentag', ({ name: tag, attributes }) => {
    const parent = stack.at(-1)
    if (parent === undefined) {
      // Files of FET's first versions have the root in capitals.
      if (tag.toLowerCase() !== 'fet') refuse(texts => texts.notFet(tag.slice(0, 50)), here())
      const { version } = attributes
      fet.version = typeof version === 'string' ? version : ''
    }
    if (stack.length >= depthMax) refuse(texts => texts.tooDeep(depthMax), here())
    const path = parent === undefined ? '' : parent.path === '' ? tag : `${parent.path}/${tag}`
    stack.push({
      tag,
      path,
      line: parser.line,
      text: '',
      children: new Map(),
      lists: { groups: [], subgroups: [] },
    })
  })
  const addText = (piece: string) => {
    const element = stack.at(-1)
    if (element !== undefined) element.text += piece
  }
  parser.on('text', addText)
  parser.on('cdata', addText)
  parser.on('closetag', () => {
    const element = stack.pop()
    if (element === undefined) return
    const parent = stack.at(-1)
    take(fet, element, parent)
    if (parent === undefined) return
    const siblings = parent.children.get(element.tag)
    const value = { name: element.text.trim(), line: element.line }
    if (siblings === undefined) parent.children.set(element.tag, [value])
    else siblings.push(value)
  })

  parser.write(text)
  isClosing = true
  parser.close()
  if (fet.days.length === 0) refuse(texts => texts.noList('Days_List'))
  if (fet.hours.length === 0) refuse(texts => texts.noList('Hours_List'))
  if (fet.activities.length === 0) refuse(texts => texts.noList('Activities_List'))
  return fet
}

/** Puts a finished element where it belongs; what an import does not need is passed over. */
function take(fet: Fet, element: Element, parent: Element | undefined): void {
  switch (element.path) {
    case 'Mode':
      fet.mode = element.text.trim()
      return
    case 'Institution_Name':
      fet.institution =
        element.text.trim() === '' ? '' : checked(element.text.trim(), element.line, 'Institution_Name')
      return
    case 'Days_List/Day':
      return add(fet.days, named(element), 'Day', max.Day)
    case 'Hours_List/Hour':
      return add(fet.hours, named(element), 'Hour', max.Hour)
    // Before FET 5.5 the names stood in the list itself.
    case 'Days_List/Name':
      return add(fet.days, own(element), 'Day', max.Day)
    case 'Hours_List/Name':
      return add(fet.hours, own(element), 'Hour', max.Hour)
    case 'Subjects_List/Subject':
      return add(fet.subjects, named(element), 'Subject', max.Subject)
    case 'Teachers_List/Teacher':
      return add(fet.teachers, named(element), 'Teacher', max.Teacher)
    case 'Rooms_List/Room': {
      const building = value(element, 'Building')
      const isVirtual = isTrue(value(element, 'Virtual'))
      return add(
        fet.rooms,
        { ...named(element), building: building === '' ? null : building, isVirtual },
        'Room',
        max.Room,
      )
    }
    case 'Students_List/Year':
      return add(fet.years, { ...named(element), groups: element.lists.groups }, 'Year', max.Students)
    case 'Students_List/Year/Group':
      return add(
        parent?.lists.groups ?? [],
        { ...named(element), subgroups: element.lists.subgroups },
        'Group',
        max.Students,
      )
    case 'Students_List/Year/Group/Subgroup':
      return add(parent?.lists.subgroups ?? [], named(element), 'Subgroup', max.Students)
    case 'Activities_List/Activity':
      return add(fet.activities, toActivity(element), 'Activity', max.Activity)
    case 'Time_Constraints_List/ConstraintActivityPreferredStartingTime':
    case 'Time_Constraints_List/ConstraintActivityPreferredTime':
      return add(fet.starts, toStart(element), element.tag, 2 * max.Activity)
    case 'Space_Constraints_List/ConstraintActivityPreferredRoom':
      return add(fet.roomChoices, toRoomChoice(element), element.tag, 2 * max.Activity)
  }
}

function add<T extends { line: number }>(list: T[], item: T, tag: string, most: number): void {
  if (list.length >= most) refuse(texts => texts.tooMany(tag, most), { line: item.line })
  list.push(item)
}

function toActivity(element: Element): FetActivity {
  const id = value(element, 'Id')
  const subject = element.children.get('Subject')?.[0]
  if (subject === undefined || subject.name === '')
    refuse(texts => texts.noSubject(id), { line: element.line })
  return {
    id:
      id === ''
        ? refuse(texts => texts.emptyName('Id'), { line: element.line })
        : checked(id, element.line, 'Id'),
    line: element.line,
    teachers: given(element, 'Teacher'),
    subject,
    students: given(element, 'Students'),
    duration: whole(element, 'Duration', 1),
    isActive: isOn(element),
  }
}

function toStart(element: Element): FetStart {
  return {
    ...placement(element),
    day: first(element, ['Preferred_Day', 'Preferred_Starting_Day', 'Day']),
    hour: first(element, ['Preferred_Hour', 'Preferred_Starting_Hour', 'Hour']),
  }
}

function toRoomChoice(element: Element): FetRoomChoice {
  return {
    ...placement(element),
    room: first(element, ['Room']),
    realRooms: given(element, 'Real_Room'),
  }
}

function placement(element: Element): FetPlacement {
  const weight = value(element, 'Weight_Percentage')
  return {
    activityId: value(element, 'Activity_Id'),
    line: element.line,
    // Before FET 5.4 a constraint was compulsory or not, and had no percentage.
    weight: weight !== '' ? Number(weight) : value(element, 'Compulsory') === 'no' ? 0 : 100,
    isActive: isOn(element),
  }
}

const isTrue = (text: string) => /^(true|yes|1)$/i.test(text)
const isOn = (element: Element) => value(element, 'Active') === '' || isTrue(value(element, 'Active'))
const value = (element: Element, tag: string) => element.children.get(tag)?.[0]?.name ?? ''
const given = (element: Element, tag: string) =>
  (element.children.get(tag) ?? []).filter(({ name }) => name !== '')

function named(element: Element): FetName {
  return { name: checked(value(element, 'Name'), element.line, element.tag), line: element.line }
}

function own(element: Element): FetName {
  return { name: checked(element.text.trim(), element.line, element.tag), line: element.line }
}

function first(element: Element, tags: readonly string[]): FetName {
  for (const tag of tags) {
    const found = element.children.get(tag)?.[0]
    if (found !== undefined) return found
  }
  return refuse(texts => texts.emptyName(tags[0] ?? element.tag), { line: element.line })
}

function whole(element: Element, tag: string, least: number): number {
  const text = value(element, tag)
  if (text === '') return least
  if (!/^\d{1,4}$/.test(text) || Number(text) < least) {
    refuse(texts => texts.notANumber(tag, text.slice(0, 50)), {
      line: element.children.get(tag)?.[0]?.line ?? element.line,
    })
  }
  return Number(text)
}

/** A name as the database takes it, or a refusal. */
export function checked(name: string, line: number, tag: string): string {
  if (name === '') refuse(texts => texts.emptyName(tag), { line })
  // Counted as the database counts: by characters, not by UTF-16 units.
  if (name.length > nameLengthMax && [...name].length > nameLengthMax)
    refuse(texts => texts.longName(nameLengthMax), { line })
  // oxlint-disable-next-line no-control-regex
  if (/[\u0000-\u0008\u000b\u000c\u000e-\u001f\u007f]/.test(name))
    refuse(texts => texts.controlCharacter, { line })
  return name
}
