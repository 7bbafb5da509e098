import { throwawayFolder } from '@diary/db/server/testing'
import { startProduct } from './product.ts'

/** A Wednesday in the middle of the second quarter: journeys see the same school on every day of the year. */
export const demoToday = '2026-11-18'

/** Starts the product once for all journeys, on a demonstration school of its own. */
export default async function setup() {
  // A product that already runs, for writing a journey: DIARY_URL=http://localhost:3000 npx playwright test
  if (process.env['DIARY_URL']) return undefined
  const { dataDir, remove } = throwawayFolder()
  const { url, stop } = await startProduct({
    dataDir,
    env: { DEMO: '1', DEMO_TODAY: demoToday },
    onOutput: text => process.stdout.write(text),
  })
  process.env['DIARY_URL'] = url
  return async () => {
    await stop()
    remove()
  }
}
