import { execFile } from 'node:child_process'
import {
  accessSync,
  chmodSync,
  constants,
  existsSync,
  mkdirSync,
  renameSync,
  rmSync,
  writeFileSync,
} from 'node:fs'
import { delimiter, dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { promisify } from 'node:util'
import { chromium } from '@playwright/test'

const execute = promisify(execFile)

/** A Chromium to drive, and what it needs in its environment. */
export interface Browser {
  executablePath: string
  env: Record<string, string>
  /** Where it was found, for people. */
  source: string
}

const names = ['chromium', 'chromium-browser', 'google-chrome', 'google-chrome-stable', 'chrome']
const applications = [
  '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
  '/Applications/Chromium.app/Contents/MacOS/Chromium',
]

/** Finds Chromium: the one that is named, the system's, Playwright's own, or the one the registry brings. */
export async function findBrowser(onProgress?: (text: string) => void): Promise<Browser> {
  const named = process.env['CHROMIUM_PATH']
  if (named) {
    if (!(await answers(named))) throw new Error(`CHROMIUM_PATH: ${named} is not a Chromium that starts`)
    return { executablePath: named, env: {}, source: 'CHROMIUM_PATH' }
  }
  const folders = (process.env['PATH'] ?? '').split(delimiter)
  const system = folders.flatMap(folder => names.map(name => join(folder, name))).concat(applications)
  for (const executablePath of system)
    if (isExecutable(executablePath) && (await answers(executablePath)))
      return { executablePath, env: {}, source: 'system' }
  const own = chromium.executablePath()
  if (isExecutable(own) && (await answers(own))) return { executablePath: own, env: {}, source: 'Playwright' }
  if (process.platform !== 'linux' || process.arch !== 'x64')
    throw new Error(
      'No Chromium here: install one, set CHROMIUM_PATH, or run `npx playwright install chromium` in e2e',
    )
  return await unpacked(onProgress)
}

// Some distributions put a stub into the path that only says how to install the real one.
async function answers(executablePath: string, env: Record<string, string> = {}) {
  try {
    const { stdout } = await execute(executablePath, ['--version', '--no-sandbox'], {
      timeout: 20_000,
      env: { ...process.env, ...env },
    })
    return /Chrom(e|ium)/.test(stdout)
  } catch {
    return false
  }
}

/** The Chromium of `@sparticuz/chromium`: packed for serverless machines, it brings the libraries a bare system lacks. */
async function unpacked(onProgress?: (text: string) => void): Promise<Browser> {
  const here = dirname(fileURLToPath(import.meta.url))
  const folder = join(here, '..', 'node_modules', '.cache', 'chromium-147.0.0')
  if (!existsSync(folder)) {
    onProgress?.('Unpacking Chromium')
    const draft = `${folder}.${process.pid}`
    mkdirSync(draft, { recursive: true })
    // The package unpacks into the folder for temporary files, and its libraries only where it believes itself in a cloud.
    const unpack = "import chromium from '@sparticuz/chromium'; await chromium.executablePath()"
    await execute(process.execPath, ['--input-type=module', '-e', unpack], {
      cwd: here,
      env: { ...process.env, TMPDIR: draft, AWS_EXECUTION_ENV: 'AWS_Lambda_nodejs20.x' },
    })
    chmodSync(join(draft, 'chromium'), 0o755)
    writeFileSync(join(draft, 'fonts', 'fonts.conf'), fontsConfig(join(folder, 'fonts')))
    try {
      renameSync(draft, folder)
    } catch (error) {
      // Another run was faster.
      rmSync(draft, { recursive: true })
      if (!existsSync(folder)) throw error
    }
  }
  const browser = {
    executablePath: join(folder, 'chromium'),
    env: {
      LD_LIBRARY_PATH: [join(folder, 'al2023', 'lib'), process.env['LD_LIBRARY_PATH']]
        .filter(Boolean)
        .join(':'),
      FONTCONFIG_FILE: join(folder, 'fonts', 'fonts.conf'),
    },
    source: '@sparticuz/chromium',
  }
  if (!(await answers(browser.executablePath, browser.env)))
    throw new Error(`The unpacked Chromium does not start: ${browser.executablePath}`)
  return browser
}

function isExecutable(path: string) {
  try {
    accessSync(path, constants.X_OK)
    return true
  } catch {
    return false
  }
}

// The system's fonts first, and the package's own for a machine that has none; both know Cyrillic.
function fontsConfig(folder: string) {
  return `<?xml version="1.0"?>
<!DOCTYPE fontconfig SYSTEM "fonts.dtd">
<fontconfig>
  <include ignore_missing="yes">/etc/fonts/fonts.conf</include>
  <dir>/usr/share/fonts</dir>
  <dir>${folder}</dir>
  <cachedir prefix="xdg">fontconfig</cachedir>
</fontconfig>
`
}
