import type { Guardianship, PersonPage } from '@diary/contracts/people'
import { IconUserPlus } from '@tabler/icons-react'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { Button, LinkButton } from '#ui/controls/button.tsx'
import { Badge } from '#ui/display/badge.tsx'
import { ChangeGuardianship } from '../guardians/change-guardianship.tsx'
import { EndGuardianship } from '../guardians/end-guardianship.tsx'
import { NewGuardianship } from '../guardians/new-guardianship.tsx'
import { Item, Listed, useSpan } from './parts.tsx'

type Doing = { what: 'new' } | { what: 'change' | 'end'; id: Guardianship['id'] }

/** The guardians of a child, or the children of a guardian, with the right each rests on. */
export function RightsCard({ person, isChild }: { person: PersonPage; isChild: boolean }) {
  const { t } = useTranslation('people')
  const span = useSpan()
  const [doing, setDoing] = useState<Doing>()
  const rights = isChild ? person.guardians : person.children
  const chosen = doing && 'id' in doing ? rights.find(({ id }) => id === doing.id) : undefined
  const close = () => setDoing(undefined)
  return (
    <>
      <Listed
        title={t(isChild ? 'guardians' : 'children')}
        nothing={t(isChild ? 'rights.noGuardians' : 'rights.noChildren')}
        count={rights.length}
        actions={
          <>
            {person.can.edit && (
              <Button icon={<IconUserPlus size={20} />} onClick={() => setDoing({ what: 'new' })}>
                {t(isChild ? 'rights.addGuardian' : 'rights.addChild')}
              </Button>
            )}
            {rights.length > 0 && (
              <LinkButton look="quiet" to={`/people/${person.id}/family`}>
                {t('family.open')}
              </LinkButton>
            )}
          </>
        }
      >
        {rights.map(right => (
          <Item
            key={right.id}
            to={`/people/${isChild ? right.guardianId : right.studentId}`}
            name={isChild ? right.guardianName : right.studentName}
            isOver={!right.isActive}
            badge={!right.isActive && <Badge>{t('rights.inactive')}</Badge>}
            actions={
              person.can.edit && (
                <>
                  <Button look="quiet" onClick={() => setDoing({ what: 'change', id: right.id })}>
                    {t('rights.change')}
                  </Button>
                  {right.isActive && (
                    <Button look="quiet" onClick={() => setDoing({ what: 'end', id: right.id })}>
                      {t('rights.end')}
                    </Button>
                  )}
                </>
              )
            }
          >
            {[
              !isChild && right.className,
              t(`guardianship.${right.kind}`),
              span(right.fromOn, right.untilOn),
              right.ground && t('ground', { ground: right.ground }),
              right.endReason && t('rights.endedBecause', { reason: right.endReason }),
            ]
              .filter(Boolean)
              .join(' · ')}
          </Item>
        ))}
      </Listed>
      {doing?.what === 'new' && <NewGuardianship person={person} isChild={isChild} onClose={close} />}
      {chosen && doing?.what === 'change' && <ChangeGuardianship right={chosen} onClose={close} />}
      {chosen && doing?.what === 'end' && <EndGuardianship right={chosen} onClose={close} />}
    </>
  )
}
