import type { Calendar } from '@diary/contracts/calendar'
import { IconPencil, IconPlus } from '@tabler/icons-react'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useFormats } from '#platform/format.ts'
import { Button } from '#ui/controls/button.tsx'
import { Card } from '#ui/display/card.tsx'
import { EmptyState } from '#ui/states/empty-state.tsx'
import { ChangeBells, NewBells } from './bells-form.tsx'
import styles from './calendar.module.css'

/** The bells of every shift, and of days that are shorter. */
export function BellsPart({ calendar }: { calendar: Calendar }) {
  const { t } = useTranslation('calendar')
  const formats = useFormats()
  const [doing, setDoing] = useState<string>()
  const bells = calendar.bells.find(({ id }) => id === doing)
  const close = () => setDoing(undefined)
  return (
    <div className={styles.stack}>
      <div>
        <Button icon={<IconPlus size={20} />} onClick={() => setDoing('new')}>
          {t('bells.new')}
        </Button>
      </div>
      {calendar.bells.length === 0 && (
        <EmptyState title={t('bells.none.title')} text={t('bells.none.text')} />
      )}
      <div className={styles.cards}>
        {calendar.bells.map(({ id, title, shift, isSpecial, validFrom, validTo, slots }) => (
          <Card
            key={id}
            title={title}
            aside={
              <Button look="quiet" icon={<IconPencil size={20} />} onClick={() => setDoing(id)}>
                {t('change')}
              </Button>
            }
          >
            <p className={styles.note}>
              {[
                t('bells.ofShift', { shift }),
                isSpecial && t('bells.special'),
                t('bells.from', { day: formats.dayOfYear(validFrom) }),
                validTo && t('bells.to', { day: formats.dayOfYear(validTo) }),
              ]
                .filter(Boolean)
                .join(' · ')}
            </p>
            <ul>
              {slots.map(({ number, startsAt, endsAt }) => (
                <li key={number} className={styles.line}>
                  <span>{t('bells.lesson', { number })}</span>
                  <span>
                    {startsAt}–{endsAt}
                  </span>
                </li>
              ))}
            </ul>
          </Card>
        ))}
      </div>
      {doing === 'new' && <NewBells onClose={close} />}
      {bells && <ChangeBells key={bells.id} bells={bells} onClose={close} />}
    </div>
  )
}
