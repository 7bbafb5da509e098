import type { healthApi } from '@diary/contracts/health'
import type { Handlers } from '#platform/routes'
import { Problem } from '#platform/problem'

/** `health` answers while the process lives; `ready` only while the database answers too and the process is not stopping. */
export const health = (ping: () => Promise<void>, isStopping: () => boolean): Handlers<typeof healthApi> => ({
  health: { open: async () => ({ status: 'ok' as const }) },
  ready: {
    async open({ request }) {
      if (isStopping()) throw new Problem('overloaded', { retryAfterSeconds: 5 })
      try {
        await withinMs(500, ping())
      } catch (error) {
        request.log.warn({ err: error }, 'the database does not answer')
        throw new Problem('overloaded', { retryAfterSeconds: 5 })
      }
      return { status: 'ready' as const }
    },
  },
})

async function withinMs(ms: number, work: Promise<void>): Promise<void> {
  let timer: NodeJS.Timeout | undefined
  const late = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(new Error(`No answer within ${ms} ms`)), ms)
  })
  try {
    await Promise.race([work, late])
  } finally {
    clearTimeout(timer)
  }
}
