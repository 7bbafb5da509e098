import { IconNotebook } from '@tabler/icons-react'
import type { ReactNode } from 'react'
import { State } from './state.tsx'

interface EmptyStateProps {
  title: string
  /** What to do next, or when something will be here. */
  text: string
  action?: ReactNode
  icon?: ReactNode
}

/** Nothing is here, and that is all right. */
export function EmptyState({ icon = <IconNotebook size={30} stroke={1.5} />, ...rest }: EmptyStateProps) {
  return <State icon={icon} {...rest} />
}
