import type { Calendar, TermScheme } from '@diary/contracts/calendar'
import { IconPencil, IconPlus } from '@tabler/icons-react'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useFormats } from '#platform/format.ts'
import { useToday } from '#platform/today.ts'
import { Button } from '#ui/controls/button.tsx'
import { Badge } from '#ui/display/badge.tsx'
import { Card } from '#ui/display/card.tsx'
import { EmptyState } from '#ui/states/empty-state.tsx'
import { ChangeScheme, NewScheme } from './scheme-form.tsx'
import { useRuleNames } from './rules-of-some.tsx'
import styles from './calendar.module.css'

/** The ways the year is divided, and for whom. */
export function TermsPart({ calendar }: { calendar: Calendar }) {
  const { t } = useTranslation('calendar')
  const formats = useFormats()
  const today = useToday()
  const nameOf = useRuleNames()
  const [doing, setDoing] = useState<string>()
  const scheme = calendar.schemes.find(({ id }) => id === doing)
  const close = () => setDoing(undefined)
  const forWhom = ({ rules }: TermScheme) => {
    const words = rules.map(({ subjectId, classId, grade }) =>
      subjectId !== null
        ? nameOf(subjectId)
        : classId !== null
          ? nameOf(classId)
          : grade === null
            ? t('scheme.wholeSchool')
            : t('scheme.grade', { grade }),
    )
    return [...new Set(words)].join(', ') || t('scheme.forNobody')
  }
  return (
    <div className={styles.stack}>
      <div>
        <Button icon={<IconPlus size={20} />} onClick={() => setDoing('new')}>
          {t('scheme.new')}
        </Button>
      </div>
      {calendar.schemes.length === 0 && (
        <EmptyState title={t('scheme.none.title')} text={t('scheme.none.text')} />
      )}
      <div className={styles.cards}>
        {calendar.schemes.map(one => (
          <Card
            key={one.id}
            title={one.title}
            aside={
              <Button look="quiet" icon={<IconPencil size={20} />} onClick={() => setDoing(one.id)}>
                {t('change')}
              </Button>
            }
          >
            <p className={styles.note}>{forWhom(one)}</p>
            <ul>
              {one.terms.map(({ id, title, startsOn, endsOn }) => (
                <li key={id} className={styles.line}>
                  <span>{title}</span>
                  <span className={styles.note}>{formats.days(startsOn, endsOn)}</span>
                  {startsOn <= today && today <= endsOn && <Badge tone="accent">{t('now')}</Badge>}
                </li>
              ))}
            </ul>
          </Card>
        ))}
      </div>
      {doing === 'new' && <NewScheme calendar={calendar} onClose={close} />}
      {scheme && <ChangeScheme key={scheme.id} scheme={scheme} calendar={calendar} onClose={close} />}
    </div>
  )
}
