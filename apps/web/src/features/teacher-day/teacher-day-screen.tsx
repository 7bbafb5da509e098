import { lessonsApi } from '@diary/contracts/lessons'
import { day as dayShape } from '@diary/contracts/primitives'
import { meApi } from '@diary/contracts/session'
import { usePrefetchQuery, useSuspenseQuery } from '@tanstack/react-query'
import { IconArrowDown, IconBeach, IconCheck } from '@tabler/icons-react'
import { useTranslation } from 'react-i18next'
import { useSearchParams } from 'react-router-dom'
import { query } from '#platform/api.ts'
import { useSchoolNow } from '#platform/clock.ts'
import { addDays } from '#platform/days.ts'
import { useFormats } from '#platform/format.ts'
import { Button, LinkButton } from '#ui/controls/button.tsx'
import { PeriodSwitch } from '#ui/controls/period-switch.tsx'
import { PageTitle } from '#ui/shell/page-title.tsx'
import { EmptyState } from '#ui/states/empty-state.tsx'
import { ClassAbsencesLink } from './class-absences-link.tsx'
import { LessonCard } from './lesson-card.tsx'
import styles from './teacher-day-screen.module.css'

/** The teacher's day: what there is to teach, and what each lesson still lacks. */
export function TeacherDayScreen() {
  const { t } = useTranslation('teacherDay')
  const formats = useFormats()
  const [searchParams, setSearchParams] = useSearchParams()
  const { data: me } = useSuspenseQuery(query(meApi.show, {}))
  const now = useSchoolNow(me.school.timeZone)
  const asked = dayShape.safeParse(searchParams.get('day'))
  const day = asked.success ? asked.data : me.school.schoolDay
  const previous = addDays(day, -1)
  const next = addDays(day, 1)

  usePrefetchQuery(query(lessonsApi.list, { query: { day: previous } }))
  usePrefetchQuery(query(lessonsApi.list, { query: { day: next } }))
  const { data } = useSuspenseQuery(query(lessonsApi.list, { query: { day } }))

  const gaps = data.items.filter(({ lacks }) => lacks.length > 0)
  const openLesson = (lessonId: string) => {
    const params = new URLSearchParams(searchParams)
    params.set('lesson', lessonId)
    setSearchParams(params)
  }
  const classes = me.capacities.filter(({ kind, classId }) => kind === 'class_teacher' && classId !== null)
  const nextGap = gaps[0]

  return (
    <>
      <PageTitle
        title={`${formats.weekday(day)}, ${formats.day(day)}`}
        note={
          data.items.length === 0 ? undefined : nextGap ? (
            t('gaps', { count: gaps.length })
          ) : (
            <span className={styles.allDone}>
              <IconCheck size={18} aria-hidden /> {t('allDone')}
            </span>
          )
        }
        actions={
          <PeriodSwitch
            previous={{ to: `?day=${previous}`, label: t('previous') }}
            next={{ to: `?day=${next}`, label: t('next') }}
            now={day === me.school.schoolDay ? undefined : { to: '?', label: t('today') }}
          />
        }
      />
      {(nextGap || classes.length > 0) && (
        <div className={styles.actions}>
          {nextGap && (
            <Button look="primary" icon={<IconArrowDown size={20} />} onClick={() => openLesson(nextGap.id)}>
              {t('nextGap')}
            </Button>
          )}
          {classes.map(
            ({ classId, className }) =>
              classId && (
                <ClassAbsencesLink key={classId} classId={classId} className={className ?? ''} day={day} />
              ),
          )}
        </div>
      )}
      {data.items.length === 0 ? (
        <EmptyState
          icon={<IconBeach size={30} stroke={1.5} />}
          title={t('empty.title')}
          text={t('empty.text')}
          action={<LinkButton to="/gradebooks">{t('empty.action')}</LinkButton>}
        />
      ) : (
        <ol className={styles.lessons} aria-label={t('lessons')}>
          {data.items.map(lesson => (
            <LessonCard
              key={lesson.id}
              lesson={lesson}
              isNow={
                lesson.day === now.day &&
                lesson.startsAt !== null &&
                lesson.endsAt !== null &&
                lesson.startsAt <= now.time &&
                now.time < lesson.endsAt
              }
              onOpen={() => openLesson(lesson.id)}
            />
          ))}
        </ol>
      )}
    </>
  )
}
