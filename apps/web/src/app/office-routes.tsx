import { calendarApi } from '@diary/contracts/calendar'
import { attendanceApi } from '@diary/contracts/attendance'
import { classesApi } from '@diary/contracts/classes'
import { groupsApi } from '@diary/contracts/groups'
import { peopleApi } from '@diary/contracts/people'
import {
  classId as classIdShape,
  groupId as groupIdShape,
  personId as personIdShape,
} from '@diary/contracts/primitives'
import { meApi } from '@diary/contracts/session'
import { staffApi } from '@diary/contracts/staff'
import { useSuspenseQuery } from '@tanstack/react-query'
import { useParams, type RouteObject } from 'react-router-dom'
import { query } from '#platform/api.ts'
import { NotFound } from '#ui/states/not-found.tsx'
import { mayCall } from './staff-places.tsx'
import { staffScreen } from './staff-screen.tsx'

const PeopleScreen = staffScreen(
  async () => (await import('../features/people/people-screen.tsx')).PeopleScreen,
)
const PersonScreen = staffScreen(
  async () => (await import('../features/people/person/person-screen.tsx')).PersonScreen,
)
const FamilyScreen = staffScreen(
  async () => (await import('../features/people/family/family-screen.tsx')).FamilyScreen,
)
const StaffScreen = staffScreen(
  async () => (await import('../features/people/staff/staff-screen.tsx')).StaffScreen,
)
const GiveCapacity = staffScreen(
  async () => (await import('../features/people/staff/give-capacity.tsx')).GiveCapacity,
)
const ClassesScreen = staffScreen(
  async () => (await import('../features/classes/classes-screen.tsx')).ClassesScreen,
)
const ClassScreen = staffScreen(
  async () => (await import('../features/classes/class-screen.tsx')).ClassScreen,
)
const SplitScreen = staffScreen(async () => (await import('../features/groups/split-screen.tsx')).SplitScreen)
const GroupScreen = staffScreen(
  async () => (await import('../features/groups/page/group-screen.tsx')).GroupScreen,
)
const SubjectsScreen = staffScreen(
  async () => (await import('../features/groups/subjects/subjects-screen.tsx')).SubjectsScreen,
)
const CalendarScreen = staffScreen(
  async () => (await import('../features/calendar/calendar-screen.tsx')).CalendarScreen,
)
const MovementsScreen = staffScreen(
  async () => (await import('../features/movements/movements-screen.tsx')).MovementsScreen,
)
const FirstSteps = staffScreen(async () => (await import('../features/imports/first-steps.tsx')).FirstSteps)

const useMe = () => useSuspenseQuery(query(meApi.show, {})).data

function PeoplePlace() {
  const me = useMe()
  return (
    <>
      <FirstSteps />
      <PeopleScreen canAdd={mayCall(peopleApi.create, me)} />
    </>
  )
}

function PersonPlace() {
  const named = personIdShape.safeParse(useParams().personId)
  return named.success ? <PersonScreen key={named.data} personId={named.data} /> : <NotFound />
}

function FamilyPlace() {
  const named = personIdShape.safeParse(useParams().personId)
  return named.success ? <FamilyScreen personId={named.data} /> : <NotFound />
}

function ClassesPlace() {
  const me = useMe()
  return (
    <ClassesScreen
      canAdd={mayCall(classesApi.create, me)}
      canReadCalendar={mayCall(calendarApi.show, me)}
      canReadSubjects={mayCall(groupsApi.subjects, me)}
    />
  )
}

function ClassPlace() {
  const me = useMe()
  const named = classIdShape.safeParse(useParams().classId)
  if (!named.success) return <NotFound />
  return (
    <ClassScreen
      key={named.data}
      classId={named.data}
      canOpenPeople={mayCall(peopleApi.show, me)}
      canOpenAbsences={mayCall(attendanceApi.ofClass, me)}
      canEdit={mayCall(classesApi.update, me)}
      canSplit={mayCall(groupsApi.split, me)}
      canOpenGroups={mayCall(groupsApi.show, me)}
      handOver={
        mayCall(staffApi.giveCapacity, me)
          ? onClose => <GiveCapacity classId={named.data} kinds={['class_teacher']} onClose={onClose} />
          : undefined
      }
    />
  )
}

function SplitPlace() {
  const named = classIdShape.safeParse(useParams().classId)
  return named.success ? <SplitClass classId={named.data} /> : <NotFound />
}

function SplitClass({ classId }: { classId: ReturnType<typeof classIdShape.parse> }) {
  const { data } = useSuspenseQuery(query(classesApi.show, { params: { classId } }))
  return <SplitScreen classId={classId} classTitle={data.title} />
}

function GroupPlace() {
  const me = useMe()
  const named = groupIdShape.safeParse(useParams().groupId)
  return named.success ? (
    <GroupScreen key={named.data} groupId={named.data} canOpenPeople={mayCall(peopleApi.show, me)} />
  ) : (
    <NotFound />
  )
}

/** The office's places: people, classes, groups, the calendar. */
export const officeRoutes: RouteObject[] = [
  { path: 'people', element: <PeoplePlace /> },
  { path: 'people/:personId', element: <PersonPlace /> },
  { path: 'people/:personId/family', element: <FamilyPlace /> },
  { path: 'staff', element: <StaffScreen /> },
  { path: 'classes', element: <ClassesPlace /> },
  { path: 'classes/:classId', element: <ClassPlace /> },
  { path: 'classes/:classId/split', element: <SplitPlace /> },
  { path: 'groups/:groupId', element: <GroupPlace /> },
  { path: 'subjects', element: <SubjectsScreen /> },
  { path: 'calendar', element: <CalendarScreen /> },
  { path: 'movements', element: <MovementsScreen /> },
]
