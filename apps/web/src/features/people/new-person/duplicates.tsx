import { ApiProblem } from '@diary/contracts/call'
import { peopleApi, type ProbableDuplicate } from '@diary/contracts/people'
import type { ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import { z } from 'zod'
import { useFormats } from '#platform/format.ts'
import { Button } from '#ui/controls/button.tsx'
import { Badge } from '#ui/display/badge.tsx'
import styles from './duplicates.module.css'

/** Who may be the one that is about to be made, as the refusal tells. */
export function duplicatesIn(error: unknown): readonly ProbableDuplicate[] {
  if (!(error instanceof ApiProblem) || error.code !== 'person-duplicate') return []
  const said = z.safeDecode(peopleApi.create.current, error.current as never)
  return said.success ? said.data.duplicates : []
}

interface DuplicatesProps {
  people: readonly ProbableDuplicate[]
  /** Takes one of them instead of making somebody new. */
  choose: (person: ProbableDuplicate) => ReactNode
  onMakeAnyway: () => void
}

/** People alike are shown for a decision and never taken for one another in silence. */
export function Duplicates({ people, choose, onMakeAnyway }: DuplicatesProps) {
  const { t } = useTranslation('people')
  const formats = useFormats()
  if (people.length === 0) return null
  return (
    <div className={styles.duplicates} role="alert">
      <p className={styles.question}>{t('duplicates.question')}</p>
      <ul className={styles.list}>
        {people.map(person => (
          <li key={person.id} className={styles.person}>
            <strong>{person.name}</strong>
            <span className={styles.note}>
              {[
                ...person.kinds.map(kind => t(`oneOf.${kind}`)),
                person.note,
                person.birthOn && t('bornOn', { day: formats.dayOfYear(person.birthOn) }),
              ]
                .filter(Boolean)
                .join(' · ')}
            </span>
            <span className={styles.alike}>
              {person.alike.map(what => (
                <Badge key={what} tone="warn">
                  {t(`duplicates.alike.${what}`)}
                </Badge>
              ))}
            </span>
            {choose(person)}
          </li>
        ))}
      </ul>
      <Button onClick={onMakeAnyway}>{t('duplicates.makeAnyway')}</Button>
    </div>
  )
}
