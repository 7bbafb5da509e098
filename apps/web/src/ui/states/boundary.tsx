import { QueryErrorResetBoundary } from '@tanstack/react-query'
import { Component, Suspense, type ReactNode } from 'react'
import { codeOf, isCodeMissing, useProblemText } from '#platform/problems.ts'
import { ScreenSkeleton } from '../display/skeleton.tsx'
import { ErrorState } from './error-state.tsx'
import { NoPermission } from './no-permission.tsx'
import { NotFound } from './not-found.tsx'

interface BoundaryProps {
  children: ReactNode
  /** What stands here while data is on its way. */
  skeleton?: ReactNode
  /** When this changes an earlier failure is forgotten: pass the place the reader is in. */
  place?: string
}

/** Everything that can happen to a part of a screen: it loads, it fails and can be retried, it is not for you. */
export function Boundary({ children, skeleton = <ScreenSkeleton />, place }: BoundaryProps) {
  return (
    <QueryErrorResetBoundary>
      {({ reset }) => (
        <Catcher key={place} onReset={reset}>
          <Suspense fallback={skeleton}>{children}</Suspense>
        </Catcher>
      )}
    </QueryErrorResetBoundary>
  )
}

interface CatcherProps {
  children: ReactNode
  onReset: () => void
}

class Catcher extends Component<CatcherProps, { error: unknown }> {
  override state: { error: unknown } = { error: undefined }

  static getDerivedStateFromError(error: unknown) {
    return { error }
  }

  handleRetry = () => {
    // React remembers that a screen's code did not come.
    if (isCodeMissing(this.state.error)) return location.reload()
    this.props.onReset()
    this.setState({ error: undefined })
  }

  override render() {
    return this.state.error === undefined ? (
      this.props.children
    ) : (
      <Failure error={this.state.error} onRetry={this.handleRetry} />
    )
  }
}

/** The state that fits an error: retry, other rights, or no such thing. */
export function Failure({ error, onRetry }: { error: unknown; onRetry: () => void }) {
  const text = useProblemText()
  switch (codeOf(error)) {
    case 'not-allowed':
      return <NoPermission />
    case 'not-found':
      return <NotFound />
    default:
      return <ErrorState text={text(error)} onRetry={onRetry} />
  }
}
