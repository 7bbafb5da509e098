import { spawn } from 'node:child_process'
import { createHash } from 'node:crypto'
import {
  cpSync,
  existsSync,
  mkdirSync,
  readFileSync,
  readdirSync,
  renameSync,
  rmSync,
  writeFileSync,
} from 'node:fs'
import { createRequire } from 'node:module'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'

const here = dirname(fileURLToPath(import.meta.url))
const schemaDir = join(here, 'schema')
const generatedDir = join(here, 'generated')
const stampPath = join(generatedDir, 'stamp')

/** Writes the Prisma client anew when the schema or Prisma's version changed; answers whether it did. */
export async function ensureGenerated(onProgress?: (text: string) => void): Promise<boolean> {
  const wanted = stamp()
  if (isCurrent(wanted)) return false
  onProgress?.('Создаю клиент базы данных')
  // Beside the packages: the same disk, out of everyone's sight, and `../generated` of the copied schema stays inside.
  const draft = join(here, 'node_modules', `.generate-${process.pid}`)
  rmSync(draft, { recursive: true, force: true })
  mkdirSync(draft)
  try {
    cpSync(schemaDir, join(draft, 'schema'), { recursive: true })
    await prismaGenerate(join(draft, 'schema'))
    writeFileSync(join(draft, 'generated', 'stamp'), wanted)
    swap(join(draft, 'generated'), join(draft, 'replaced'), wanted)
  } finally {
    rmSync(draft, { recursive: true, force: true })
  }
  return true
}

function stamp() {
  const hash = createHash('sha256').update(prismaVersion())
  for (const name of readdirSync(schemaDir).sort())
    hash.update(name).update(readFileSync(join(schemaDir, name)))
  return hash.digest('hex')
}

function prismaVersion() {
  const require = createRequire(import.meta.url)
  return (require('prisma/package.json') as { version: string }).version
}

function isCurrent(wanted: string) {
  return existsSync(stampPath) && readFileSync(stampPath, 'utf8') === wanted
}

async function prismaGenerate(schema: string) {
  const require = createRequire(import.meta.url)
  const cli = join(dirname(require.resolve('prisma/package.json')), 'build', 'index.js')
  const child = spawn(process.execPath, [cli, 'generate', '--schema', schema], {
    cwd: here,
    stdio: ['ignore', 'pipe', 'pipe'],
    // Any existing file keeps Prisma from downloading an engine which generation does not use.
    env: {
      ...process.env,
      PRISMA_SCHEMA_ENGINE_BINARY: cli,
      PRISMA_HIDE_UPDATE_MESSAGE: '1',
      CHECKPOINT_DISABLE: '1',
    },
  })
  let output = ''
  child.stdout.on('data', chunk => (output += chunk))
  child.stderr.on('data', chunk => (output += chunk))
  const code = await new Promise((resolve, reject) => child.once('close', resolve).once('error', reject))
  if (code !== 0) throw new Error(`prisma generate failed:\n${output}`)
}

// Two processes may generate at once: the later one finds its own result already in place.
function swap(from: string, replaced: string, wanted: string) {
  for (let attempt = 1; ; attempt++) {
    try {
      if (existsSync(generatedDir)) renameSync(generatedDir, replaced)
      renameSync(from, generatedDir)
      return
    } catch (error) {
      if (isCurrent(wanted)) return
      if (attempt === 5) throw error
      rmSync(replaced, { recursive: true, force: true })
    }
  }
}

if (process.argv[1] === fileURLToPath(import.meta.url))
  await ensureGenerated(text => process.stdout.write(`${text}\n`))
