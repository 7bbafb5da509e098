import { Navigate, Outlet, useLocation } from 'react-router-dom'
import { useTranslation } from 'react-i18next'
import { restoreSession, useSessionState } from '#platform/session.ts'
import { Boundary } from '#ui/states/boundary.tsx'
import { ErrorState } from '#ui/states/error-state.tsx'
import { Splash } from './splash.tsx'

/** Lets in who is signed in; the others sign in and come back to where they were. */
export function SessionGate() {
  const { t } = useTranslation('app')
  const state = useSessionState()
  const { pathname, search } = useLocation()
  switch (state) {
    case 'restoring':
      return <Splash />
    case 'signed-in':
      return (
        <Boundary skeleton={<Splash />}>
          <Outlet />
        </Boundary>
      )
    case 'unreachable':
      return <ErrorState text={t('unreachable')} onRetry={() => void restoreSession()} />
    case 'ended':
      return <Navigate to={`/sign-in?next=${encodeURIComponent(pathname + search)}`} replace />
    case 'signed-out':
      // Whoever left on purpose starts anew; a link somebody was sent still leads there after signing in.
      return (
        <Navigate
          to={pathname === '/' ? '/sign-in' : `/sign-in?next=${encodeURIComponent(pathname + search)}`}
          replace
        />
      )
  }
}
