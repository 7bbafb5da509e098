import { readdirSync, readFileSync } from 'node:fs'

// Linux alone tells a process's time this way; elsewhere the figures are left out.
const tickMs = 10

interface Stat {
  readonly parent: number
  readonly ownMs: number
  readonly childrenMs: number
}

function statOf(pid: number): Stat | undefined {
  try {
    const text = readFileSync(`/proc/${pid}/stat`, 'utf8')
    const fields = text
      .slice(text.lastIndexOf(')') + 2)
      .split(' ')
      .map(Number)
    const [, parent = 0] = fields
    const [user = 0, system = 0, userOfChildren = 0, systemOfChildren = 0] = fields.slice(11)
    return {
      parent,
      ownMs: (user + system) * tickMs,
      childrenMs: (userOfChildren + systemOfChildren) * tickMs,
    }
  } catch (error) {
    // The process has just ended.
    if (['ENOENT', 'ESRCH'].includes((error as NodeJS.ErrnoException).code ?? '')) return undefined
    throw error
  }
}

/** CPU milliseconds of one process so far. */
export function cpuOf(pid: number): number {
  return statOf(pid)?.ownMs ?? 0
}

/** CPU milliseconds of PostgreSQL so far: its postmaster, its living backends, and those that have ended. */
export function cpuOfServer(postmaster: number): number {
  const self = statOf(postmaster)
  const backends = readdirSync('/proc')
    .filter(name => /^\d+$/.test(name))
    .map(name => statOf(Number(name)))
    .filter(stat => stat?.parent === postmaster)
  return (
    (self?.ownMs ?? 0) + (self?.childrenMs ?? 0) + backends.reduce((sum, stat) => sum + (stat?.ownMs ?? 0), 0)
  )
}
