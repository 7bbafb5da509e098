import { readdir, readFile, writeFile } from 'node:fs/promises'
import { join, resolve } from 'node:path'
import { promisify } from 'node:util'
import { brotliCompress, constants, gzip } from 'node:zlib'
import type { Plugin } from 'vite'

const brotli = promisify(brotliCompress)
const gzipped = promisify(gzip)

/** Writes `.br` and `.gz` files beside the built ones, so that the API sends bytes and compresses nothing. */
export function compressed(): Plugin {
  let directory = ''
  return {
    name: 'diary:compressed',
    apply: 'build',
    configResolved(config) {
      directory = resolve(config.root, config.build.outDir)
    },
    // `closeBundle` runs after the public folder was copied, so its files are compressed too.
    async closeBundle() {
      const files = await readdir(directory, { recursive: true })
      await Promise.all(
        files
          .filter(file => /\.(?:js|css|html|svg|json|webmanifest)$/.test(file))
          .map(file => compressFile(join(directory, file))),
      )
    },
  }
}

async function compressFile(path: string) {
  const content = await readFile(path)
  const params = {
    [constants.BROTLI_PARAM_QUALITY]: constants.BROTLI_MAX_QUALITY,
    [constants.BROTLI_PARAM_SIZE_HINT]: content.length,
  }
  await Promise.all([
    brotli(content, { params }).then(result => writeFile(`${path}.br`, result)),
    gzipped(content, { level: 9 }).then(result => writeFile(`${path}.gz`, result)),
  ])
}
