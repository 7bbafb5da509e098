import { openDatabaseServer } from '@diary/db/server/database'
import { endInOrder } from './ending.ts'
import { serve } from '../main.ts'
import { settingsOf } from './settings.ts'

// The API alone, begun anew by `pnpm dev` at every change; the database is the one that `dev` keeps running.
const { host, port, publicUrl, dataDir, demoToday } = settingsOf(process.env)
const server = await openDatabaseServer({ dataDir })
const api = await serve({ host, port, publicUrl, dataDir, urls: server.urls, demoToday })

const ending = endInOrder()
ending.add(() => server.close())
ending.add(() => api.close())
