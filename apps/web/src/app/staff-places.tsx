import { attendanceApi } from '@diary/contracts/attendance'
import { calendarApi } from '@diary/contracts/calendar'
import type { Endpoint } from '@diary/contracts/endpoint'
import { gradebooksApi } from '@diary/contracts/gradebooks'
import { importsApi } from '@diary/contracts/imports'
import { lessonsApi } from '@diary/contracts/lessons'
import { classesApi } from '@diary/contracts/classes'
import { movementsApi } from '@diary/contracts/movements'
import { peopleApi } from '@diary/contracts/people'
import { signInsApi } from '@diary/contracts/sign-ins'
import type { Me } from '@diary/contracts/session'
import {
  IconArrowsLeftRight,
  IconCalendar,
  IconFileImport,
  IconListDetails,
  IconSchool,
  IconTable,
  IconTicket,
  IconUserOff,
  IconUsers,
} from '@tabler/icons-react'
import type { NamedPlace } from './places.tsx'

const staffPlaces: readonly (NamedPlace & { reads: Endpoint })[] = [
  {
    name: 'lessons',
    to: '/today',
    icon: <IconListDetails size={24} stroke={1.75} aria-hidden />,
    reads: lessonsApi.list,
  },
  {
    name: 'gradebooks',
    to: '/gradebooks',
    icon: <IconTable size={24} stroke={1.75} aria-hidden />,
    reads: gradebooksApi.list,
  },
  {
    name: 'absences',
    to: '/absences',
    icon: <IconUserOff size={24} stroke={1.75} aria-hidden />,
    reads: attendanceApi.ofClass,
  },
  {
    name: 'people',
    to: '/people',
    icon: <IconUsers size={24} stroke={1.75} aria-hidden />,
    reads: peopleApi.list,
  },
  {
    name: 'classes',
    to: '/classes',
    icon: <IconSchool size={24} stroke={1.75} aria-hidden />,
    reads: classesApi.list,
  },
  {
    name: 'calendar',
    to: '/calendar',
    icon: <IconCalendar size={24} stroke={1.75} aria-hidden />,
    reads: calendarApi.show,
  },
  {
    name: 'movements',
    to: '/movements',
    icon: <IconArrowsLeftRight size={24} stroke={1.75} aria-hidden />,
    reads: movementsApi.list,
  },
  {
    name: 'signIns',
    to: '/sign-ins',
    icon: <IconTicket size={24} stroke={1.75} aria-hidden />,
    reads: signInsApi.list,
  },
  {
    name: 'imports',
    to: '/imports',
    icon: <IconFileImport size={24} stroke={1.75} aria-hidden />,
    reads: importsApi.list,
  },
]

/** The staff's places whose data the API gives to somebody with these capacities. */
export const staffPlacesOf = (me: Me): NamedPlace[] => staffPlaces.filter(place => mayCall(place.reads, me))

/** Whether the API answers somebody with these capacities at this endpoint, before it is asked what about. */
export function mayCall({ access }: Endpoint, me: Me): boolean {
  const { by } = access
  return typeof by === 'string' || me.capacities.some(capacity => by.includes(capacity.kind))
}
