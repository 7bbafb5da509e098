import { Navigate, Outlet, useLocation } from 'react-router-dom'
import { useTranslation } from 'react-i18next'
import { restoreSession, useSessionState } from '#platform/session/session.ts'
import { Boundary } from '#ui/states/boundary.tsx'
import { ErrorState } from '#ui/states/error-state.tsx'
import { Splash } from './splash.tsx'

/** Lets in who is signed in; the others sign in and come back to where they were. */
export function SessionGate() {
  const { t } = useTranslation('app')
  const state = useSessionState()
  const { pathname, search } = useLocation()
  if (state === 'restoring') return <Splash />
  if (state === 'unreachable')
    return <ErrorState text={t('unreachable')} onRetry={() => void restoreSession()} />
  if (state === 'left') return <Navigate to="/sign-in" replace />
  // After an ended session, or with a link somebody was sent, the way goes on from here.
  if (state !== 'signed-in')
    return (
      <Navigate
        to={pathname === '/' ? '/sign-in' : `/sign-in?next=${encodeURIComponent(pathname + search)}`}
        replace
      />
    )
  return (
    <Boundary skeleton={<Splash />}>
      <Outlet />
    </Boundary>
  )
}
