import {
  absence as absenceShape,
  attendanceApi,
  type Absence,
  type Observation,
} from '@diary/contracts/attendance'
import { call } from '@diary/contracts/call'
import { lesson as lessonShape, lessonsApi, type Lesson } from '@diary/contracts/lessons'
import { IconCheck } from '@tabler/icons-react'
import { useTranslation } from 'react-i18next'
import { useFormats } from '#platform/format.ts'
import { sessionFetch } from '#platform/session/session.ts'
import { Button } from '#ui/controls/button.tsx'
import { attendanceKindOf } from '#ui/display/attendance-kind.ts'
import { AttendanceLetter } from '#ui/display/attendance-letter.tsx'
import { Clash } from '#ui/saving/clash.tsx'
import styles from './lessons.module.css'
import { idOf } from './section-links.tsx'
import { SaveNote } from '#ui/saving/save-note.tsx'
import { useUnsaved } from './saving/unsaved.ts'
import { useEdits } from '#platform/saving/use-edits.ts'
import type { PanelData } from './use-panel-data.ts'

interface AttendanceSectionProps {
  data: PanelData
}

/** Who is away: one tap each. Then one press says that the others are there. */
export function AttendanceSection({ data }: AttendanceSectionProps) {
  const { t } = useTranslation('lessons')
  const formats = useFormats()
  const { lesson, students, absences, onLesson, onParts } = data
  // Whoever says second that attendance was taken says the same: a newer version is no reason to ask.
  const taken = useEdits({
    draftKey: `attendance ${lesson.id}`,
    thing: lesson,
    versionOf: ({ version }) => version,
    valuesOf: ({ attendanceAt }) => ({ isAttendanceTaken: attendanceAt !== null }),
    shape: lessonShape,
    send: (body, _, { id, version }) =>
      call(lessonsApi.update, { params: { lessonId: id }, body, ifVersion: version }, sessionFetch),
    onNow: onLesson,
  })
  const { isAttendanceTaken } = taken.values
  const handleTake = () => {
    taken.set('isAttendanceTaken', !isAttendanceTaken)
    void taken.save()
  }
  const awayCount = absences.filter(({ observation }) => observation === 'absent').length
  const isClosed = !lesson.can.edit || data.isFuture
  return (
    <section id={idOf('attendance')} className={styles.section} aria-label={t('attendance.title')}>
      <h3 className={styles.heading}>{t('attendance.title')}</h3>
      {students.length === 0 ? (
        <p className={styles.note}>{t('attendance.empty')}</p>
      ) : (
        <>
          <p className={styles.note}>
            {lesson.attendanceAt === null
              ? t('attendance.notTaken')
              : t('attendance.takenAt', { moment: formats.moment(lesson.attendanceAt) })}
            {awayCount > 0 && ` · ${t('attendance.away', { count: awayCount })}`}
          </p>
          {!isClosed && (
            <Button
              look={isAttendanceTaken ? 'quiet' : 'primary'}
              icon={isAttendanceTaken ? undefined : <IconCheck size={20} />}
              isBusy={taken.state.is === 'saving'}
              onClick={handleTake}
            >
              {isAttendanceTaken
                ? t('attendance.recheck')
                : t(awayCount > 0 ? 'attendance.checked' : 'attendance.nobodyAway')}
            </Button>
          )}
          {taken.state.is === 'refused' && (
            <SaveNote state={taken.state} isDirty={taken.isDirty} onRetry={taken.save} />
          )}
          <ul className={styles.students}>
            {students.map(student => (
              <StudentRow
                key={student.id}
                name={student.name}
                studentId={student.id}
                lessonId={lesson.id}
                absence={absences.find(({ studentId }) => studentId === student.id)}
                isClosed={isClosed}
                onChanged={onParts}
              />
            ))}
          </ul>
        </>
      )}
    </section>
  )
}

interface Seen {
  observation: Observation
}

interface StudentRowProps {
  name: string
  studentId: Absence['studentId']
  lessonId: Lesson['id']
  absence: Absence | undefined
  isClosed: boolean
  onChanged: () => void
}

function StudentRow({ name, studentId, lessonId, absence, isClosed, onChanged }: StudentRowProps) {
  const { t } = useTranslation('lessons')
  const { t: ui } = useTranslation('ui')
  const { values, now, set, save, isDirty, state, clashes, takeTheirs, keepMine, forget } = useEdits<
    Absence | undefined,
    Seen
  >({
    draftKey: `attendance ${lessonId} ${studentId}`,
    thing: absence,
    versionOf: thing => thing?.version ?? null,
    valuesOf: thing => ({ observation: thing?.observation ?? 'present' }),
    shape: absenceShape,
    send: (_, { observation }, thing) => {
      const sent = {
        params: { lessonId, studentId },
        body: { observation },
        ifVersion: thing?.version ?? null,
      }
      return call(attendanceApi.put, sent, sessionFetch)
    },
    onNow: onChanged,
  })
  useUnsaved(isDirty, save, forget)
  const kindOf = ({ observation }: Seen) =>
    attendanceKindOf({
      observation,
      reason: observation === now.observation ? (absence?.reason ?? null) : null,
    })
  const shown = kindOf(values)
  const wordOf = (kind: ReturnType<typeof kindOf>) =>
    kind ? ui(`attendance.${kind}.word`) : t('clash.empty')
  const toggle = (observation: Observation) => {
    set('observation', values.observation === observation ? 'present' : observation)
    void save()
  }
  return (
    <li className={styles.student}>
      <span className={styles.studentName}>{name}</span>
      {shown && shown !== 'absent' && shown !== 'late' && <AttendanceLetter kind={shown} />}
      {!isClosed && (
        <span className={styles.toggles}>
          {(['absent', 'late'] as const).map(kind => (
            <button
              key={kind}
              type="button"
              className={styles.toggle}
              aria-label={t('attendance.toggle', { name, kind: ui(`attendance.${kind}.word`) })}
              title={ui(`attendance.${kind}.word`)}
              aria-pressed={values.observation === kind}
              onClick={() => toggle(kind)}
            >
              {ui(`attendance.${kind}.letter`)}
            </button>
          ))}
        </span>
      )}
      {isClosed && shown && (shown === 'absent' || shown === 'late') && <AttendanceLetter kind={shown} />}
      {(state.is === 'refused' || state.is === 'clash') && (
        <div className={styles.wide}>
          <Clash
            fields={clashes.map(() => ({
              label: name,
              theirs: wordOf(kindOf(now)),
              mine: wordOf(kindOf(values)),
            }))}
            onTake={takeTheirs}
            onKeep={keepMine}
          />
          <SaveNote state={state} isDirty={isDirty} onRetry={save} />
        </div>
      )}
    </li>
  )
}
