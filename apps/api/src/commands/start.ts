import { CannotStart } from '@diary/db/server/cannot-start'
import { startDiary } from './start-diary.ts'

try {
  await startDiary(process.env)
} catch (error) {
  // What a person can put right is one sentence; anything else is a fault of ours and keeps its stack.
  const isTheirs = error instanceof CannotStart
  process.stderr.write(
    `\n${isTheirs ? error.message : `Дневник не запустился: ${String((error as Error).stack)}`}\n`,
  )
  process.exit(1)
}
