import { day, gradebookId, importId } from '@diary/contracts/primitives'
import { useParams, useRoutes, useSearchParams, type RouteObject } from 'react-router-dom'
import { NotFound } from '#ui/states/not-found.tsx'
import { officeRoutes } from './office-routes.tsx'
import { staffScreen } from './staff-screen.tsx'

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
const ImportsScreen = staffScreen(
  async () => (await import('../features/imports/imports-screen.tsx')).ImportsScreen,
)
const SignInsScreen = staffScreen(
  async () => (await import('../features/sign-ins/sign-ins-screen.tsx')).SignInsScreen,
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
  ...officeRoutes,
  { path: 'sign-ins', element: <SignInsScreen /> },
  { path: 'imports', element: <ImportsScreen /> },
  { path: 'imports/:importId', element: <ImportPlace /> },
  { path: 'imports/:importId/:stage', element: <ImportPlace /> },
  { path: '*', element: <NotFound /> },
]

/** The staff's places: whatever address is no family's. */
export const StaffRoutes = () => useRoutes(routes)
