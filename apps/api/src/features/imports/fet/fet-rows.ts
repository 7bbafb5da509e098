import { refuse, type Notice } from '../import-error.ts'
import type { Fet, FetActivity, FetName, FetPlacement } from './fet.ts'

/** One hour of one activity in the solution. Days and hours are places in the file's own lists. */
export type FetRow = {
  activity: FetActivity
  day: number
  hour: number
  room: string | null
  realRooms: string[]
}

/** The hours of the solution, an activity of n hours being n rows, in the order of the file's activities. */
export function solutionRows(fet: Fet): { rows: FetRow[]; notices: Notice[] } {
  const active = new Map<string, FetActivity>()
  const known = new Set<string>()
  const lists = namesOf(fet)
  for (const activity of fet.activities) {
    if (known.has(activity.id)) refuse(texts => texts.twice('Activity', activity.id), { line: activity.line })
    known.add(activity.id)
    if (!activity.isActive) continue
    active.set(activity.id, activity)
    mustKnow(lists.subjects, 'Subjects_List', activity.subject)
    for (const teacher of activity.teachers) mustKnow(lists.teachers, 'Teachers_List', teacher)
    for (const students of activity.students) mustKnow(lists.students, 'Students_List', students)
  }

  const starts = new Map<string, { day: number; hour: number }>()
  for (const start of fet.starts) {
    if (!decides(start, known, active)) continue
    const day = mustKnow(lists.days, 'Days_List', start.day)
    const hour = mustKnow(lists.hours, 'Hours_List', start.hour)
    const before = starts.get(start.activityId)
    if (before !== undefined && (before.day !== day || before.hour !== hour)) {
      refuse(texts => texts.twoTimes(start.activityId), { line: start.line })
    }
    starts.set(start.activityId, { day, hour })
  }
  if (starts.size === 0) refuse(texts => texts.noSolution)

  const rooms = new Map<string, { name: string; realRooms: string[] }>()
  for (const choice of fet.roomChoices) {
    if (!decides(choice, known, active)) continue
    for (const room of [choice.room, ...choice.realRooms]) mustKnow(lists.rooms, 'Rooms_List', room)
    const before = rooms.get(choice.activityId)
    if (before !== undefined && before.name !== choice.room.name) {
      refuse(texts => texts.twoRooms(choice.activityId), { line: choice.line })
    }
    const realRooms = choice.realRooms.map(({ name }) => name)
    if (before === undefined || realRooms.length > 0)
      rooms.set(choice.activityId, { name: choice.room.name, realRooms })
  }

  const rows: FetRow[] = []
  const unplaced: string[] = []
  for (const activity of active.values()) {
    const start = starts.get(activity.id)
    if (start === undefined) {
      unplaced.push(activity.id)
      continue
    }
    if (start.hour + activity.duration > fet.hours.length) {
      const last = fet.hours.at(-1)?.name ?? ''
      refuse(texts => texts.pastLastHour(activity.id, activity.duration, last), {
        line: activity.line,
      })
    }
    const room = rooms.get(activity.id)
    for (let hour = start.hour; hour < start.hour + activity.duration; hour += 1) {
      rows.push({
        activity,
        day: start.day,
        hour,
        room: room?.name ?? null,
        realRooms: room?.realRooms ?? [],
      })
    }
  }
  return {
    rows,
    notices: unplaced.length === 0 ? [] : [{ say: texts => texts.unplaced(unplaced) }],
  }
}

/** FET writes its solution as constraints that allow no other place: weight 100, switched on, of an activity that is. */
function decides(
  choice: FetPlacement,
  known: ReadonlySet<string>,
  active: ReadonlyMap<string, unknown>,
): boolean {
  if (!choice.isActive || choice.weight < 100) return false
  if (!known.has(choice.activityId))
    refuse(texts => texts.noActivity(choice.activityId), { line: choice.line })
  return active.has(choice.activityId)
}

type Names = ReadonlyMap<string, number>

function namesOf(fet: Fet): Record<'days' | 'hours' | 'subjects' | 'teachers' | 'rooms' | 'students', Names> {
  const sets = fet.years.flatMap(year => [year, ...year.groups.flatMap(group => [group, ...group.subgroups])])
  return {
    days: unique(fet.days, 'Day'),
    hours: unique(fet.hours, 'Hour'),
    // «HEN» and «HEN » are two teachers for FET and one for everybody else.
    subjects: placesOf(fet.subjects),
    teachers: placesOf(fet.teachers),
    rooms: placesOf(fet.rooms),
    // A group may stand in several years and a subgroup in several groups: the same children.
    students: placesOf(sets),
  }
}

const placesOf = (list: readonly FetName[]): Names => new Map(list.map(({ name }, index) => [name, index]))

function unique(list: readonly FetName[], tag: string): Names {
  const names = new Map<string, number>()
  for (const [index, { name, line }] of list.entries()) {
    if (names.has(name)) refuse(texts => texts.twice(tag, name), { line })
    names.set(name, index)
  }
  return names
}

function mustKnow(names: Names, list: string, { name, line }: FetName): number {
  return names.get(name) ?? refuse(texts => texts.unknownName(list, name.slice(0, 100)), { line })
}
