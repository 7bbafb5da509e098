import { spawnSync } from 'node:child_process'
import { readFileSync, realpathSync, rmSync } from 'node:fs'
import { join } from 'node:path'

export interface Postmaster {
  pid: number
  port: number
  status: string
}

/** What `postmaster.pid` says, when the process it names is alive and serves this very folder. */
export function findPostmaster(clusterDir: string): Postmaster | undefined {
  const lines = readPidFile(clusterDir)
  if (!lines) return undefined
  const pid = Number(lines[0])
  if (!Number.isInteger(pid) || pid < 2 || !isServerOf(pid, clusterDir)) return undefined
  return { pid, port: Number(lines[3]), status: (lines[7] ?? 'starting').trim() }
}

/**
 * Removes a `postmaster.pid` left by a killed server. PostgreSQL does so itself unless the number has gone to another
 * process since, which is the rule in containers, or to a zombie nobody collects.
 */
export function removeStalePidFile(clusterDir: string) {
  const lines = readPidFile(clusterDir)
  if (lines && !isServerOf(Number(lines[0]), clusterDir))
    rmSync(join(clusterDir, 'postmaster.pid'), { force: true })
}

/** The port of the last run, from the server's own record of its command line. */
export function lastPort(clusterDir: string): number | undefined {
  const port = /"-p" "(\d+)"/.exec(readText(join(clusterDir, 'postmaster.opts')) ?? '')?.[1]
  return port === undefined ? undefined : Number(port)
}

/** Whether a process runs; a zombie does not. */
export function isAlive(pid: number) {
  try {
    process.kill(pid, 0)
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM'
  }
  return processStart(pid) !== 'zombie'
}

/** When a process was started: with its number it names the process for good, although numbers are used again. */
export function processStart(pid: number): string {
  const stat = readText(`/proc/${pid}/stat`)
  if (stat === undefined)
    return spawnSync('ps', ['-o', 'lstart=', '-p', `${pid}`], { encoding: 'utf8' }).stdout?.trim() ?? ''
  // The name in brackets may hold anything, so fields are counted from its end: state is the first, start the twentieth.
  const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ')
  return fields[0] === 'Z' ? 'zombie' : `${fields[19]}`
}

function isServerOf(pid: number, clusterDir: string) {
  if (!isAlive(pid)) return false
  const command =
    readText(`/proc/${pid}/cmdline`)?.replaceAll('\0', ' ') ??
    spawnSync('ps', ['-ww', '-o', 'command=', '-p', `${pid}`], { encoding: 'utf8' }).stdout
  return command.includes('postgres') && command.includes(`-D ${realpathSync(clusterDir)} `)
}

function readPidFile(clusterDir: string) {
  return readText(join(clusterDir, 'postmaster.pid'))?.split('\n')
}

function readText(path: string) {
  try {
    return readFileSync(path, 'utf8')
  } catch (error) {
    const code = (error as NodeJS.ErrnoException).code
    if (code === 'ENOENT' || code === 'ESRCH') return undefined
    throw error
  }
}
