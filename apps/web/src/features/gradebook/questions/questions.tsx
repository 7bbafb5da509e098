import type { GradebookPage } from '@diary/contracts/gradebooks'
import { CommentDialog } from './comment-dialog.tsx'
import { LateDialog } from './late-dialog.tsx'
import type { CellCommands } from '../pad/use-cell-commands.ts'
import { WorkTypeDialog } from './work-type-dialog.tsx'

/** The one question that is open, if any. */
export function Questions({ commands, page }: { commands: CellCommands; page: GradebookPage }) {
  const { question, answer, lastTypeId } = commands
  if (!question) return null
  const { of } = question
  switch (question.asks) {
    case 'work-type':
      return (
        <WorkTypeDialog
          day={of.column.day}
          value={question.value}
          types={page.workTypes}
          lastTypeId={lastTypeId}
          onAnswer={typeId => answer.workType(of, question.value, typeId)}
          onClose={answer.none}
        />
      )
    case 'late':
      return (
        <LateDialog
          minutes={commands.shownAt(of).lateMinutes}
          onAnswer={minutes => answer.late(of, minutes)}
          onClose={answer.none}
        />
      )
    default:
      return of.cell.mark ? (
        <CommentDialog
          mark={of.cell.mark}
          onAnswer={mark => answer.comment(of, mark)}
          onClose={answer.none}
        />
      ) : null
  }
}
