import { attendanceApi } from '@diary/contracts/attendance'
import type { SchoolClass } from '@diary/contracts/classes'
import { classId as classIdShape, day as dayShape } from '@diary/contracts/primitives'
import { meApi } from '@diary/contracts/session'
import { useSuspenseQuery } from '@tanstack/react-query'
import { IconCheck, IconMoodSmile } from '@tabler/icons-react'
import { startTransition, useOptimistic } from 'react'
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
    <ClassAbsencesOf
      key={classId}
      classId={classId}
      shown={searchParams.get('show') === 'all' ? 'all' : 'open'}
      monday={mondayOf(askedDay.success ? askedDay.data : me.school.today)}
      thisMonday={mondayOf(me.school.today)}
      ownClasses={own}
      onClass={next => setSearchParams({ class: next })}
      onShow={next => setSearchParams(next === 'all' ? { class: classId, show: next } : { class: classId })}
    />
  )
}

interface ClassAbsencesProps {
  classId: SchoolClass['id']
  shown: 'open' | 'all'
  monday: ReturnType<typeof mondayOf<ReturnType<typeof dayShape.parse>>>
  thisMonday: string
  ownClasses: readonly { value: SchoolClass['id']; label: string }[]
  onClass: (classId: SchoolClass['id']) => void
  onShow: (shown: 'open' | 'all') => void
}

function ClassAbsencesOf({
  classId,
  shown,
  monday,
  thisMonday,
  ownClasses,
  onClass,
  onShow,
}: ClassAbsencesProps) {
  const { t } = useTranslation('absenceReasons')
  const { t: ui } = useTranslation('ui')
  const formats = useFormats()
  // The choice is seen at once, while what it shows is still on its way.
  const [chosen, setChosen] = useOptimistic(shown)
  // What is open is looked for over four weeks, everything is shown a week at a time.
  const days = shown === 'open' ? 28 : 7
  const to = addDays(monday, 6)
  const from = addDays(to, 1 - days)
  const options = query(attendanceApi.ofClass, { params: { classId }, query: { from, to } })
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
  const place = `?class=${classId}${shown === 'all' ? '&show=all' : ''}`

  return (
    <>
      <PageTitle
        title={t('title', { className: data.className })}
        note={`${formats.days(from, to)} · ${openCount > 0 ? t('open', { count: openCount }) : t('noneOpen')}`}
        actions={
          <PeriodSwitch
            previous={{ to: `${place}&day=${addDays(monday, -days)}`, label: t('previous') }}
            next={{ to: `${place}&day=${addDays(monday, days)}`, label: t('next') }}
            now={monday === thisMonday ? undefined : { to: place, label: t('now') }}
          />
        }
      />
      <div className={styles.tools}>
        {ownClasses.length > 1 && (
          <Select label={t('class')} value={classId} options={ownClasses} onChange={onClass} />
        )}
        <Choice
          label={t('show')}
          hasHiddenLabel
          value={chosen}
          options={[
            { value: 'open', label: t('onlyOpen') },
            { value: 'all', label: t('all') },
          ]}
          onChange={next =>
            startTransition(() => {
              setChosen(next)
              onShow(next)
            })
          }
        />
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
