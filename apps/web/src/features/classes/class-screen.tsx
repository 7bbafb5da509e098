import { classesApi, type SchoolClass } from '@diary/contracts/classes'
import { call } from '@diary/contracts/call'
import { rosterFilesApi } from '@diary/contracts/roster-files'
import { useMutation, useSuspenseQuery } from '@tanstack/react-query'
import {
  IconArrowLeft,
  IconArrowsSplit,
  IconDownload,
  IconPencil,
  IconUserCheck,
  IconUserOff,
} from '@tabler/icons-react'
import { useState, type ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import { Link } from 'react-router-dom'
import { query } from '#platform/api.ts'
import { useFormats } from '#platform/format.ts'
import { useProblemText } from '#platform/problems.ts'
import { saveFile } from '#platform/save-file.ts'
import { sessionFetch } from '#platform/session/session.ts'
import { Button, LinkButton } from '#ui/controls/button.tsx'
import { Badge } from '#ui/display/badge.tsx'
import { Card } from '#ui/display/card.tsx'
import { announce } from '#ui/overlay/announcements.ts'
import { PageTitle } from '#ui/shell/page-title.tsx'
import { EmptyState } from '#ui/states/empty-state.tsx'
import { ChangeClass } from './class-form.tsx'
import styles from './classes.module.css'

interface ClassScreenProps {
  classId: SchoolClass['id']
  /** Whether the reader may open people; the class teacher without an office may not. */
  canOpenPeople: boolean
  canOpenAbsences: boolean
  canEdit: boolean
  canSplit: boolean
  canOpenGroups: boolean
  /** The form in which the class is handed over to another class teacher. */
  handOver: ((onClose: () => void) => ReactNode) | undefined
}

/** A class: who is in it, and in which groups they are taught. */
export function ClassScreen({
  classId,
  canOpenPeople,
  canOpenAbsences,
  canEdit,
  canSplit,
  canOpenGroups,
  handOver,
}: ClassScreenProps) {
  const { t } = useTranslation('classes')
  const formats = useFormats()
  const problem = useProblemText()
  const { data } = useSuspenseQuery(query(classesApi.show, { params: { classId } }))
  const [doing, setDoing] = useState<'change' | 'hand-over'>()
  const download = useMutation({
    mutationFn: () => call(rosterFilesApi.classList, { params: { classId } }, sessionFetch),
    onSuccess: file => saveFile(file, `${t('classTitle', { title: data.title })}.xlsx`),
    onError: error => announce(problem(error), 'bad'),
  })
  return (
    <>
      <PageTitle
        title={t('classTitle', { title: data.title })}
        note={[
          `${t('classTeachers')}: ${data.classTeachers.join(', ') || t('noClassTeacher')}`,
          t('shift', { shift: data.shift }),
          t('daysInWeek', { count: data.daysInWeek }),
        ].join(' · ')}
        actions={
          <>
            {canOpenAbsences && (
              <LinkButton to={`/absences?class=${classId}`} icon={<IconUserOff size={20} />}>
                {t('absences')}
              </LinkButton>
            )}
            <LinkButton to="/classes" look="quiet" icon={<IconArrowLeft size={20} />}>
              {t('back')}
            </LinkButton>
          </>
        }
      />
      <div className={styles.actions}>
        {canSplit && (
          <LinkButton to={`/classes/${classId}/split`} look="primary" icon={<IconArrowsSplit size={20} />}>
            {t('split')}
          </LinkButton>
        )}
        {handOver && (
          <Button icon={<IconUserCheck size={20} />} onClick={() => setDoing('hand-over')}>
            {t(data.classTeachers.length > 0 ? 'handOver' : 'appoint')}
          </Button>
        )}
        <Button
          icon={<IconDownload size={20} />}
          isBusy={download.isPending}
          onClick={() => download.mutate()}
        >
          {t('download')}
        </Button>
        {canEdit && (
          <Button look="quiet" icon={<IconPencil size={20} />} onClick={() => setDoing('change')}>
            {t('form.change')}
          </Button>
        )}
      </div>
      <div className={styles.columns}>
        <Card title={t('students')} aside={<Badge>{data.students.length}</Badge>}>
          {data.students.length === 0 ? (
            <EmptyState title={t('noStudents.title')} text={t('noStudents.text')} />
          ) : (
            <ol className={styles.students}>
              {data.students.map(({ id, name, fromOn, untilOn }) => (
                <li key={id} className={styles.student}>
                  {canOpenPeople ? <Link to={`/people/${id}`}>{name}</Link> : <span>{name}</span>}
                  {untilOn !== null && (
                    <span className={styles.note}>
                      {t('since', { day: formats.shortDay(fromOn) })}{' '}
                      {t('until', { day: formats.shortDay(untilOn) })}
                    </span>
                  )}
                </li>
              ))}
            </ol>
          )}
        </Card>
        <Card title={t('groups')}>
          {data.groups.length === 0 && <p className={styles.note}>{t('noGroups')}</p>}
          <ul>
            {data.groups.map(({ id, title, kind, studentsCount, subjects }) => (
              <li key={id} className={styles.group}>
                <p className={styles.groupHead}>
                  {canOpenGroups ? <Link to={`/groups/${id}`}>{title}</Link> : <strong>{title}</strong>}
                  <Badge>{t(`kind.${kind}`)}</Badge>
                  <span className={styles.note}>{t('students', { count: studentsCount })}</span>
                </p>
                {subjects.length > 0 && <p className={styles.note}>{subjects.join(', ')}</p>}
              </li>
            ))}
          </ul>
        </Card>
      </div>
      {doing === 'change' && <ChangeClass of={data} onClose={() => setDoing(undefined)} />}
      {doing === 'hand-over' && handOver?.(() => setDoing(undefined))}
    </>
  )
}
