import { spawn } from 'node:child_process'
import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { ensureGenerated } from '@diary/db/generate'

const root = join(dirname(fileURLToPath(import.meta.url)), '..', '..')

export interface Count {
  passed: number
  failed: number
}

/** One thing that must hold; it says how many of its parts do. */
export interface Step {
  name: string
  run(): Promise<Count>
}

const say = (text: string) => process.stdout.write(`${text}\n`)
const one = (holds: boolean): Count => (holds ? { passed: 1, failed: 0 } : { passed: 0, failed: 1 })

/** What every change must pass without a browser. */
export const checks: Step[] = [
  { name: 'generate', run: generate },
  tool('format', '.', 'oxfmt', ['--check', '.']),
  tool('lint', '.', 'oxlint', ['--deny-warnings']),
  tool('types', '.', 'tsc', ['--noEmit', '--project', '.']),
  tool('migrations', '.', 'squawk', ['prisma/migrations/*/migration.sql']),
  { name: 'tests', run: vitest },
]

/** Whole roads through the product in a real browser. */
export const journeys: Step = { name: 'journeys', run: playwright }

/** Runs the steps in their order, all of them, and ends with the sum on the last line. */
export async function runSteps(steps: Step[]) {
  const total = { passed: 0, failed: 0 }
  const failed: string[] = []
  for (const step of steps) {
    say(`▶ ${step.name}`)
    const startedAt = Date.now()
    const count = await step.run().catch((error: unknown) => {
      say(error instanceof Error ? (error.stack ?? error.message) : String(error))
      return one(false)
    })
    total.passed += count.passed
    total.failed += count.failed
    if (count.failed > 0) failed.push(step.name)
    const seconds = ((Date.now() - startedAt) / 1000).toFixed(1)
    say(
      `${count.failed === 0 ? '✓' : '✗'} ${step.name}: ${seconds} s, ${count.passed} passed, ${count.failed} failed`,
    )
  }
  if (failed.length > 0) say(`Failed: ${failed.join(', ')}`)
  process.exitCode = total.failed === 0 ? 0 : 1
  say(`${total.passed} passed, ${total.failed} failed`)
}

// Not counted: what the others look at is not there before.
async function generate(): Promise<Count> {
  await ensureGenerated(say)
  return { passed: 0, failed: 0 }
}

/** A tool that either accepts the whole tree or does not; it speaks only when it does not. */
function tool(name: string, folder: string, command: string, args: string[]): Step {
  return {
    name,
    async run() {
      const { code, output } = await execute(folder, command, args, 'kept')
      if (code !== 0) say(output.trim())
      return one(code === 0)
    },
  }
}

interface VitestReport {
  numPassedTests: number
  numFailedTests: number
  testResults: { status: string; assertionResults: unknown[] }[]
}

async function vitest(): Promise<Count> {
  return await withReport(async path => {
    const reporters = ['--reporter=default', '--reporter=json', `--outputFile.json=${path}`]
    const { code } = await execute('.', 'vitest', ['run', ...reporters], 'shown')
    return countVitest(readReport<VitestReport>(path), code === 0)
  })
}

/** Counts what a report of vitest says; a run that ended badly without saying where counts as one failure. */
export function countVitest(report: VitestReport | undefined, hasSucceeded: boolean): Count {
  if (!report) return one(false)
  // A file that could not even be read has no test that failed.
  const broken = report.testResults.filter(
    it => it.status === 'failed' && it.assertionResults.length === 0,
  ).length
  const failed = report.numFailedTests + broken
  return { passed: report.numPassedTests, failed: failed === 0 && !hasSucceeded ? 1 : failed }
}

interface PlaywrightReport {
  stats: { expected: number; unexpected: number; flaky: number }
  errors: unknown[]
}

async function playwright(): Promise<Count> {
  return await withReport(async path => {
    const env = { PLAYWRIGHT_JSON_OUTPUT_NAME: path }
    const { code } = await execute('e2e', 'playwright', ['test', '--reporter=list,json'], 'shown', env)
    return countPlaywright(readReport<PlaywrightReport>(path), code === 0)
  })
}

/** Counts what a report of Playwright says, its errors outside any test included. */
export function countPlaywright(report: PlaywrightReport | undefined, hasSucceeded: boolean): Count {
  if (!report) return one(false)
  const failed = report.stats.unexpected + report.errors.length
  return {
    passed: report.stats.expected + report.stats.flaky,
    failed: failed === 0 && !hasSucceeded ? 1 : failed,
  }
}

async function withReport(work: (path: string) => Promise<Count>): Promise<Count> {
  const folder = mkdtempSync(join(tmpdir(), 'diary-report-'))
  try {
    return await work(join(folder, 'report.json'))
  } finally {
    rmSync(folder, { recursive: true })
  }
}

// A runner that crashed leaves no report, or half of one.
function readReport<Report>(path: string): Report | undefined {
  if (!existsSync(path)) return undefined
  try {
    return JSON.parse(readFileSync(path, 'utf8')) as Report
  } catch (error) {
    say(`The report cannot be read: ${String(error)}`)
    return undefined
  }
}

async function execute(
  folder: string,
  command: string,
  args: string[],
  output: 'shown' | 'kept',
  env: Record<string, string> = {},
) {
  const cwd = join(root, folder)
  const bin = [cwd, root].map(it => join(it, 'node_modules', '.bin', command)).find(it => existsSync(it))
  if (!bin) throw new Error(`${command} is not installed`)
  const child = spawn(bin, args, {
    cwd,
    stdio: output === 'shown' ? ['ignore', 'inherit', 'inherit'] : ['ignore', 'pipe', 'pipe'],
    env: { ...process.env, ...env },
    shell: process.platform === 'win32',
  })
  // Ctrl-C reaches the whole group by itself; whoever ends this process alone means its work too.
  const end = () => child.kill('SIGTERM')
  process.once('SIGTERM', end)
  let kept = ''
  child.stdout?.on('data', chunk => (kept += chunk))
  child.stderr?.on('data', chunk => (kept += chunk))
  const code = await new Promise<number | null>((resolve, reject) =>
    child.once('close', resolve).once('error', reject),
  )
  process.off('SIGTERM', end)
  return { code, output: kept }
}
