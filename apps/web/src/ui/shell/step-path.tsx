import { IconCheck } from '@tabler/icons-react'
import { useTranslation } from 'react-i18next'
import { Link } from 'react-router-dom'
import { VisuallyHidden } from '../display/visually-hidden.tsx'
import styles from './step-path.module.css'

interface Step {
  name: string
  /** Where one may go to it; nothing while it is not reached. */
  to?: string | undefined
}

interface StepPathProps {
  /** What the steps lead to, read out before them. */
  label: string
  steps: readonly Step[]
  /** Which one is shown, counted from 0. */
  current: number
  /** How many are behind. */
  done: number
}

/** The way through a longer piece of work: what is behind, where one stands, what is still to come. */
export function StepPath({ label, steps, current, done }: StepPathProps) {
  const { t } = useTranslation('ui')
  return (
    <nav aria-label={label} className={styles.path}>
      <ol className={styles.steps}>
        {steps.map((step, index) => {
          const isDone = index < done
          return (
            <li
              key={step.name}
              className={styles.step}
              data-state={index === current ? 'current' : isDone ? 'done' : 'coming'}
              aria-current={index === current ? 'step' : undefined}
            >
              <span className={styles.number} aria-hidden>
                {isDone && index !== current ? <IconCheck size={16} stroke={2.5} /> : index + 1}
              </span>
              <span className={styles.name}>
                {step.to === undefined || index === current ? (
                  step.name
                ) : (
                  <Link to={step.to}>{step.name}</Link>
                )}
                {isDone && <VisuallyHidden> ({t('stepDone')})</VisuallyHidden>}
              </span>
            </li>
          )
        })}
      </ol>
    </nav>
  )
}
