import { readFileSync, readdirSync } from 'node:fs'
import { createRequire } from 'node:module'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { PrismaPg } from '@prisma/adapter-pg'
import { bindMigrationAwareSqlAdapterFactory, ColumnTypeEnum } from '@prisma/driver-adapter-utils'
import type { SqlQuery } from '@prisma/driver-adapter-utils'
import * as engine from '@prisma/schema-engine-wasm/schema_engine_bg'
import pg from 'pg'

const prismaDir = join(dirname(fileURLToPath(import.meta.url)), '..')

export interface SchemaFile {
  path: string
  content: string
}

/** The schema as it stands in the working tree. */
export function schemaFiles(folder = join(prismaDir, 'schema')): SchemaFile[] {
  return readdirSync(folder)
    .filter(name => name.endsWith('.prisma'))
    .sort()
    .map(name => ({ path: name, content: readFileSync(join(folder, name), 'utf8') }))
}

export const migrationsDir = join(prismaDir, 'migrations')

const noFilters = { externalTables: [], externalEnums: [] }
let isLoaded = false

// Prisma's schema engine as WebAssembly: nothing is downloaded, and it talks through the client's own adapter.
async function load() {
  if (isLoaded) return
  // Where the engine leaves its last words; without it a panic hides behind a TypeError.
  const registry = {
    set_message(message: string) {
      throw new Error(`Prisma's schema engine failed: ${message}`)
    },
  }
  Object.assign(globalThis, { PRISMA_WASM_PANIC_REGISTRY: registry })
  const entry = createRequire(import.meta.url).resolve('@prisma/schema-engine-wasm')
  const { instance } = await WebAssembly.instantiate(
    readFileSync(join(dirname(entry), 'schema_engine_bg.wasm')),
    {
      './schema_engine_bg.js': engine as unknown as WebAssembly.ModuleImports,
    },
  )
  engine.__wbg_set_wasm(instance.exports)
  const { __wbindgen_start: start } = instance.exports
  if (typeof start === 'function') start()
  isLoaded = true
}

/** Prisma's schema engine on one database; free it with `close`. */
export async function openSchemaEngine(url: string) {
  await load()
  const factory = new MigrationAdapter(url)
  const schema = schemaFiles()
  const it = await engine.SchemaEngine.new(
    { datamodels: schema.map(file => [file.path, file.content]) },
    () => undefined,
    bindMigrationAwareSqlAdapterFactory(factory),
  )
  return {
    engine: it,
    /** What PostgreSQL itself said last; the engine's own errors leave out half of it. */
    lastError: () => factory.lastError,
    /** The SQL that leads from one state to another; `undefined` when there is nothing to do. */
    async diff(from: engine.DiffTarget, to: engine.DiffTarget): Promise<string | undefined> {
      const result = await it.diff({ from, to, script: true, exitCode: true, filters: noFilters })
      return result.exitCode === 0 ? undefined : (result.stdout ?? '')
    },
    async close() {
      it.free()
      await factory.close()
    },
  }
}

/** The migrations' folder in the form the engine reads. */
export function migrationList(names: string[]): engine.MigrationList {
  return {
    baseDir: migrationsDir,
    lockfile: {
      path: 'migration_lock.toml',
      content: readFileSync(join(migrationsDir, 'migration_lock.toml'), 'utf8'),
    },
    shadowDbInitScript: '',
    migrationDirectories: names.map(path => ({
      path,
      migrationFile: { path: 'migration.sql', content: { tag: 'ok', value: migrationSql(path) } },
    })),
  }
}

/** The names of the migrations in their order. */
export function migrationNames(): string[] {
  return readdirSync(migrationsDir, { withFileTypes: true })
    .filter(entry => entry.isDirectory())
    .map(entry => entry.name)
    .sort()
}

export function migrationSql(name: string) {
  return readFileSync(join(migrationsDir, name, 'migration.sql'), 'utf8')
}

class MigrationAdapter extends PrismaPg {
  lastError: pg.DatabaseError | undefined
  readonly #pool: CataloguePool

  constructor(url: string) {
    const pool = new CataloguePool({ connectionString: url, max: 3 })
    super(pool)
    this.#pool = pool
  }

  override async connect() {
    const adapter = await super.connect()
    const queryRaw = adapter.queryRaw.bind(adapter)
    return Object.assign(adapter, {
      queryRaw: async (query: SqlQuery) => {
        const result = await queryRaw(query)
        const columnTypes = result.columnTypes.map((type, column) =>
          this.#pool.internalColumns.has(`${result.columnNames[column]}`) ? ColumnTypeEnum.Character : type,
        )
        return { ...result, columnTypes }
      },
      // The adapter cuts a script at every semicolon, also inside a function's body. Sent whole, the server parses it,
      // and runs it as one transaction: a migration that fails leaves nothing behind.
      executeScript: async (script: string) => {
        try {
          await this.#pool.query(script)
        } catch (error) {
          if (error instanceof pg.DatabaseError) this.lastError = error
          throw error
        }
      },
    })
  }

  close() {
    return this.#pool.end()
  }
}

const internalChar = 18
const text = 25

// The catalogue's internal type "char" is unknown to the adapter, and without it no database can be compared. It is let
// through as text, and the engine is told that it is a character.
class CataloguePool extends pg.Pool {
  readonly internalColumns = new Set<string>()

  override query = (async (...args: Parameters<pg.Pool['query']>) => {
    const answer = super.query(...args) as unknown as Promise<pg.QueryResult | pg.QueryResult[]>
    const result = await answer
    for (const { fields } of [result].flat())
      for (const field of fields.filter(it => it.dataTypeID === internalChar)) {
        field.dataTypeID = text
        this.internalColumns.add(field.name)
      }
    return result
  }) as unknown as pg.Pool['query']
}
