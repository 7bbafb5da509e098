import { call } from '@diary/contracts/call'
import { lesson as lessonShape, lessonsApi, type Lesson } from '@diary/contracts/lessons'
import { useTranslation } from 'react-i18next'
import { sessionFetch } from '#platform/session/session.ts'
import { Checkbox } from '#ui/fields/checkbox.tsx'
import { TextArea } from '#ui/fields/text-area.tsx'
import { TextField } from '#ui/fields/text-field.tsx'
import { Clash } from '#ui/saving/clash.tsx'
import styles from './lessons.module.css'
import { idOf } from './section-links.tsx'
import { SaveNote } from '#ui/saving/save-note.tsx'
import { useUnsaved } from './saving/unsaved.ts'
import { useEdits } from '#platform/saving/use-edits.ts'

const topicMax = 500
const contentMax = 4000

interface LessonValues {
  topic: string
  content: string
  isHeld: boolean
}

const valuesOf = ({ topic, content, status }: Lesson): LessonValues => ({
  topic: topic ?? '',
  content: content ?? '',
  isHeld: status === 'held',
})

async function send({ topic, content, isHeld }: Partial<LessonValues>, { id, version }: Lesson) {
  const body = {
    ...(topic !== undefined && { topic: topic.trim() || null }),
    ...(content !== undefined && { content: content.trim() || null }),
    ...(isHeld !== undefined && { isHeld }),
  }
  return call(lessonsApi.update, { params: { lessonId: id }, body, ifVersion: version }, sessionFetch)
}

/** Held, topic and content. Saved when a field is left, so that there is no button to forget. */
export function LessonSection({ lesson, onLesson }: { lesson: Lesson; onLesson: (now: Lesson) => void }) {
  const { t } = useTranslation('lessons')
  const { values, now, set, save, isDirty, state, clashes, takeTheirs, keepMine, forget } = useEdits({
    draftKey: `lesson ${lesson.id}`,
    thing: lesson,
    versionOf: ({ version }) => version,
    valuesOf,
    shape: lessonShape,
    send: (patch, _, thing) => send(patch, thing),
    onNow: onLesson,
  })
  useUnsaved(isDirty, save, forget)
  const isReadOnly = !lesson.can.edit
  const topicError = values.topic.trim().length > topicMax ? t('tooLong', { max: topicMax }) : undefined
  const contentError =
    values.content.trim().length > contentMax ? t('tooLong', { max: contentMax }) : undefined
  const handleBlur = () => {
    if (isDirty && !topicError && !contentError) void save()
  }
  const words = (isTrue: boolean) => t(isTrue ? 'clash.yes' : 'clash.no')
  const labels = { topic: t('lesson.topic'), content: t('lesson.content'), isHeld: t('lesson.held') }
  const worded = (key: keyof LessonValues, { topic, content, isHeld }: LessonValues) =>
    ({ topic, content, isHeld: words(isHeld) })[key]

  return (
    <section id={idOf('lesson')} className={styles.section} aria-label={t('lesson.title')}>
      <Checkbox
        label={t('lesson.held')}
        isChecked={values.isHeld}
        isDisabled={isReadOnly}
        onChange={isHeld => {
          set('isHeld', isHeld)
          void save()
        }}
      />
      <TextField
        label={t('lesson.topic')}
        hint={t('lesson.topicHint')}
        value={values.topic}
        onChange={topic => set('topic', topic)}
        onBlur={handleBlur}
        error={topicError}
        isDisabled={isReadOnly}
      />
      <TextArea
        label={t('lesson.content')}
        hint={t('lesson.contentHint')}
        value={values.content}
        onChange={content => set('content', content)}
        onBlur={handleBlur}
        error={contentError}
        isDisabled={isReadOnly}
      />
      <Clash
        fields={clashes.map(key => ({
          label: labels[key],
          theirs: worded(key, now),
          mine: worded(key, values),
        }))}
        onTake={takeTheirs}
        onKeep={keepMine}
      />
      <SaveNote state={state} isDirty={isDirty} onRetry={save} />
    </section>
  )
}
