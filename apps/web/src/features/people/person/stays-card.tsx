import type { PersonPage } from '@diary/contracts/people'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useSearchParams } from 'react-router-dom'
import { useToday } from '#platform/today.ts'
import { Button } from '#ui/controls/button.tsx'
import { JoinClass } from '../moves/join-class.tsx'
import { Leave } from '../moves/leave.tsx'
import { Item, Listed, useSpan } from './parts.tsx'

type Doing = 'arrive' | 'change' | 'leave'

/** The classes of a student, with the orders, and what can happen next. */
export function StaysCard({ person }: { person: PersonPage }) {
  const { t } = useTranslation('people')
  const span = useSpan()
  const today = useToday()
  const [search, setSearch] = useSearchParams()
  // A student who was just made is asked for a class at once.
  const [doing, setDoing] = useState<Doing | undefined>(
    search.get('do') === 'arrive' && person.can.edit ? 'arrive' : undefined,
  )
  const stay = person.enrolments.find(({ untilOn }) => untilOn === null || untilOn >= today)
  const close = () => {
    setDoing(undefined)
    if (search.has('do')) setSearch({}, { replace: true })
  }
  return (
    <>
      <Listed
        title={t('enrolments')}
        nothing={t('moves.noClass')}
        count={person.enrolments.length}
        actions={
          person.can.edit &&
          (stay ? (
            <>
              <Button onClick={() => setDoing('change')}>{t('moves.change')}</Button>
              <Button onClick={() => setDoing('leave')}>{t('moves.leave')}</Button>
            </>
          ) : (
            <Button look="primary" onClick={() => setDoing('arrive')}>
              {t('moves.arrive')}
            </Button>
          ))
        }
      >
        {person.enrolments.map(({ id, className, classId, fromOn, untilOn, order, endOrder, endReason }) => (
          <Item
            key={id}
            to={`/classes/${classId}`}
            name={className}
            isOver={untilOn !== null && untilOn < today}
          >
            {[
              span(fromOn, untilOn),
              order && t('moves.byOrder', { order }),
              endOrder && t('moves.endByOrder', { order: endOrder }),
              endReason,
            ]
              .filter(Boolean)
              .join(' · ')}
          </Item>
        ))}
      </Listed>
      {doing === 'arrive' && !stay && <JoinClass person={person} onClose={close} />}
      {doing === 'change' && stay && <JoinClass person={person} from={stay} onClose={close} />}
      {doing === 'leave' && stay && <Leave person={person} stay={stay} onClose={close} />}
    </>
  )
}
