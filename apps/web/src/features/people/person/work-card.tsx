import type { PersonPage } from '@diary/contracts/people'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useToday } from '#platform/today.ts'
import { Button } from '#ui/controls/button.tsx'
import { Badge } from '#ui/display/badge.tsx'
import { ChangeCapacity, ChangeTeaching } from '../staff/change-days.tsx'
import { GiveCapacity } from '../staff/give-capacity.tsx'
import { GiveTeaching } from '../staff/give-teaching.tsx'
import { Item, Listed, useSpan } from './parts.tsx'

/** What a member of staff may act as and teaches, and since when. */
export function WorkCard({ person }: { person: PersonPage }) {
  const { t } = useTranslation('people')
  const span = useSpan()
  const today = useToday()
  const [doing, setDoing] = useState<string>()
  const close = () => setDoing(undefined)
  const { giveCapacities } = person.can
  const canChange = giveCapacities.length > 0
  const capacity = person.capacities.find(({ id }) => id === doing)
  const teaching = person.teachings.find(({ id }) => id === doing)
  return (
    <>
      <Listed
        title={t('capacities')}
        nothing={t('work.none')}
        count={person.capacities.length}
        actions={canChange && <Button onClick={() => setDoing('give')}>{t('work.add')}</Button>}
      >
        {person.capacities.map(({ id, kind, className, fromOn, untilOn, isActive }) => (
          <Item
            key={id}
            name={[t(`capacity.${kind}`), className].filter(Boolean).join(' ')}
            isOver={!isActive && untilOn !== null && untilOn < today}
            badge={!isActive && <Badge>{t('rights.inactive')}</Badge>}
            actions={
              giveCapacities.includes(kind) && (
                <Button look="quiet" onClick={() => setDoing(id)}>
                  {t('work.changeDays')}
                </Button>
              )
            }
          >
            {span(fromOn, untilOn)}
          </Item>
        ))}
      </Listed>
      {(canChange || person.teachings.length > 0) && (
        <Listed
          title={t('staff.teachings')}
          nothing={t('work.noTeachings')}
          count={person.teachings.length}
          actions={canChange && <Button onClick={() => setDoing('teach')}>{t('work.addTeaching')}</Button>}
        >
          {person.teachings.map(({ id, subject, group, fromOn, untilOn }) => (
            <Item
              key={id}
              name={`${subject}, ${group}`}
              isOver={untilOn !== null && untilOn < today}
              actions={
                canChange && (
                  <Button look="quiet" onClick={() => setDoing(id)}>
                    {t('work.changeDays')}
                  </Button>
                )
              }
            >
              {span(fromOn, untilOn)}
            </Item>
          ))}
        </Listed>
      )}
      {doing === 'give' && (
        <GiveCapacity staff={{ id: person.id, name: person.name }} kinds={giveCapacities} onClose={close} />
      )}
      {doing === 'teach' && <GiveTeaching staff={{ id: person.id, name: person.name }} onClose={close} />}
      {capacity && <ChangeCapacity of={capacity} onClose={close} />}
      {teaching && <ChangeTeaching of={teaching} onClose={close} />}
    </>
  )
}
