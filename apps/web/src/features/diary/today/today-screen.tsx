import { diaryApi } from '@diary/contracts/diary'
import { meApi, type Child } from '@diary/contracts/session'
import { useSuspenseQueries, useSuspenseQuery } from '@tanstack/react-query'
import { useTranslation } from 'react-i18next'
import { Link } from 'react-router-dom'
import { query } from '#platform/api.ts'
import { useSchoolNow } from '#platform/clock.ts'
import { addDays } from '#platform/days.ts'
import { useFormats } from '#platform/format.ts'
import { TextSkeleton } from '#ui/display/skeleton.tsx'
import { PageTitle } from '#ui/shell/page-title.tsx'
import { Boundary } from '#ui/states/boundary.tsx'
import { DaySheet } from '../day-sheet.tsx'
import { momentOf, nextDayWithLessons } from '../lesson.ts'
import { HomeworkForDay } from './homework-for-day.tsx'
import { NewMarks } from './new-marks.tsx'
import { NowStrip } from './now-strip.tsx'
import styles from './today-screen.module.css'

// From Friday over the weekend to Tuesday: nearly always the next school day, and few bytes.
const aheadMax = 4

/** What a parent opens the diary for: where the child is, what is for tomorrow, what is new. */
export function TodayScreen({ studentId }: { studentId: Child['id'] }) {
  const { t } = useTranslation('diary')
  const formats = useFormats()
  const { data: me } = useSuspenseQuery(query(meApi.show, {}))
  const { schoolDay, timeZone } = me.school
  const now = useSchoolNow(timeZone)
  const range = { from: schoolDay, to: addDays(schoolDay, aheadMax) }
  const [{ data: diary }, { data: homework }] = useSuspenseQueries({
    queries: [
      query(diaryApi.show, { params: { studentId }, query: range }),
      query(diaryApi.homework, { params: { studentId }, query: range }),
    ],
  })

  const isSchoolDay = me.school.today === schoolDay
  const shown = diary.days.find(({ day }) => day === schoolDay) ?? {
    day: schoolDay,
    holiday: null,
    lessons: [],
  }
  const moment = isSchoolDay && now.day === schoolDay ? momentOf(shown.lessons, now.time) : undefined
  const nextDay = isSchoolDay ? nextDayWithLessons(diary.days, schoolDay)?.day : schoolDay

  return (
    <>
      <PageTitle
        title={t('todayPage.title')}
        note={
          isSchoolDay
            ? formats.weekdayAndDay(schoolDay)
            : t('todayPage.nextSchoolDay', { day: formats.weekdayAndDay(schoolDay) })
        }
      />
      <div className={styles.page}>
        {moment && (
          <div className={styles.now}>
            <NowStrip moment={moment} />
          </div>
        )}
        <div className={styles.news}>
          <HomeworkForDay
            studentId={studentId}
            day={nextDay}
            today={me.school.today}
            items={homework.items.filter(item => item.dueOn === nextDay)}
          />
          <Boundary skeleton={<TextSkeleton />}>
            <NewMarks studentId={studentId} />
          </Boundary>
        </div>
        <div className={styles.lessons}>
          <DaySheet
            day={shown}
            isToday={isSchoolDay}
            title={isSchoolDay ? t('todayPage.lessons') : undefined}
            currentLessonId={moment?.at === 'lesson' ? moment.lesson.id : undefined}
          />
          <Link to={`/children/${studentId}/week`} className={styles.week}>
            {t('todayPage.wholeDiary')}
          </Link>
        </div>
      </div>
    </>
  )
}
