import { lazy, Suspense } from 'react'
import { useNavigate } from 'react-router-dom'
import { loadTexts } from '#platform/i18n.ts'
import { useSessionState } from '#platform/session/session.ts'
import { Boundary } from '#ui/states/boundary.tsx'
import { Splash } from './splash.tsx'
import { doorTexts } from './texts/blocks.ts'

const ActivateScreen = lazy(async () => {
  const [{ ActivateScreen: screen }] = await Promise.all([
    import('../features/activation/activate-screen.tsx'),
    loadTexts(doorTexts),
  ])
  return { default: screen }
})
const ResetScreen = lazy(async () => {
  const [{ ResetScreen: screen }] = await Promise.all([
    import('../features/activation/reset-screen.tsx'),
    loadTexts(doorTexts),
  ])
  return { default: screen }
})

/** Where a code from school is used, by somebody new or by somebody signed in. */
export function ActivatePlace() {
  const state = useSessionState()
  const navigate = useNavigate()
  if (state === 'restoring') return <Splash />
  return (
    <Boundary skeleton={<Splash />}>
      <ActivateScreen
        isSignedIn={state === 'signed-in'}
        onDone={() => void navigate('/', { replace: true })}
      />
    </Boundary>
  )
}

/** Where a forgotten password is set anew. */
export const ResetPlace = () => (
  <Suspense fallback={<Splash />}>
    <ResetScreen />
  </Suspense>
)
