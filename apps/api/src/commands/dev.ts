import { spawn } from 'node:child_process'
import type { ChildProcess } from 'node:child_process'
import { join } from 'node:path'
import { ensureGenerated } from '@diary/db/generate'
import { CannotStart } from '@diary/db/server/cannot-start'
import { openDatabaseServer } from '@diary/db/server/database'
import { endInOrder } from './ending.ts'
import { checkPort } from './port.ts'
import { prepareSchool } from './prepare-school.ts'
import { step } from './progress.ts'
import { root, settingsOf } from './settings.ts'

/** The API on the next port, begun anew at every change, and the client on the port itself, changed as it is edited. */
async function develop() {
  const settings = settingsOf(process.env)
  const apiPort = settings.port + 1
  await checkPort(settings.host, settings.port)
  await checkPort(settings.host, apiPort)
  await ensureGenerated(text => process.stdout.write(`${text}\n`))
  const server = await step('Запускаю базу данных', tell =>
    openDatabaseServer({ dataDir: settings.dataDir, onProgress: tell }),
  )
  const ending = endInOrder()
  ending.add(() => server.close())
  await prepareSchool(server.urls, settings)

  const publicUrl = `http://localhost:${settings.port}`
  const bin = (...path: string[]) => join(root, ...path)
  const api = run(
    bin('node_modules', '.bin', 'tsx'),
    ['watch', '--clear-screen=false', 'apps/api/src/commands/dev-api.ts'],
    root,
    {
      PORT: `${apiPort}`,
      PUBLIC_URL: publicUrl,
    },
  )
  const webDir = join(root, 'apps', 'web')
  const web = run(
    bin('apps', 'web', 'node_modules', '.bin', 'vite'),
    ['--port', `${settings.port}`, '--strictPort'],
    webDir,
    {
      API_URL: `http://127.0.0.1:${apiPort}`,
    },
  )
  const children = [api, web]
  ending.add(async () => {
    await Promise.all(children.map(stop))
  })
  // One without the other is of no use.
  for (const child of children)
    child.once('exit', () => {
      if (!ending.isAsked) process.kill(process.pid, 'SIGTERM')
    })
}

function run(command: string, args: string[], cwd: string, env: Record<string, string>) {
  return spawn(command, args, {
    cwd,
    stdio: 'inherit',
    env: { ...process.env, ...env },
    shell: process.platform === 'win32',
  })
}

async function stop(child: ChildProcess) {
  if (child.exitCode !== null || child.signalCode !== null) return
  const ended = new Promise(resolve => child.once('exit', resolve))
  child.kill('SIGTERM')
  await ended
}

try {
  await develop()
} catch (error) {
  process.stderr.write(`${error instanceof CannotStart ? error.message : String((error as Error).stack)}\n`)
  process.exit(1)
}
