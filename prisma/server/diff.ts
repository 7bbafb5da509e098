import { execFileSync } from 'node:child_process'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { migrate } from './migrate.ts'
import { openSchemaEngine, schemaFiles } from './schema-engine.ts'
import type { SchemaFile } from './schema-engine.ts'
import { startTestCluster } from './testing.ts'

/** The SQL by which a live database still differs from the schema; `undefined` when it does not. */
export async function diffFromDatabase(ownerUrl: string): Promise<string | undefined> {
  const { diff, close } = await openSchemaEngine(ownerUrl)
  const files = schemaFiles()
  try {
    return await diff({ tag: 'schemaDatasource', files, configDir: '.' }, { tag: 'schemaDatamodel', files })
  } finally {
    await close()
  }
}

// Writes the next migration's SQL to the standard output:
//   npx tsx prisma/server/diff.ts --from-migrations   what the migrations still lack of the schema
//   npx tsx prisma/server/diff.ts --from-empty        the whole schema
//   npx tsx prisma/server/diff.ts --from-git main     what changed since a commit
async function main([mode = '--from-migrations', ref = 'HEAD']: string[]) {
  const cluster = await startTestCluster({ isMigrated: false })
  try {
    const { owner } = await cluster.createDatabase()
    if (mode === '--from-migrations') {
      await migrate(owner)
      return await diffFromDatabase(owner)
    }
    const from: SchemaFile[] = mode === '--from-git' ? schemaAt(ref) : []
    const { diff, close } = await openSchemaEngine(owner)
    try {
      const target = { tag: 'schemaDatamodel', files: schemaFiles() } as const
      return await diff(
        from.length === 0 ? { tag: 'empty' } : { tag: 'schemaDatamodel', files: from },
        target,
      )
    } finally {
      await close()
    }
  } finally {
    await cluster.close()
  }
}

function schemaAt(ref: string): SchemaFile[] {
  const cwd = join(dirname(fileURLToPath(import.meta.url)), '..', 'schema')
  const git = (...args: string[]) => execFileSync('git', args, { cwd, encoding: 'utf8' })
  const names = git('ls-tree', '--name-only', ref, './')
    .split('\n')
    .filter(name => name.endsWith('.prisma'))
  return names.map(path => ({ path, content: git('show', `${ref}:./${path}`) }))
}

if (process.argv[1] === fileURLToPath(import.meta.url))
  process.stdout.write(
    (await main(process.argv.slice(2))) ?? '-- Nothing to do: the migrations make the schema.\n',
  )
