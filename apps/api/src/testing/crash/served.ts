import { endInOrder } from '../../commands/ending.ts'
import { serve } from '../../main.ts'

// A process of its own that serves the API as the product does; the tests kill it.
const { urls, dataDir, demoToday } = JSON.parse(process.env.SERVED ?? '{}') as {
  urls: { app: string; auth: string }
  dataDir: string
  demoToday: string
}
const ending = endInOrder()
const api = await serve({
  host: '127.0.0.1',
  port: 0,
  publicUrl: 'http://127.0.0.1',
  dataDir,
  urls,
  demoToday,
  env: { ...process.env, REQUESTS_PER_MINUTE: '0', LOG_LEVEL: 'error' },
})
ending.add(() => api.close())
process.stdout.write(`listening on ${api.port}\n`)
