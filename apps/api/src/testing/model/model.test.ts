import fc from 'fast-check'
import { beforeAll, expect, test } from 'vitest'
import { testApi } from '#testing/api'
import { behindTheWalls } from '#testing/behind'
import { compareReads } from './compare.ts'
import { compareHistory } from './compare-history.ts'
import { type Ground, makeGround } from './ground.ts'
import * as lessonActions from './lesson-actions.ts'
import * as markActions from './mark-actions.ts'

// MODEL_RUNS=200 for a long look; MODEL_SEED=… MODEL_PATH=… MODEL_REPLAY=… (replayPath) replay what a failure printed.
const { MODEL_RUNS, MODEL_SEED, MODEL_PATH, MODEL_REPLAY } = process.env
const api = testApi({ poolSize: 6 })
const behind = behindTheWalls()
let ground: Ground
/** Whatever two teachers and two guardians may do; marks more often than all else. */
const steps = [
  ...Object.values(markActions),
  ...Object.values(lessonActions),
  markActions.giveMark,
  markActions.giveMark,
  markActions.observe,
]
beforeAll(async () => {
  ground = await makeGround(api, behind)
})

test('whatever two teachers do, in whatever order, the register, the families and the history tell the same', async () => {
  let stepsTaken = 0
  await fc.assert(
    fc.asyncProperty(
      fc.commands(steps, { maxCommands: 40, size: 'max', ...(MODEL_REPLAY && { replayPath: MODEL_REPLAY }) }),
      async story => {
        const run = await ground.newRun()
        await fc.asyncModelRun(() => ({ model: {}, real: run }), story)
        stepsTaken += [...story].length
        await compareReads(run)
        await compareHistory(run)
      },
    ),
    {
      numRuns: Number(MODEL_RUNS ?? 10),
      ...(MODEL_SEED && { seed: Number(MODEL_SEED) }),
      ...(MODEL_PATH && { path: MODEL_PATH }),
      // A story that fails is made shorter for a minute at most.
      interruptAfterTimeLimit: MODEL_RUNS ? 3_600_000 : 90_000,
      verbose: fc.VerbosityLevel.Verbose,
    },
  )
  expect(stepsTaken).toBeGreaterThan(MODEL_PATH ? 0 : 20)
}, 3_700_000)
