/** A FET file said shortly, for tests. */
export type FetSketch = {
  institution?: string
  mode?: string
  days?: readonly string[]
  hours?: readonly string[]
  rooms?: readonly string[]
  /** Year → group → subgroups. */
  students?: Readonly<Record<string, Readonly<Record<string, readonly string[]>>>>
  activities: readonly ActivitySketch[]
}

export type ActivitySketch = {
  subject: string
  teachers?: readonly string[]
  students?: readonly string[]
  duration?: number
  /** Day and hour, counted from 0; without it the activity has no place in the solution. */
  at?: readonly [day: number, hour: number]
  room?: string
  isActive?: boolean
  weight?: number
}

const escaped = (text: string) => text.replace(/&/g, '&amp;').replace(/</g, '&lt;').replace(/"/g, '&quot;')
const tag = (name: string, content: string | number | boolean) =>
  `<${name}>${escaped(String(content))}</${name}>\n`
const list = (name: string, items: readonly string[]) => `<${name}>\n${items.join('')}</${name}>\n`
const inside = (name: string, content: string) => `<${name}>\n${content}</${name}>\n`

/** The text of a FET “data and timetable” file; ids are numbers from 1 in the order of the activities. */
export function makeFet(sketch: FetSketch): string {
  const days = sketch.days ?? ['Понедельник', 'Вторник', 'Среда', 'Четверг', 'Пятница']
  const hours = sketch.hours ?? ['1', '2', '3', '4', '5', '6']
  const { activities } = sketch
  const once = (names: readonly string[]) => [...new Set(names)]
  const named = (element: string) => (name: string) =>
    inside(element, tag('Name', name) + tag('Comments', ''))
  const placed = activities.map((activity, index) => ({ ...activity, id: index + 1 }))
  return `<?xml version="1.0" encoding="UTF-8"?>

<fet version="6.8.5">

${tag('Mode', sketch.mode ?? 'Official')}
${tag('Institution_Name', sketch.institution ?? 'Школа')}
${list('Days_List', [tag('Number_of_Days', days.length), ...days.map(named('Day'))])}
${list('Hours_List', [tag('Number_of_Hours', hours.length), ...hours.map(named('Hour'))])}
${list('Subjects_List', once(activities.map(({ subject }) => subject)).map(named('Subject')))}
${list('Activity_Tags_List', [])}
${list('Teachers_List', once(activities.flatMap(({ teachers = [] }) => teachers)).map(named('Teacher')))}
${list(
  'Students_List',
  Object.entries(sketch.students ?? {}).map(([year, groups]) =>
    inside(
      'Year',
      tag('Name', year) +
        Object.entries(groups)
          .map(([group, subgroups]) =>
            inside('Group', tag('Name', group) + subgroups.map(named('Subgroup')).join('')),
          )
          .join(''),
    ),
  ),
)}
${list(
  'Activities_List',
  placed.map(({ id, subject, teachers = [], students = [], duration = 1, isActive = true }) =>
    inside(
      'Activity',
      teachers.map(name => tag('Teacher', name)).join('') +
        tag('Subject', subject) +
        students.map(name => tag('Students', name)).join('') +
        tag('Duration', duration) +
        tag('Id', id) +
        tag('Activity_Group_Id', 0) +
        tag('Active', isActive),
    ),
  ),
)}
${list('Buildings_List', [])}
${list('Rooms_List', (sketch.rooms ?? once(activities.flatMap(({ room }) => room ?? []))).map(named('Room')))}
${list(
  'Time_Constraints_List',
  placed.flatMap(({ id, at, weight = 100 }) =>
    at === undefined
      ? []
      : inside(
          'ConstraintActivityPreferredStartingTime',
          tag('Weight_Percentage', weight) +
            tag('Activity_Id', id) +
            tag('Preferred_Day', days[at[0]] ?? '?') +
            tag('Preferred_Hour', hours[at[1]] ?? '?') +
            tag('Permanently_Locked', false) +
            tag('Active', true),
        ),
  ),
)}
${list(
  'Space_Constraints_List',
  placed.flatMap(({ id, room, at }) =>
    room === undefined || at === undefined
      ? []
      : inside(
          'ConstraintActivityPreferredRoom',
          tag('Weight_Percentage', 100) + tag('Activity_Id', id) + tag('Room', room) + tag('Active', true),
        ),
  ),
)}
</fet>
`
}
