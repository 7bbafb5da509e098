import { lessonId as lessonIdShape } from '@diary/contracts/primitives'
import { type Lesson, lessonsApi } from '@diary/contracts/lessons'
import { useQuery } from '@tanstack/react-query'
import { IconTable } from '@tabler/icons-react'
import { useLayoutEffect, useMemo, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useLocation, useSearchParams } from 'react-router-dom'
import { query } from '#platform/api.ts'
import { useFormats } from '#platform/format.ts'
import { useUnloadGuard } from '#platform/unload-guard.ts'
import { announce } from '#ui/overlay/announcements.ts'
import { Button, LinkButton } from '#ui/controls/button.tsx'
import { Badge } from '#ui/display/badge.tsx'
import { TextSkeleton } from '#ui/display/skeleton.tsx'
import { Drawer } from '#ui/overlay/drawer.tsx'
import { Boundary } from '#ui/states/boundary.tsx'
import { NotFound } from '#ui/states/not-found.tsx'
import { AttendanceSection } from './attendance-section.tsx'
import { HomeworkSection } from './homework/homework-section.tsx'
import { LessonSection } from './lesson-section.tsx'
import styles from './lessons.module.css'
import { SectionLinks } from './section-links.tsx'
import { Unsaved, type UnsavedPart } from './saving/unsaved.ts'
import { usePanelData } from './use-panel-data.ts'
import { WorksSection } from './works/works-section.tsx'

const parameter = 'lesson'

/** The lesson that the address names, over whatever page it was opened from. */
export function LessonPanel() {
  const [searchParams, setSearchParams] = useSearchParams()
  const named = searchParams.get(parameter)
  const handleClose = () => {
    const next = new URLSearchParams(searchParams)
    next.delete(parameter)
    setSearchParams(next)
  }
  return named === null ? null : <Panel key={named} named={named} onClose={handleClose} />
}

function Panel({ named, onClose }: { named: string; onClose: () => void }) {
  const { t } = useTranslation('lessons')
  const unsaved = useMemo(() => new Set<UnsavedPart>(), [])
  const [hasFailed, setHasFailed] = useState(false)
  const kept = t('keptDraft')

  // The lesson it was opened from takes the focus back.
  const [opener] = useState(() => document.activeElement)
  useLayoutEffect(
    () => () => {
      if (opener instanceof HTMLElement && opener.isConnected) opener.focus()
    },
    [opener],
  )
  useUnloadGuard(() => unsaved.size > 0)
  // Gone by another way than its own button: what was typed is saved all the same, or kept for the next visit.
  useLayoutEffect(
    () => () => {
      if (unsaved.size === 0) return
      void saveAll(unsaved).then(isSaved => {
        if (!isSaved) announce(kept, 'bad')
      })
    },
    [unsaved, kept],
  )
  const handleClose = async () => {
    if (await saveAll(unsaved)) onClose()
    else setHasFailed(true)
  }
  const handleForget = () => {
    forgetAll(unsaved)
    onClose()
  }
  const lessonId = lessonIdShape.safeParse(named)
  return (
    <Unsaved value={unsaved}>
      <Drawer title={<PanelTitle named={named} />} isOpen onClose={() => void handleClose()}>
        {hasFailed && (
          <div role="alert" className={styles.clash}>
            <p>{t('notSaved')}</p>
            <Button look="danger" onClick={handleForget}>
              {t('closeAnyway')}
            </Button>
          </div>
        )}
        {lessonId.success ? (
          <Boundary skeleton={<TextSkeleton lines={8} />}>
            <PanelContent lessonId={lessonId.data} />
          </Boundary>
        ) : (
          <NotFound />
        )}
      </Drawer>
    </Unsaved>
  )
}

/** What lesson it is, as soon as that is known; the panel opens before. */
function PanelTitle({ named }: { named: string }) {
  const { t } = useTranslation('lessons')
  const { data } = useQuery({
    ...query(lessonsApi.show, { params: { lessonId: named as Lesson['id'] } }),
    enabled: lessonIdShape.safeParse(named).success,
  })
  return data ? `${data.subject.title}, ${data.group}` : t('lesson.title')
}

function PanelContent({ lessonId }: { lessonId: Lesson['id'] }) {
  const { t } = useTranslation('lessons')
  const formats = useFormats()
  const { pathname } = useLocation()
  const data = usePanelData(lessonId)
  const { lesson } = data
  const gradebookPath = `/gradebooks/${lesson.gradebookId}`
  const isCancelled = lesson.status === 'cancelled'
  return (
    <div className={styles.panel}>
      <div className={styles.head}>
        <p className={styles.note}>
          {[
            `${formats.weekday(lesson.day)}, ${formats.day(lesson.day)}`,
            t('number', { number: lesson.number }),
            lesson.startsAt && lesson.endsAt && `${lesson.startsAt}–${lesson.endsAt}`,
            lesson.room && t('room', { room: lesson.room }),
            lesson.teachers.map(({ name }) => name).join(', '),
          ]
            .filter(Boolean)
            .join(' · ')}
        </p>
        {isCancelled && <Badge tone="bad">{t('cancelled')}</Badge>}
        {lesson.change?.reason && (
          <p className={styles.note}>{t('reason', { reason: lesson.change.reason })}</p>
        )}
        {!lesson.can.edit && !isCancelled && <p className={styles.note}>{t('readOnly')}</p>}
        {lesson.can.edit && <SectionLinks lesson={lesson} isMarked={data.isMarked} />}
        {pathname !== gradebookPath && (
          <LinkButton to={gradebookPath} icon={<IconTable size={20} />}>
            {t('openGradebook')}
          </LinkButton>
        )}
      </div>
      <LessonSection lesson={lesson} onLesson={data.onLesson} />
      {!isCancelled && <AttendanceSection data={data} />}
      <HomeworkSection data={data} />
      {data.isMarked && <WorksSection data={data} />}
    </div>
  )
}

async function saveAll(unsaved: ReadonlySet<UnsavedPart>): Promise<boolean> {
  const saved = await Promise.all(Array.from(unsaved, ({ save }) => save()))
  return saved.every(Boolean)
}

function forgetAll(unsaved: Set<UnsavedPart>) {
  for (const part of unsaved) part.forget()
  unsaved.clear()
}
