import { lessonId as lessonIdShape } from '@diary/contracts/primitives'
import type { Lesson } from '@diary/contracts/lessons'
import { IconTable } from '@tabler/icons-react'
import { useEffect, useMemo, useRef, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useLocation, useSearchParams } from 'react-router-dom'
import { useFormats } from '#platform/format.ts'
import { useLeaveGuard, useUnloadGuard } from '#platform/leaving.ts'
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
import { Unsaved, type Saver } from './saving/unsaved.ts'
import { usePanelData } from './use-panel-data.ts'
import { WorksSection } from './works/works-section.tsx'

const parameter = 'lesson'

/** The lesson that the address names, over whatever page it was opened from. */
export function LessonPanel() {
  const { t } = useTranslation('lessons')
  const [searchParams, setSearchParams] = useSearchParams()
  const named = searchParams.get(parameter)
  const unsaved = useMemo(() => new Set<{ save: Saver }>(), [])
  const [hasFailed, setHasFailed] = useState(false)
  const isLeaving = useRef(false)

  useUnloadGuard(() => unsaved.size > 0)
  // However the panel is left, what was typed is saved first.
  useLeaveGuard({
    objects: (from, to) =>
      !isLeaving.current &&
      unsaved.size > 0 &&
      (from.pathname !== to.pathname || lessonIn(from.search) !== lessonIn(to.search)),
    settle: async () => {
      const isSaved = await saveAll(unsaved)
      setHasFailed(!isSaved)
      return isSaved
    },
  })
  useEffect(() => {
    setHasFailed(false)
    isLeaving.current = false
  }, [named])

  if (named === null) return null
  const close = () => {
    const next = new URLSearchParams(searchParams)
    next.delete(parameter)
    setSearchParams(next)
  }
  const lessonId = lessonIdShape.safeParse(named)
  return (
    <Unsaved value={unsaved}>
      <Drawer title={t('lesson.title')} isOpen onClose={close}>
        {hasFailed && (
          <div role="alert" className={styles.clash}>
            <p>{t('notSaved')}</p>
            <Button
              look="danger"
              onClick={() => {
                isLeaving.current = true
                close()
              }}
            >
              {t('closeAnyway')}
            </Button>
          </div>
        )}
        {lessonId.success ? (
          <Boundary place={named} skeleton={<TextSkeleton lines={8} />}>
            <PanelContent key={named} lessonId={lessonId.data} />
          </Boundary>
        ) : (
          <NotFound />
        )}
      </Drawer>
    </Unsaved>
  )
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
      <header className={styles.head}>
        <h2 className={styles.title}>
          {lesson.subject.title}, {lesson.group}
        </h2>
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
        {pathname !== gradebookPath && (
          <LinkButton to={gradebookPath} icon={<IconTable size={20} />}>
            {t('openGradebook')}
          </LinkButton>
        )}
      </header>
      <LessonSection lesson={lesson} onLesson={data.onLesson} />
      {!isCancelled && <AttendanceSection data={data} />}
      <HomeworkSection data={data} />
      {data.isMarked && <WorksSection data={data} />}
    </div>
  )
}

const lessonIn = (search: string) => new URLSearchParams(search).get(parameter)

async function saveAll(unsaved: ReadonlySet<{ save: Saver }>): Promise<boolean> {
  const saved = await Promise.all(Array.from(unsaved, ({ save }) => save()))
  return saved.every(Boolean)
}
