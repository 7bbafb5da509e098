import type { GradebookPage } from '@diary/contracts/gradebooks'
import type { Observation } from '@diary/contracts/attendance'
import type { MarkValue } from '@diary/contracts/marks'
import type { WorkType } from '@diary/contracts/works'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { KeyMeaning, Place } from '../register/keys.ts'
import type { GivenMark, PendingOfPage } from '../register/pending.ts'
import type { RegisterWriter } from '../register/register-writer.ts'
import type { Cell, Column, Register, Row } from '../register/register.ts'
import { pendingIn, shownIn } from '../register/shown.ts'

export interface CellInPlace {
  place: Place
  row: Row
  column: Column
  cell: Cell
}

/** What has to be asked before a cell can be filled. */
export type Question =
  | { asks: 'work-type'; of: CellInPlace; value: MarkValue }
  | { asks: 'late'; of: CellInPlace }
  | { asks: 'comment'; of: CellInPlace }

interface CellCommandsOptions {
  page: GradebookPage
  register: Register
  pending: PendingOfPage
  writer: RegisterWriter
  say: (text: string) => void
}

/** What can be done to a cell, by key or by finger. */
export function useCellCommands({ page, register, pending, writer, say }: CellCommandsOptions) {
  const { t } = useTranslation('gradebook')
  const [question, setQuestion] = useState<Question>()
  const [lastTypeId, setLastTypeId] = useState<WorkType['id']>()

  const cellAt = (place: Place): CellInPlace | undefined => {
    const row = register.rows[place.row]
    const column = register.columns[place.column]
    const cell = row?.cells[place.column]
    return row && column && cell && { place, row, column, cell }
  }

  const pendingAt = ({ row, column }: CellInPlace) => pendingIn(pending.get(row.id), column)
  const shownAt = (at: CellInPlace) => {
    const { mark, attendance } = pendingAt(at)
    return shownIn(at.cell, mark, attendance)
  }

  /** Why the cell cannot be changed; nothing when it can. */
  const closedBecause = ({ cell, column }: CellInPlace): string | undefined => {
    if (!page.gradebook.can.edit) return t('pad.closed.readOnly')
    if (cell.isOpen) return undefined
    if (column.isCancelled) return t('pad.closed.cancelled')
    return column.isFuture ? t('pad.closed.future') : t('pad.closed.notInGroup')
  }

  const submitMark = (at: CellInPlace, mark: GivenMark | null, workTypeId: WorkType['id'] | null = null) => {
    const { lessonId, workId } = at.column
    writer.submit({ kind: 'mark', lessonId, workId, workTypeId, studentId: at.row.id, mark })
  }

  const giveMark = (at: CellInPlace, value: MarkValue) => {
    const { cell, column } = at
    if (!page.gradebook.isMarked) return say(t('pad.closed.unmarked'))
    const shown = shownAt(at)
    if (shown.value === value && shown.state !== 'refused' && shown.state !== 'conflict') return
    const mark = { value, comment: cell.mark?.comment ?? null, isMadeUp: cell.mark?.isMadeUp ?? false }
    if (column.workId !== null) return submitMark(at, mark)
    if (writer.isMakingWork(column.lessonId) && lastTypeId) return submitMark(at, mark, lastTypeId)
    setQuestion({ asks: 'work-type', of: at, value })
  }

  const observe = (
    { row, column }: CellInPlace,
    observation: Observation,
    lateMinutes: number | null = null,
  ) =>
    writer.submit({
      kind: 'attendance',
      lessonId: column.lessonId,
      studentId: row.id,
      observation,
      lateMinutes,
    })

  const clear = (at: CellInPlace) => {
    const shown = shownAt(at)
    if (shown.value !== undefined) submitMark(at, null)
    else if (shown.attendance) observe(at, 'present')
  }

  const perform = (meaning: KeyMeaning, place: Place) => {
    const at = cellAt(place)
    if (!at) return
    const reason = closedBecause(at)
    if (reason) return say(reason)
    switch (meaning.does) {
      case 'mark':
        return giveMark(at, meaning.value)
      case 'observe':
        return observe(at, meaning.observation)
      case 'late':
        return setQuestion({ asks: 'late', of: at })
      case 'clear':
        return clear(at)
      case 'open':
        if (at.cell.mark) return setQuestion({ asks: 'comment', of: at })
        return say(t('pad.commentNeedsMark'))
      default:
        return undefined
    }
  }

  const answer = {
    workType: (at: CellInPlace, value: MarkValue, workTypeId: WorkType['id']) => {
      setLastTypeId(workTypeId)
      submitMark(at, { value, comment: null, isMadeUp: false }, workTypeId)
      setQuestion(undefined)
    },
    late: (at: CellInPlace, minutes: number | null) => {
      observe(at, 'late', minutes)
      setQuestion(undefined)
    },
    comment: (at: CellInPlace, mark: GivenMark) => {
      submitMark(at, mark)
      setQuestion(undefined)
    },
    none: () => setQuestion(undefined),
  }

  return { cellAt, pendingAt, shownAt, closedBecause, perform, question, answer, lastTypeId }
}

export type CellCommands = ReturnType<typeof useCellCommands>
