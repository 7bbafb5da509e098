/** What a process has opened, and whether it was asked to end. */
export interface Ending {
  /** Closes this, too, when the process is asked to end: what was opened last is closed first. */
  add(close: () => Promise<void>): void
  readonly isAsked: boolean
}

/** Ends the process in order on Ctrl-C and on what a service manager sends, from now on. */
export function endInOrder(): Ending {
  const closers: (() => Promise<void>)[] = []
  let askedAt: number | undefined
  const end = async () => {
    // One Ctrl-C may arrive twice, from the terminal and from the runner above; a later one is meant.
    if (askedAt !== undefined) {
      if (Date.now() - askedAt > 1000) process.exit(1)
      return
    }
    askedAt = Date.now()
    process.stdout.write('Останавливаюсь…\n')
    // Work that was cut off has nothing new to say: its connections end because we end them.
    process.on('uncaughtException', () => undefined)
    try {
      for (const close of closers) await close()
      process.exit(0)
    } catch (error) {
      process.stderr.write(`${String((error as Error).stack)}\n`)
      process.exit(1)
    }
  }
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, () => void end())
  return {
    add: close => closers.unshift(close),
    get isAsked() {
      return askedAt !== undefined
    },
  }
}
