import { ensureGenerated } from '@diary/db/generate'

// The database's client is generated code: on a fresh machine it must be there before anything that imports it.
await ensureGenerated(text => process.stderr.write(`${text}\n`))
const { runDiary } = await import('./diary/run-diary.ts')
process.exitCode = await runDiary(process.argv.slice(2))
