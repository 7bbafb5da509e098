import { lazy } from 'react'
import { useRoutes, type RouteObject } from 'react-router-dom'
import { ChildPlace } from './child-place.tsx'
import { ActivatePlace, ResetPlace } from './door-places.tsx'
import { AttendanceScreen, HomeworkScreen, MarksScreen, TodayScreen, WeekScreen } from './family-screens.ts'
import { Layout } from './layout.tsx'
import { SessionGate } from './session-gate.tsx'
import { SignInPlace } from './sign-in-place.tsx'
import { Start } from './start.tsx'

const AccountScreen = lazy(async () => ({
  default: (await import('../features/account/account-screen.tsx')).AccountScreen,
}))

const StaffRoutes = lazy(async () => ({ default: (await import('./staff-routes.tsx')).StaffRoutes }))

const routes: RouteObject[] = [
  { path: 'sign-in', element: <SignInPlace /> },
  { path: 'activate', element: <ActivatePlace /> },
  { path: 'reset', element: <ResetPlace /> },
  {
    element: <SessionGate />,
    children: [
      { index: true, element: <Start /> },
      {
        element: <Layout />,
        children: [
          {
            path: 'children/:studentId',
            children: [
              { path: 'today', element: <ChildPlace screen={TodayScreen} /> },
              { path: 'week', element: <ChildPlace screen={WeekScreen} /> },
              { path: 'homework', element: <ChildPlace screen={HomeworkScreen} /> },
              { path: 'marks', element: <ChildPlace screen={MarksScreen} /> },
              { path: 'attendance', element: <ChildPlace screen={AttendanceScreen} /> },
            ],
          },
          { path: 'account', element: <AccountScreen /> },
          // A family never loads the staff's side.
          { path: '*', element: <StaffRoutes /> },
        ],
      },
    ],
  },
]

/** Every place of the client. */
export const Places = () => useRoutes(routes)
