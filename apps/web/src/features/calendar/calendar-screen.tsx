import { calendarApi, type Calendar } from '@diary/contracts/calendar'
import { yearId as yearIdShape } from '@diary/contracts/primitives'
import { useSuspenseQuery } from '@tanstack/react-query'
import { IconPlus } from '@tabler/icons-react'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useSearchParams } from 'react-router-dom'
import { query } from '#platform/api.ts'
import { Button } from '#ui/controls/button.tsx'
import { Tabs } from '#ui/controls/tabs.tsx'
import { Select } from '#ui/fields/select.tsx'
import { announce } from '#ui/overlay/announcements.ts'
import { PageTitle } from '#ui/shell/page-title.tsx'
import { BellsPart } from './bells-part.tsx'
import { DaysPart } from './days-part.tsx'
import { TermsPart } from './terms-part.tsx'
import { NewYear } from './year-form.tsx'

const parts = ['days', 'terms', 'bells'] as const

/** The school year: its days, its terms, its bells. */
export function CalendarScreen() {
  const { t } = useTranslation('calendar')
  const [isBeginning, setIsBeginning] = useState(false)
  const [search, setSearch] = useSearchParams()
  const asked = yearIdShape.safeParse(search.get('year'))
  const { data } = useSuspenseQuery(
    query(calendarApi.show, { query: asked.success ? { yearId: asked.data } : {} }),
  )
  const part = parts.find(candidate => candidate === search.get('part')) ?? 'days'
  const go = (next: { part?: string; year?: string }) =>
    setSearch({ ...Object.fromEntries(search), ...next }, { replace: true })
  const content = { days: DaysPart, terms: TermsPart, bells: BellsPart } satisfies Record<
    string,
    (props: { calendar: Calendar }) => unknown
  >
  return (
    <>
      <PageTitle
        title={t('title')}
        note={data.year.title}
        actions={
          <>
            {data.years.length > 1 && (
              <Select
                label={t('year')}
                hasHiddenLabel
                value={data.year.id}
                options={data.years.map(({ id, title }) => ({ value: id as string, label: title }))}
                onChange={year => go({ year })}
              />
            )}
            <Button look="quiet" icon={<IconPlus size={20} />} onClick={() => setIsBeginning(true)}>
              {t('newYear.open')}
            </Button>
          </>
        }
      />
      <Tabs
        label={t('title')}
        value={part}
        tabs={parts.map(value => {
          const Part = content[value]
          return { value, label: t(`parts.${value}`), content: <Part calendar={data} /> }
        })}
        onChange={value => go({ part: value })}
      />
      {isBeginning && (
        <NewYear
          last={data.years.reduce((last, year) => (year.startsOn > last.startsOn ? year : last), data.year)}
          onClose={() => setIsBeginning(false)}
          onMade={({ id, title }) => {
            announce(t('newYear.made', { title }))
            setIsBeginning(false)
            go({ year: id, part: 'terms' })
          }}
        />
      )}
    </>
  )
}
