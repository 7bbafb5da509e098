import type { ImportRun } from '@diary/contracts/imports'

/** The pages of an import after its file was given, in their order. */
export const stages = ['recognised', 'answers', 'trial', 'result'] as const
export type Stage = (typeof stages)[number]

/** Whether a job works on it at this moment, so that it is worth asking again soon. */
export const isRunning = ({ state, progress, recognised }: ImportRun): boolean =>
  progress !== null ||
  state === 'trying' ||
  state === 'applying' ||
  state === 'undoing' ||
  (state === 'uploaded' && recognised === null)

/** The page where an import stands, whoever opens it and whenever. */
export function stageOf(run: ImportRun): Stage {
  switch (run.state) {
    case 'uploaded':
      return 'recognised'
    case 'trying':
    case 'tried':
      return 'trial'
    case 'applying':
    case 'applied':
    case 'undoing':
    case 'undone':
      return 'result'
    default:
      return run.recognised === null ? 'recognised' : 'trial'
  }
}

/** The pages that can be opened: what was recognised always, the answers as long as they can be given. */
export function openStages(run: ImportRun): Stage[] {
  const current = stageOf(run)
  return stages.filter(
    stage =>
      stage === current ||
      (stage === 'recognised' && run.recognised !== null) ||
      (stage === 'answers' && run.recognised !== null && run.can.answer && run.questions.length > 0),
  )
}
