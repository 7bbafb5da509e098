import { diaryApi, type DiaryDay } from '@diary/contracts/diary'
import { day as schoolDay } from '@diary/contracts/primitives'
import { meApi, type Child } from '@diary/contracts/session'
import { usePrefetchQuery, useSuspenseQuery } from '@tanstack/react-query'
import { IconCalendarOff } from '@tabler/icons-react'
import { useTranslation } from 'react-i18next'
import { useNavigate, useSearchParams } from 'react-router-dom'
import { query } from '#platform/api.ts'
import { useSchoolNow } from '#platform/clock.ts'
import { addDays, mondayOf } from '#platform/days.ts'
import { useFormats } from '#platform/format.ts'
import { PeriodSwitch } from '#ui/controls/period-switch.tsx'
import { PageTitle } from '#ui/shell/page-title.tsx'
import { useSwipe } from '#ui/shell/swipe.ts'
import { EmptyState } from '#ui/states/empty-state.tsx'
import { DaySheet } from './day-sheet.tsx'
import { momentOf } from './lesson.ts'
import styles from './week-screen.module.css'

type Day = DiaryDay['day']

const weekOf = (studentId: Child['id'], monday: Day) =>
  query(diaryApi.show, { params: { studentId }, query: { from: monday, to: addDays(monday, 6) } })

/** A week of the diary, laid open like the paper one. */
export function WeekScreen({ studentId }: { studentId: Child['id'] }) {
  const { t } = useTranslation('diary')
  const formats = useFormats()
  const navigate = useNavigate()
  const [search] = useSearchParams()
  const { data: me } = useSuspenseQuery(query(meApi.show, {}))
  const now = useSchoolNow(me.school.timeZone)
  const asked = schoolDay.safeParse(search.get('day'))
  const monday = mondayOf(asked.success ? asked.data : me.school.schoolDay)
  const previous = addDays(monday, -7)
  const next = addDays(monday, 7)
  const thisMonday = mondayOf(me.school.schoolDay)

  usePrefetchQuery(weekOf(studentId, previous))
  usePrefetchQuery(weekOf(studentId, next))
  const { data: diary } = useSuspenseQuery(weekOf(studentId, monday))
  const swipe = useSwipe(direction => void navigate(`?day=${direction === 'next' ? next : previous}`))

  const days = diary.days.filter(day => day.lessons.length > 0 || day.holiday !== null)
  const hasLessons = days.some(day => day.lessons.length > 0)
  // Like a spread of the paper diary: the first half of the week left, the second right.
  const half = Math.ceil(days.length / 2)

  return (
    <div {...swipe}>
      <PageTitle
        title={t('week')}
        note={formats.days(monday, addDays(monday, 5))}
        actions={
          <PeriodSwitch
            previous={{ to: `?day=${previous}`, label: t('previousWeek') }}
            next={{ to: `?day=${next}`, label: t('nextWeek') }}
            now={monday === thisMonday ? undefined : { to: '?', label: t('thisWeek') }}
          />
        }
      />
      {hasLessons ? (
        <>
          <nav className={styles.strip} aria-label={t('days')}>
            {days.map(({ day }) => (
              <a
                key={day}
                href={`#day-${day}`}
                className={styles.day}
                data-today={day === now.day || undefined}
              >
                <span>{formats.shortWeekday(day)}</span>
                <span className={styles.number}>{Number(day.slice(8))}</span>
              </a>
            ))}
          </nav>
          <div className={styles.spread}>
            {[days.slice(0, half), days.slice(half)].map((page, index) => (
              <div key={index} className={styles.page}>
                {page.map(day => {
                  const isToday = day.day === now.day
                  const moment = isToday ? momentOf(day.lessons, now.time) : undefined
                  return (
                    <DaySheet
                      key={day.day}
                      day={day}
                      isToday={isToday}
                      currentLessonId={moment?.at === 'lesson' ? moment.lesson.id : undefined}
                    />
                  )
                })}
              </div>
            ))}
          </div>
        </>
      ) : (
        <EmptyState
          icon={<IconCalendarOff size={30} stroke={1.5} />}
          title={days[0]?.holiday ?? t('emptyWeek.title')}
          text={t('emptyWeek.text')}
        />
      )}
    </div>
  )
}
