import { spawn } from 'node:child_process'
import { readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { createTestDatabase, startTestCluster, type TestDatabase } from '@diary/db/server/testing'
import { withClient } from '@diary/db/server/roles'
import { makeProbeGround } from '@diary/db/walls/ground'
import { brokenPolicies } from '@diary/db/walls/policies'
import { unnoticed } from '@diary/db/walls/unnoticed'
import { groundDatabase, withoutRowSecurity } from '../matrix/databases.ts'
import { type Mutant, mutants } from './clauses.ts'
import type { Trial } from './try-mutant.ts'

// Takes every clause of the first wall away in turn, with the second wall down, and every policy and clause of the second one,
// with the first wall open: each must be missed by the access matrix or by the probe. Slow; not part of the tests.
//   pnpm test:walls            everything
//   pnpm test:walls visible    only the files whose path holds this word

const atOnce = 2
const loader = fileURLToPath(new URL('load-mutant.mjs', import.meta.url))
const trialFile = fileURLToPath(new URL('try-mutant.ts', import.meta.url))
const rulesOpen = Object.fromEntries(
  ['visible.ts', 'visible-sql.ts'].map(name => {
    const file = fileURLToPath(new URL(`../../access/${name}`, import.meta.url))
    const exported = [...readFileSync(file, 'utf8').matchAll(/^export function (\w+)/gm)].map(([, it]) => it)
    const open = name.includes('sql') ? "{ text: 'true', name: 'open' }" : '{}'
    return [file, exported.map(it => `export const ${it} = () => (${open})`).join('\n')]
  }),
)

interface Outcome {
  by: string
  what: string
}

const word = process.argv[2] ?? ''
const cluster = await startTestCluster()
let survivors = 0
try {
  survivors += await breakFirstWall()
  if (word === '') survivors += await breakSecondWall()
} finally {
  await cluster.close()
}
console.info(survivors === 0 ? 'Every clause is missed when it is gone.' : `${survivors} survived.`)
process.exitCode = survivors === 0 ? 0 : 1

async function breakFirstWall(): Promise<number> {
  const filled = await groundDatabase(cluster.server)
  const bare = await copyOf(filled.urls)
  await withoutRowSecurity(bare)
  const all = mutants().filter(({ file }) => file.includes(word))
  console.info(`${all.length} clauses of the first wall`)
  // First with nothing taken away: otherwise every mutant would seem to be missed.
  for (const mode of ['first', 'both', 'second'] as const) {
    const outcome = await tryIn(mode, {}, mode === 'first' ? bare : filled.urls, filled.ground)
    if (outcome) throw new Error(`The walls are not whole (${mode}): ${outcome.by} ${outcome.what}`)
  }
  const left = all.values()
  let alive = 0
  await Promise.all(
    Array.from({ length: atOnce }, async () => {
      for (const mutant of left) {
        const sources = { [mutant.file]: mutant.source }
        const outcome = await tryIn(
          mutant.mode,
          sources,
          mutant.mode === 'first' ? bare : filled.urls,
          filled.ground,
        )
        // What did not even run shows nothing.
        if (!outcome || outcome.by === 'failure') alive++
        console.info(rowOf(mutant, outcome))
      }
    }),
  )
  return alive
}

async function breakSecondWall(): Promise<number> {
  const urls = await createTestDatabase(cluster.server)
  const ground = await makeProbeGround(urls)
  return withClient(urls.superuser, async client => {
    const { whole, clauses } = await brokenPolicies(client)
    const alive = await unnoticed(client, ground, [...whole, ...clauses])
    console.info(`${whole.length} policies and ${clauses.length} of their clauses taken away, each in turn`)
    for (const statement of alive) console.info(`SURVIVED  ${statement}`)
    return alive.length
  })
}

/** Tries a mutant in a process and on a database of its own. */
async function tryIn(
  mode: Mutant['mode'],
  sources: Record<string, string>,
  template: TestDatabase,
  ground: Trial['ground'],
): Promise<Outcome | undefined> {
  const urls = await copyOf(template)
  try {
    const trial: Trial = { urls, ground, mode }
    return await runTrial({ ...(mode === 'second' && rulesOpen), ...sources }, trial)
  } finally {
    await withClient(cluster.server.url, client =>
      client.query(`drop database ${new URL(urls.superuser).pathname.slice(1)} with (force)`),
    )
  }
}

function runTrial(sources: Record<string, string>, trial: Trial): Promise<Outcome | undefined> {
  return new Promise((resolve, reject) => {
    const child = spawn(process.execPath, ['--import', loader, '--import', 'tsx', trialFile], {
      env: { ...process.env, MUTANT: JSON.stringify(sources), TRIAL: JSON.stringify(trial) },
      stdio: ['ignore', 'pipe', 'pipe'],
    })
    let [said, failed] = ['', '']
    child.stdout.on('data', (chunk: Buffer) => (said += chunk.toString()))
    child.stderr.on('data', (chunk: Buffer) => (failed += chunk.toString()))
    child.once('error', reject)
    child.once('close', () => {
      const last = said.trim().split('\n').at(-1)
      resolve(
        last
          ? ((JSON.parse(last) as Outcome | null) ?? undefined)
          : { by: 'failure', what: failed.slice(-300) },
      )
    })
  })
}

/** A copy of a database as it is now; nobody may be connected to it. */
async function copyOf(template: TestDatabase): Promise<TestDatabase> {
  const name = `walls_${Math.random().toString(36).slice(2)}`
  await withClient(cluster.server.url, async client => {
    await client.query(`create database ${name} template ${new URL(template.superuser).pathname.slice(1)}`)
    await client.query(`grant connect on database ${name} to diary_app, diary_auth`)
  })
  const at = (url: string) => Object.assign(new URL(url), { pathname: `/${name}` }).href
  return Object.fromEntries(
    Object.entries(template).map(([role, url]) => [role, at(url as string)]),
  ) as unknown as TestDatabase
}

function rowOf({ file, line, was, now, mode }: Mutant, outcome: Outcome | undefined): string {
  const place = `${file.split('/src/')[1]}:${line}`
  const change = `${was.slice(0, 70)} → ${now.trim() || '∅'}`
  return [
    (outcome ? (outcome.by === 'failure' ? 'DID NOT RUN' : `missed by ${outcome.by}`) : 'SURVIVED').padEnd(
      21,
    ),
    mode.padEnd(7),
    place.padEnd(38),
    change.padEnd(90),
    (outcome?.what ?? '').replace(/\s+/g, ' ').slice(0, 110),
  ].join(' ')
}
