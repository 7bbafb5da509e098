import { spawn } from 'node:child_process'
import { readFileSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { afterEach, expect, test, vi } from 'vitest'
import { openCluster } from './cluster.ts'
import { findPostmaster } from './postmaster.ts'
import { withClient } from '../roles.ts'
import { throwawayFolder } from '../testing.ts'

const folders: ReturnType<typeof throwawayFolder>[] = []

function dataFolder() {
  const folder = throwawayFolder()
  folders.push(folder)
  return folder.dataDir
}

const open = (dataDir: string, isDurable = false) => openCluster({ dataDir, isDurable })
const postmasterOf = (dataDir: string) => findPostmaster(join(dataDir, 'postgres'))

function kill(dataDir: string) {
  const postmaster = postmasterOf(dataDir)
  if (postmaster) process.kill(postmaster.pid, 'SIGKILL')
  return postmaster?.pid
}

afterEach(() => {
  for (const folder of folders.splice(0)) folder.remove()
})

const askIn = (url: string, sql: string) => withClient(url, async client => (await client.query(sql)).rows)

test('a new folder gets a server that sorts as Russian does, and keeps its data and port over a restart', async () => {
  const dataDir = dataFolder()
  const first = await open(dataDir)
  const url = first.url('superuser', 'postgres')
  expect(
    await askIn(url, "select array_agg(c order by c) as letters from unnest('{е,я,ё,ж,Ё}'::text[]) as c"),
  ).toEqual([{ letters: ['е', 'ё', 'Ё', 'ж', 'я'] }])
  await askIn(url, 'create table kept as select 1 as value')
  await first.close()
  expect(postmasterOf(dataDir)).toBeUndefined()

  const second = await open(dataDir)
  expect(second.url('superuser', 'postgres')).toBe(url)
  expect(await askIn(url, 'select value from kept')).toEqual([{ value: 1 }])
  await second.close()
})

test('only the last to leave stops the server', async () => {
  const dataDir = dataFolder()
  const first = await open(dataDir)
  const second = await open(dataDir)
  expect([first.isAdopted, second.isAdopted]).toEqual([false, true])
  await first.close()
  expect(postmasterOf(dataDir)).toBeDefined()
  await second.close()
  expect(postmasterOf(dataDir)).toBeUndefined()
})

test('several processes may open a new folder at the same moment', async () => {
  const dataDir = dataFolder()
  const all = await Promise.all([openElsewhere(dataDir), openElsewhere(dataDir), openElsewhere(dataDir)])
  expect(new Set(all.map(it => it.port)).size).toBe(1)
  for (const it of all) await it.leave()
  expect(postmasterOf(dataDir)).toBeUndefined()
})

test('a server that outlived its killed product is adopted, and stops with the next', async () => {
  const dataDir = dataFolder()
  const killed = await openElsewhere(dataDir)
  killed.child.kill('SIGKILL')
  await new Promise(resolve => killed.child.once('exit', resolve))
  const pid = postmasterOf(dataDir)?.pid
  expect(pid).toBeDefined()
  const next = await open(dataDir)
  expect(next.isAdopted).toBe(true)
  expect(postmasterOf(dataDir)?.pid).toBe(pid)
  await next.close()
  expect(postmasterOf(dataDir)).toBeUndefined()
})

test('a killed server comes back by itself, with what it had, and still stops with its last user', async () => {
  const dataDir = dataFolder()
  const cluster = await open(dataDir, true)
  const url = cluster.url('superuser', 'postgres')
  await askIn(url, 'create table kept as select 1 as value')
  const pid = kill(dataDir)
  const isBack = () => {
    const postmaster = postmasterOf(dataDir)
    return postmaster?.status === 'ready' && postmaster.pid !== pid
  }
  await vi.waitFor(() => expect(isBack()).toBe(true), 20_000)
  expect(await askIn(url, 'select value from kept')).toEqual([{ value: 1 }])
  await cluster.close()
  expect(postmasterOf(dataDir)).toBeUndefined()
})

test('a server killed together with its product starts again', async () => {
  const dataDir = dataFolder()
  const killed = await openElsewhere(dataDir)
  killed.child.kill('SIGKILL')
  kill(dataDir)
  const next = await open(dataDir)
  expect(next.isAdopted).toBe(false)
  expect(await askIn(next.url('superuser', 'postgres'), 'select 1 as one')).toEqual([{ one: 1 }])
  await next.close()
})

test('a lock file whose process number went to another process is not believed', async () => {
  const dataDir = dataFolder()
  const first = await open(dataDir)
  const lockFile = join(dataDir, 'postgres', 'postmaster.pid')
  const lines = readFileSync(lockFile, 'utf8').split('\n')
  await first.close()
  writeFileSync(lockFile, [process.pid, ...lines.slice(1)].join('\n'))
  const second = await open(dataDir)
  expect(second.isAdopted).toBe(false)
  await second.close()
})

test('a folder whose passwords are gone is refused with a clear message', async () => {
  const dataDir = dataFolder()
  await (await open(dataDir)).close()
  rmSync(join(dataDir, 'database.json'))
  await expect(open(dataDir)).rejects.toThrow('нет файла database.json')
})

/** Opens the cluster in a process of its own, which leaves when told. */
async function openElsewhere(dataDir: string) {
  const script = `
    import { openCluster } from ${JSON.stringify(fileURLToPath(new URL('cluster.ts', import.meta.url)))}
    const cluster = await openCluster({ dataDir: ${JSON.stringify(dataDir)}, isDurable: false })
    process.stdin.once('data', async () => { await cluster.close(); process.exit() })
    process.stdout.write(new URL(cluster.url('app')).port)`
  const child = spawn(process.execPath, ['--import', 'tsx', '--input-type=module', '-e', script], {
    stdio: ['pipe', 'pipe', 'inherit'],
  })
  const port = await new Promise<string>((resolve, reject) => {
    child.stdout.once('data', chunk => resolve(String(chunk)))
    child.once('exit', code => reject(new Error(`The process ended with ${code}`)))
  })
  const leave = () =>
    new Promise(resolve => {
      child.once('exit', resolve)
      child.stdin.write('leave\n')
    })
  return { child, port, leave }
}
