import type { AbsenceReason } from '@diary/contracts/attendance'
import { IconChevronDown } from '@tabler/icons-react'
import { useId, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useFormats } from '#platform/format.ts'
import { groupedBy } from '#platform/grouped-by.ts'
import { attendanceKindOf } from '#ui/display/attendance-kind.ts'
import { AttendanceLetter } from '#ui/display/attendance-letter.tsx'
import styles from './absence-reasons.module.css'
import { NoteForm } from './note-form.tsx'
import { ReasonKeys } from './reason-keys.tsx'
import { RunTroubles } from './run-troubles.tsx'
import type { ClassAbsence, Run } from './runs.ts'
import { keyOfAbsence, type Reasons } from './use-reasons.ts'

/** Days that one student missed in a row: a reason for all of them, or for each lesson. */
export function RunCard({ run, reasons }: { run: Run; reasons: Reasons }) {
  const { t } = useTranslation('absenceReasons')
  const formats = useFormats()
  const [isOpen, setIsOpen] = useState(false)
  const detailsId = useId()
  const mayBeExcused = run.absences.filter(({ can }) => can.excuse)
  const common = commonReason(run.absences, reasons)
  const isSaving = run.absences.some(absence => reasons.savingOf(absence)?.is === 'saving')
  const isSaved = run.absences.some(absence => reasons.savingOf(absence)?.is === 'saved')
  const lessons = t('lessons', { count: run.absences.length })
  const notes = [...new Set(run.absences.flatMap(({ reasonNote }) => reasonNote ?? []))]

  const give = (absences: readonly ClassAbsence[], reason: AbsenceReason | null) =>
    void reasons.give(absences, ({ reasonNote }) => ({ reason, note: reasonNote }))

  return (
    <li className={styles.run} data-open={run.openCount > 0 || undefined}>
      <div className={styles.runHead}>
        <div className={styles.who}>
          <h2 className={styles.name}>{run.studentName}</h2>
          <p className={styles.note}>
            {run.from === run.to ? formats.weekdayAndDay(run.from) : formats.days(run.from, run.to)} ·{' '}
            {lessons}
            {isSaving && ` · ${t('saving')}`}
            {isSaved && !isSaving && <span className={styles.saved}> · {t('saved')}</span>}
          </p>
          {notes.map(note => (
            <p key={note} className={styles.reasonNote}>
              {note}
            </p>
          ))}
        </div>
        {mayBeExcused.length > 0 && (
          <ReasonKeys
            label={`${run.studentName}. ${t('wholeRun', { lessons })}`}
            reason={common}
            isDisabled={isSaving}
            onChoose={reason => give(mayBeExcused, reason)}
          />
        )}
      </div>
      <RunTroubles run={run} reasons={reasons} />
      <button
        type="button"
        className={styles.details}
        aria-expanded={isOpen}
        aria-controls={detailsId}
        onClick={() => setIsOpen(!isOpen)}
      >
        {t('details')}
        <IconChevronDown size={18} aria-hidden className={styles.chevron} />
      </button>
      <div id={detailsId} hidden={!isOpen}>
        {isOpen && (
          <>
            {[...groupedBy(run.absences, ({ day }) => day)].map(([day, absences]) => (
              <section key={day} className={styles.day} aria-label={formats.weekdayAndDay(day)}>
                <h3 className={styles.dayTitle}>{formats.weekdayAndDay(day)}</h3>
                <ul>
                  {absences.map(absence => (
                    <li key={keyOfAbsence(absence)} className={styles.lesson}>
                      <span className={styles.subject}>
                        {absence.number}. {absence.subject}
                      </span>
                      {absence.can.excuse ? (
                        <ReasonKeys
                          label={t('ofLesson', { subject: absence.subject, day: formats.day(day) })}
                          reason={reasonOf(absence, reasons)}
                          isDisabled={reasons.savingOf(absence)?.is === 'saving'}
                          onChoose={reason => give([absence], reason)}
                        />
                      ) : (
                        <AttendanceLetter kind={attendanceKindOf(absence) ?? 'absent'} />
                      )}
                    </li>
                  ))}
                </ul>
              </section>
            ))}
            {mayBeExcused.length > 0 && (
              <NoteForm
                note={notes.length === 1 ? (notes[0] ?? '') : ''}
                onSave={note => void reasons.give(mayBeExcused, ({ reason }) => ({ reason, note }))}
              />
            )}
          </>
        )}
      </div>
    </li>
  )
}

/** What was just chosen counts until the server refuses it. */
function reasonOf(absence: ClassAbsence, reasons: Reasons): AbsenceReason | null {
  const saving = reasons.savingOf(absence)
  return saving?.is === 'saving' ? saving.given.reason : absence.reason
}

function commonReason(absences: readonly ClassAbsence[], reasons: Reasons) {
  const all = new Set(absences.map(absence => reasonOf(absence, reasons)))
  return all.size === 1 ? [...all][0] : undefined
}
