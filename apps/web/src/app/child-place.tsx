import { studentId } from '@diary/contracts/primitives'
import type { Child } from '@diary/contracts/session'
import type { ComponentType } from 'react'
import { useParams } from 'react-router-dom'
import { NotFound } from '#ui/states/not-found.tsx'

/** Hands a screen the child its address names. */
export function ChildPlace({ screen: Screen }: { screen: ComponentType<{ studentId: Child['id'] }> }) {
  const named = studentId.safeParse(useParams().studentId)
  // Keyed by the child, so that nothing opened for one stays open for the other.
  return named.success ? <Screen key={named.data} studentId={named.data} /> : <NotFound />
}
