import { attendanceApi } from '@diary/contracts/attendance'
import type { SchoolClass } from '@diary/contracts/people'
import { classId as classIdShape, day as dayShape } from '@diary/contracts/primitives'
import { meApi } from '@diary/contracts/session'
import { useSuspenseQuery } from '@tanstack/react-query'
import { IconCheck, IconMoodSmile } from '@tabler/icons-react'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useSearchParams } from 'react-router-dom'
import { query } from '#platform/api.ts'
import { addDays, mondayOf } from '#platform/days.ts'
import { useFormats } from '#platform/format.ts'
import { Choice } from '#ui/controls/choice.tsx'
import { LinkButton } from '#ui/controls/button.tsx'
import { PeriodSwitch } from '#ui/controls/period-switch.tsx'
import { attendanceKindOf } from '#ui/display/attendance-kind.ts'
import { AttendanceLetter } from '#ui/display/attendance-letter.tsx'
import { Card } from '#ui/display/card.tsx'
import { Select } from '#ui/fields/select.tsx'
import { PageTitle } from '#ui/shell/page-title.tsx'
import { EmptyState } from '#ui/states/empty-state.tsx'
import styles from './absence-reasons.module.css'
import { RunCard } from './run-card.tsx'
import { othersOf, toRuns } from './runs.ts'
import { keyOfAbsence, useReasons } from './use-reasons.ts'

/** The class teacher's page: why somebody was away, a week at a time, what is open first. */
export function AbsencesScreen() {
  const { t } = useTranslation('absenceReasons')
  const [searchParams, setSearchParams] = useSearchParams()
  const { data: me } = useSuspenseQuery(query(meApi.show, {}))
  const own = me.capacities.flatMap(({ kind, classId, className }) =>
    kind === 'class_teacher' && classId ? [{ value: classId, label: className ?? '' }] : [],
  )
  const asked = classIdShape.safeParse(searchParams.get('class'))
  const classId = asked.success ? asked.data : own[0]?.value
  const askedDay = dayShape.safeParse(searchParams.get('day'))

  if (!classId) {
    return (
      <>
        <PageTitle title={t('titleAny')} />
        <EmptyState
          title={t('noClass.title')}
          text={t('noClass.text')}
          action={<LinkButton to="/classes">{t('noClass.action')}</LinkButton>}
        />
      </>
    )
  }
  return (
    <Week
      key={classId}
      classId={classId}
      monday={mondayOf(askedDay.success ? askedDay.data : me.school.today)}
      thisMonday={mondayOf(me.school.today)}
      ownClasses={own}
      onClass={next => setSearchParams({ class: next })}
    />
  )
}

interface WeekProps {
  classId: SchoolClass['id']
  monday: ReturnType<typeof mondayOf<ReturnType<typeof dayShape.parse>>>
  thisMonday: string
  ownClasses: readonly { value: SchoolClass['id']; label: string }[]
  onClass: (classId: SchoolClass['id']) => void
}

function Week({ classId, monday, thisMonday, ownClasses, onClass }: WeekProps) {
  const { t } = useTranslation('absenceReasons')
  const { t: ui } = useTranslation('ui')
  const formats = useFormats()
  const [shown, setShown] = useState<'open' | 'all'>('open')
  const options = query(attendanceApi.ofClass, {
    params: { classId },
    query: { from: monday, to: addDays(monday, 6) },
  })
  const { data } = useSuspenseQuery(options)
  const reasons = useReasons(options.queryKey)

  const runs = toRuns(data.items)
  const others = othersOf(data.items)
  const openCount = runs.reduce((sum, run) => sum + run.openCount, 0)
  // What was just given a reason stays in its place: a second look, or a second thought, needs no search.
  const listed =
    shown === 'all'
      ? runs
      : runs.filter(run => run.openCount > 0 || run.absences.some(absence => reasons.savingOf(absence)))
  const link = (day: string) => `?class=${classId}&day=${day}`

  return (
    <>
      <PageTitle
        title={t('title', { className: data.className })}
        note={`${formats.days(monday, addDays(monday, 6))} · ${openCount > 0 ? t('open', { count: openCount }) : t('noneOpen')}`}
        actions={
          <PeriodSwitch
            previous={{ to: link(addDays(monday, -7)), label: t('previous') }}
            next={{ to: link(addDays(monday, 7)), label: t('next') }}
            now={monday === thisMonday ? undefined : { to: `?class=${classId}`, label: t('now') }}
          />
        }
      />
      <div className={styles.tools}>
        {ownClasses.length > 1 && (
          <Select label={t('class')} value={classId} options={ownClasses} onChange={onClass} />
        )}
        {runs.length > 0 && (
          <Choice
            label={t('show')}
            hasHiddenLabel
            value={shown}
            options={[
              { value: 'open', label: t('onlyOpen') },
              { value: 'all', label: t('all') },
            ]}
            onChange={setShown}
          />
        )}
      </div>
      {runs.length === 0 && others.length === 0 && (
        <EmptyState
          icon={<IconMoodSmile size={30} stroke={1.5} />}
          title={t('empty.title')}
          text={t('empty.text')}
        />
      )}
      {runs.length > 0 && listed.length === 0 && (
        <EmptyState
          icon={<IconCheck size={30} stroke={1.5} />}
          title={t('emptyOpen.title')}
          text={t('emptyOpen.text')}
        />
      )}
      <ul className={styles.runs}>
        {listed.map(run => (
          <RunCard key={run.key} run={run} reasons={reasons} />
        ))}
      </ul>
      {shown === 'all' && others.length > 0 && (
        <Card title={t('late')}>
          <ul>
            {others.map(absence => {
              const kind = attendanceKindOf(absence)
              return (
                <li key={keyOfAbsence(absence)} className={styles.lesson}>
                  <span className={styles.subject}>
                    <strong>{absence.studentName}</strong> · {formats.shortDay(absence.day)} ·{' '}
                    {absence.subject}
                    {kind && ` · ${ui(`attendance.${kind}.word`)}`}
                    {absence.lateMinutes !== null && `, ${t('minutes', { count: absence.lateMinutes })}`}
                  </span>
                  {kind && <AttendanceLetter kind={kind} />}
                </li>
              )
            })}
          </ul>
        </Card>
      )}
    </>
  )
}
