import { logStatements, withoutSchool } from '@diary/db/server/statement-log'
import { askAsNobody } from '../matrix/edges.ts'
import { readFacts, rowsOf } from '../matrix/facts.ts'
import type { Ground } from '../matrix/ground.ts'
import { judgeOf, leaksOnly } from '../matrix/judge.ts'
import { changedSince, isRead, runMatrix } from '../matrix/matrix.ts'
import { isPromised, isPromisedByName } from '../matrix/policy.ts'
import { wrongRules } from '../matrix/rules.ts'
import { type MatrixUrls, openSchoolApi } from '../matrix/school-api.ts'
import type { Mutant } from './clauses.ts'

/** What a process is told of the walls it is to look at. */
export interface Trial {
  readonly urls: MatrixUrls
  readonly ground: Ground
  readonly mode: Mutant['mode']
}

/** Runs the matrix until something is wrong, and answers what. Nothing wrong: the mutant lives. */
async function tryMutant({ urls, ground, mode }: Trial): Promise<{ by: string; what: string } | undefined> {
  const statements = logStatements()
  const facts = await readFacts(urls.superuser, ground.today)
  if (mode === 'first') {
    const askers = ground.askers.map(({ label, login, schoolId }) => ({
      label,
      rights: facts.rights(login, schoolId),
    }))
    const [what] = await wrongRules({ facts, askers, urls })
    if (what) return { by: 'rules', what }
  }
  const before = await rowsOf(urls.superuser)
  const api = await openSchoolApi(urls, ground)
  try {
    const judge = mode === 'second' ? leaksOnly(judgeOf(facts, isPromised, isPromisedByName)) : judgeOf(facts)
    const options = { judge, stopsAtFirst: true, ...(mode === 'second' && { asks: isOfGround(ground) }) }
    for (const only of [isRead, (endpoint: Parameters<typeof isRead>[0]) => !isRead(endpoint)]) {
      const [what] = (await runMatrix(api, { ...options, only })).wrong
      if (what) return { by: 'matrix', what }
    }
    // With the rules open the rest is bound to be otherwise.
    if (mode === 'second') return undefined
    const [changed] = (await changedSince(api, before)).changed
    if (changed) return { by: 'rows', what: changed }
    const tables = new Set([...before.keys()].filter(name => !['school', 'account_person'].includes(name)))
    const [stray] = [...statements.texts].flatMap(text => withoutSchool(text, tables))
    if (stray) return { by: 'statements', what: stray }
    const [nobody] = await askAsNobody(api)
    return nobody === undefined ? undefined : { by: 'nobodies', what: nobody }
  } finally {
    await api.close()
  }
}

const isOfGround = (ground: Ground) => (asker: { schoolId: string }) => asker.schoolId === ground.schoolId

const outcome = await tryMutant(JSON.parse(process.env.TRIAL ?? '') as Trial).catch((error: unknown) => ({
  by: 'failure',
  what: String(error),
}))
process.stdout.write(`${JSON.stringify(outcome ?? null)}\n`)
// Connections of a mutant that broke are not waited for.
process.exit(0)
