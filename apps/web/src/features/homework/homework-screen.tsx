import { diaryApi, type HomeworkItem } from '@diary/contracts/diary'
import { day as schoolDay } from '@diary/contracts/primitives'
import { meApi, type Child } from '@diary/contracts/session'
import { usePrefetchQuery, useSuspenseQuery } from '@tanstack/react-query'
import { IconBook2 } from '@tabler/icons-react'
import { useTranslation } from 'react-i18next'
import { useNavigate, useSearchParams } from 'react-router-dom'
import { query } from '#platform/api.ts'
import { addDays, mondayOf } from '#platform/days.ts'
import { useFormats } from '#platform/format.ts'
import { groupedBy } from '#platform/grouped-by.ts'
import { PeriodSwitch } from '#ui/controls/period-switch.tsx'
import { PageTitle } from '#ui/shell/page-title.tsx'
import { useSwipe } from '#ui/shell/swipe.ts'
import { EmptyState } from '#ui/states/empty-state.tsx'
import { DueDay } from './due-day.tsx'
import styles from './homework-screen.module.css'

type Day = HomeworkItem['dueOn']

const weekOf = (studentId: Child['id'], monday: Day) =>
  query(diaryApi.homework, { params: { studentId }, query: { from: monday, to: addDays(monday, 6) } })

/** Homework of a week by the day it is due on: the next day first, then the later ones, what is past below. */
export function HomeworkScreen({ studentId }: { studentId: Child['id'] }) {
  const { t } = useTranslation('homework')
  const formats = useFormats()
  const navigate = useNavigate()
  const [search] = useSearchParams()
  const { data: me } = useSuspenseQuery(query(meApi.show, {}))
  const { today } = me.school
  const asked = schoolDay.safeParse(search.get('day'))
  // From Friday's last lesson on, what is due is due next week.
  const thisMonday = mondayOf(addDays(today, 1))
  const monday = asked.success ? mondayOf(asked.data) : thisMonday
  const previous = addDays(monday, -7)
  const next = addDays(monday, 7)

  usePrefetchQuery(weekOf(studentId, next))
  usePrefetchQuery(weekOf(studentId, previous))
  const { data } = useSuspenseQuery(weekOf(studentId, monday))
  const swipe = useSwipe(direction => void navigate(`?day=${direction === 'next' ? next : previous}`))

  const days = [...groupedBy(data.items, ({ dueOn }) => dueOn)]
  const ahead = days.filter(([day]) => day > today).sort(([one], [other]) => (one < other ? -1 : 1))
  const past = days.filter(([day]) => day <= today).sort(([one], [other]) => (one < other ? 1 : -1))

  return (
    <div {...swipe}>
      <PageTitle
        title={t('title')}
        note={formats.days(monday, addDays(monday, 5))}
        actions={
          <PeriodSwitch
            previous={{ to: `?day=${previous}`, label: t('previousWeek') }}
            next={{ to: `?day=${next}`, label: t('nextWeek') }}
            now={monday === thisMonday ? undefined : { to: '?', label: t('thisWeek') }}
          />
        }
      />
      {days.length > 0 ? (
        <div className={styles.days}>
          {[...ahead, ...past].map(([day, items]) => (
            <DueDay key={day} day={day} today={today} items={items} />
          ))}
        </div>
      ) : (
        <EmptyState
          icon={<IconBook2 size={30} stroke={1.5} />}
          title={t('empty.title')}
          text={t('empty.text')}
        />
      )}
    </div>
  )
}
