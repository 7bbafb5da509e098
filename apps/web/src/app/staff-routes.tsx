import { day, gradebookId, importId, personId, classId } from '@diary/contracts/primitives'
import { attendanceApi } from '@diary/contracts/attendance'
import { peopleApi } from '@diary/contracts/people'
import { meApi } from '@diary/contracts/session'
import { useSuspenseQuery } from '@tanstack/react-query'
import { lazy, type ComponentType } from 'react'
import { useParams, useRoutes, useSearchParams, type RouteObject } from 'react-router-dom'
import { query } from '#platform/api.ts'
import { loadTexts } from '#platform/i18n.ts'
import { NotFound } from '#ui/states/not-found.tsx'
import { mayCall } from './staff-places.tsx'
import { staffTexts } from './texts/blocks.ts'

/** A staff screen with its words, loaded side by side when the place is first visited. */
function staffScreen<Props extends object>(load: () => Promise<ComponentType<Props>>) {
  return lazy(async () => {
    const [screen] = await Promise.all([load(), loadTexts(staffTexts)])
    return { default: screen }
  })
}

const LessonPanel = staffScreen(
  async () => (await import('../features/lessons/lesson-panel.tsx')).LessonPanel,
)
const TeacherDayScreen = staffScreen(
  async () => (await import('../features/teacher-day/teacher-day-screen.tsx')).TeacherDayScreen,
)
const GradebooksScreen = staffScreen(
  async () => (await import('../features/gradebook/gradebooks-screen.tsx')).GradebooksScreen,
)
const GradebookScreen = staffScreen(
  async () => (await import('../features/gradebook/gradebook-screen.tsx')).GradebookScreen,
)
const AbsencesScreen = staffScreen(
  async () => (await import('../features/absence-reasons/absences-screen.tsx')).AbsencesScreen,
)
const PeopleScreen = staffScreen(
  async () => (await import('../features/people/people-screen.tsx')).PeopleScreen,
)
const PersonScreen = staffScreen(
  async () => (await import('../features/people/person-screen.tsx')).PersonScreen,
)
const ClassesScreen = staffScreen(
  async () => (await import('../features/classes/classes-screen.tsx')).ClassesScreen,
)
const ClassScreen = staffScreen(
  async () => (await import('../features/classes/class-screen.tsx')).ClassScreen,
)

const FirstSteps = staffScreen(async () => (await import('../features/imports/first-steps.tsx')).FirstSteps)
const ImportsScreen = staffScreen(
  async () => (await import('../features/imports/imports-screen.tsx')).ImportsScreen,
)
const ImportScreen = staffScreen(
  async () => (await import('../features/imports/import-screen.tsx')).ImportScreen,
)

function GradebookPlace() {
  const named = gradebookId.safeParse(useParams().gradebookId)
  const [search] = useSearchParams()
  const from = day.safeParse(search.get('from'))
  const to = day.safeParse(search.get('to'))
  if (!named.success) return <NotFound />
  const range = from.success && to.success ? { from: from.data, to: to.data } : {}
  return (
    <GradebookScreen
      key={[named.data, range.from, range.to].join(' ')}
      gradebookId={named.data}
      range={range}
    />
  )
}

function ImportPlace() {
  const { importId: id, stage } = useParams()
  const named = importId.safeParse(id)
  return named.success ? <ImportScreen key={named.data} importId={named.data} stage={stage} /> : <NotFound />
}

function PersonPlace() {
  const named = personId.safeParse(useParams().personId)
  return named.success ? <PersonScreen personId={named.data} /> : <NotFound />
}

function ClassPlace() {
  const { data: me } = useSuspenseQuery(query(meApi.show, {}))
  const named = classId.safeParse(useParams().classId)
  if (!named.success) return <NotFound />
  return (
    <ClassScreen
      classId={named.data}
      canOpenPeople={mayCall(peopleApi.show, me)}
      canOpenAbsences={mayCall(attendanceApi.ofClass, me)}
    />
  )
}

// A lesson opens over the page it was opened from: `?lesson=` names it.
const routes: RouteObject[] = [
  {
    path: 'today',
    element: (
      <>
        <TeacherDayScreen />
        <LessonPanel />
      </>
    ),
  },
  { path: 'gradebooks', element: <GradebooksScreen /> },
  {
    path: 'gradebooks/:gradebookId',
    element: (
      <>
        <GradebookPlace />
        <LessonPanel />
      </>
    ),
  },
  { path: 'absences', element: <AbsencesScreen /> },
  {
    path: 'people',
    element: (
      <>
        <FirstSteps />
        <PeopleScreen />
      </>
    ),
  },
  { path: 'people/:personId', element: <PersonPlace /> },
  { path: 'classes', element: <ClassesScreen /> },
  { path: 'classes/:classId', element: <ClassPlace /> },
  { path: 'imports', element: <ImportsScreen /> },
  { path: 'imports/:importId', element: <ImportPlace /> },
  { path: 'imports/:importId/:stage', element: <ImportPlace /> },
  { path: '*', element: <NotFound /> },
]

/** The staff's places: whatever address is no family's. */
export const StaffRoutes = () => useRoutes(routes)
