import { Navigate, useSearchParams } from 'react-router-dom'
import { useSessionState } from '#platform/session/session.ts'
import { SignInScreen } from '../features/session/sign-in-screen.tsx'
import { Splash } from './splash.tsx'

/** The sign-in screen, or where it leads when somebody is signed in already. */
export function SignInPlace() {
  const state = useSessionState()
  const [search] = useSearchParams()
  if (state === 'restoring') return <Splash />
  if (state === 'signed-in') return <Navigate to={localPathOf(search.get('next'))} replace />
  return <SignInScreen hasEnded={state === 'ended'} />
}

// Only a path of this site: a crafted link must not send people elsewhere after they signed in.
const localPathOf = (next: string | null) => (next && /^\/(?![/\\])/.test(next) ? next : '/')
