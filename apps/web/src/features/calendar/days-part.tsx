import type { Calendar } from '@diary/contracts/calendar'
import { classesApi } from '@diary/contracts/classes'
import { useQuery } from '@tanstack/react-query'
import { IconPlus } from '@tabler/icons-react'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { query } from '#platform/api.ts'
import { useFormats } from '#platform/format.ts'
import { Button } from '#ui/controls/button.tsx'
import { Card } from '#ui/display/card.tsx'
import { EmptyState } from '#ui/states/empty-state.tsx'
import { ChangeEntry, NewEntry } from './entry-form.tsx'
import { YearView } from './year-view.tsx'
import styles from './calendar.module.css'

/** The year as a picture, and the days that are not as usual in words. */
export function DaysPart({ calendar }: { calendar: Calendar }) {
  const { t } = useTranslation('calendar')
  const formats = useFormats()
  const { data: classes } = useQuery(query(classesApi.list, {}))
  const [doing, setDoing] = useState<string>()
  const entry = calendar.entries.find(({ id }) => id === doing)
  const close = () => setDoing(undefined)
  const titlesOf = (ids: readonly string[]) =>
    (classes?.items ?? [])
      .filter(({ id }) => ids.includes(id))
      .map(({ title }) => title)
      .join(', ')
  return (
    <div className={styles.year}>
      <Card
        title={t('entry.list')}
        aside={
          <Button look="quiet" icon={<IconPlus size={20} />} onClick={() => setDoing('new')}>
            {t('entry.add')}
          </Button>
        }
      >
        {calendar.entries.length === 0 ? (
          <EmptyState title={t('entry.none.title')} text={t('entry.none.text')} />
        ) : (
          <ul>
            {calendar.entries.map(({ id, kind, title, startsOn, endsOn, classIds }) => (
              <li key={id}>
                <button type="button" className={styles.entry} onClick={() => setDoing(id)}>
                  <span className={styles.day} data-kind={kind} aria-hidden />
                  <strong>{title}</strong>
                  <span className={styles.note}>
                    {[
                      startsOn === endsOn ? formats.day(startsOn) : formats.days(startsOn, endsOn),
                      t(`kind.${kind}`),
                      classIds.length > 0 && t('entry.only', { classes: titlesOf(classIds) }),
                    ]
                      .filter(Boolean)
                      .join(' · ')}
                  </span>
                </button>
              </li>
            ))}
          </ul>
        )}
      </Card>
      <YearView calendar={calendar} />
      {doing === 'new' && <NewEntry calendar={calendar} onClose={close} />}
      {entry && <ChangeEntry key={entry.id} entry={entry} calendar={calendar} onClose={close} />}
    </div>
  )
}
