import { IconBook2, IconCalendarWeek, IconChecklist, IconHome, IconUserOff } from '@tabler/icons-react'
import type { ReactNode } from 'react'

type PlaceName =
  | 'today'
  | 'week'
  | 'marks'
  | 'attendance'
  | 'homework'
  | 'lessons'
  | 'gradebooks'
  | 'absences'
  | 'people'
  | 'classes'
  | 'calendar'
  | 'movements'
  | 'imports'
  | 'signIns'

/** A place in the navigation. */
export interface NamedPlace {
  name: PlaceName
  to: string
  icon: ReactNode
}

/** The pages of a child's diary. */
export const childPlacesOf = (studentId: string): NamedPlace[] => [
  {
    name: 'today',
    to: `/children/${studentId}/today`,
    icon: <IconHome size={24} stroke={1.75} aria-hidden />,
  },
  {
    name: 'week',
    to: `/children/${studentId}/week`,
    icon: <IconCalendarWeek size={24} stroke={1.75} aria-hidden />,
  },
  {
    name: 'homework',
    to: `/children/${studentId}/homework`,
    icon: <IconBook2 size={24} stroke={1.75} aria-hidden />,
  },
  {
    name: 'marks',
    to: `/children/${studentId}/marks`,
    icon: <IconChecklist size={24} stroke={1.75} aria-hidden />,
  },
  {
    name: 'attendance',
    to: `/children/${studentId}/attendance`,
    icon: <IconUserOff size={24} stroke={1.75} aria-hidden />,
  },
]
