import type { Gradebook } from '@diary/contracts/gradebooks'
import { useEffect, useRef, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useSearchParams } from 'react-router-dom'
import { Badge } from '#ui/display/badge.tsx'
import { announce } from '#ui/overlay/announcements.ts'
import { PageTitle } from '#ui/shell/page-title.tsx'
import { EmptyState } from '#ui/states/empty-state.tsx'
import { columnOfToday, Grid, type GridHandle } from './grid/grid.tsx'
import { MarkPad } from './pad/mark-pad.tsx'
import { Questions } from './questions/questions.tsx'
import { SavingState } from './pad/saving-state.tsx'
import { useCellCommands } from './pad/use-cell-commands.ts'
import { useCellWords } from './pad/use-cell-words.ts'
import { useLiveText } from '#ui/overlay/use-live-text.tsx'
import styles from './gradebook-screen.module.css'
import { PeriodSelect } from './period-select.tsx'
import type { Place } from './register/keys.ts'
import { countStates, type Pending } from './register/pending.ts'
import { firstTrouble } from './register/shown.ts'
import { useRegister, type Range } from './register/use-register.ts'

interface GradebookScreenProps {
  gradebookId: Gradebook['id']
  range: Range
}

/** A page of the register, with everything that a lesson needs at hand. Keyed by gradebook and range. */
export function GradebookScreen({ gradebookId, range }: GradebookScreenProps) {
  const { t } = useTranslation('gradebook')
  const { t: problem } = useTranslation('problems')
  const [searchParams, setSearchParams] = useSearchParams()
  const [say, liveText] = useLiveText()
  const { ofIntent } = useCellWords()

  const handleSettled = (settled: Pending) => {
    const said = `${ofIntent(settled.intent)}: ${t(`state.${settled.state}`)}`
    say(settled.state === 'refused' ? `${said}. ${problem(settled.code)}` : said)
  }
  const { page, register, pending, writer } = useRegister(gradebookId, range, handleSettled)
  const { gradebook } = page
  const commands = useCellCommands({ page, register, pending, writer, say })

  const leftBehind = t('leave.unsent')
  useEffect(
    () => () => {
      const { unsent, conflict } = countStates(writer.snapshot())
      if (unsent + conflict > 0) announce(leftBehind, 'bad')
    },
    [writer, leftBehind],
  )

  const [active, setActive] = useState<Place>(() => ({ row: 0, column: columnOfToday(register.columns) }))
  const [isPadOpen, setIsPadOpen] = useState(false)
  const grid = useRef<GridHandle>(null)

  const goTo = (place: Place) => {
    setActive(place)
    setIsPadOpen(true)
    grid.current?.focus(place)
  }

  // A question took the focus; answered or put away, it goes back to the cell.
  const isAsking = commands.question !== undefined
  const wasAsking = useRef(false)
  useEffect(() => {
    if (wasAsking.current && !isAsking) grid.current?.focus(active)
    wasAsking.current = isAsking
  }, [isAsking, active])

  const openLesson = (columnIndex: number) => {
    const column = register.columns[columnIndex]
    if (!column) return
    const next = new URLSearchParams(searchParams)
    next.set('lesson', column.lessonId)
    setSearchParams(next)
  }
  const showTrouble = () => {
    const place = firstTrouble(register, pending)
    if (place) goTo(place)
  }

  const at = commands.cellAt(active)
  const hasTrouble =
    at !== undefined &&
    Object.values(commands.pendingAt(at)).some(
      found => found?.state === 'refused' || found?.state === 'conflict',
    )
  return (
    <>
      <PageTitle
        title={`${gradebook.subject.title}, ${gradebook.group}`}
        note={gradebook.teachers.join(', ')}
        actions={<PeriodSelect page={page} />}
      />
      <div className={styles.line}>
        {gradebook.can.edit ? (
          <SavingState pending={pending} onSendAgain={writer.sendAgain} onShow={showTrouble} />
        ) : (
          <Badge>{t('page.readOnly')}</Badge>
        )}
        {!gradebook.isMarked && <p className={styles.note}>{t('page.unmarked')}</p>}
      </div>
      {register.rows.length === 0 ? (
        <EmptyState title={t('page.noStudents.title')} text={t('page.noStudents.text')} />
      ) : register.columns.length === 0 ? (
        <EmptyState title={t('page.noLessons.title')} text={t('page.noLessons.text')} />
      ) : (
        <Grid
          ref={grid}
          register={register}
          pending={pending}
          active={active}
          hasAverage={gradebook.isMarked}
          below={!isPadOpen || !at ? 'nothing' : hasTrouble ? 'pad with trouble' : 'pad'}
          onMove={setActive}
          onKey={(meaning, place) => {
            if (meaning.does === 'leave') setIsPadOpen(false)
            else commands.perform(meaning, place)
          }}
          onChoose={goTo}
          onOpenLesson={openLesson}
        />
      )}
      {at && isPadOpen && (
        <MarkPad
          at={at}
          commands={commands}
          writer={writer}
          isMarked={gradebook.isMarked}
          onOpenLesson={openLesson}
          onClose={() => setIsPadOpen(false)}
        />
      )}
      {gradebook.can.edit && gradebook.isMarked && <p className={styles.keys}>{t('page.keys')}</p>}
      {liveText}
      <Questions commands={commands} page={page} />
    </>
  )
}
