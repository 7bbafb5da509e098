import { readFileSync } from 'node:fs'
import type { Plugin } from 'vite'

const modules = /zod[\\/]v4[\\/]core[\\/](?:json-schema-processors|to-json-schema)\.js$/
const exported = /^export (?:const|function) (\w+)/gm

/**
 * Leaves out of the client what makes JSON Schema of contracts: the server's documentation asks for it, a browser never
 * does. Every schema carries a way to it, so nothing but a build step can shake it off (5 kB compressed).
 */
export function withoutJsonSchema(): Plugin {
  return {
    name: 'without-json-schema',
    apply: 'build',
    load(id) {
      if (!modules.test(id)) return null
      const names = [...readFileSync(id, 'utf8').matchAll(exported)].map(([, name]) => name)
      if (names.length === 0) throw new Error(`${id} has another form than this step knows`)
      const refusal = `const refuse = () => { throw new Error('No JSON Schema in the client') }`
      // Those that make a method are called when a schema is defined.
      return `${refusal}\n${names
        .map(name => `export const ${name} = ${name?.startsWith('create') ? '() => refuse' : 'refuse'}`)
        .join('\n')}`
    },
  }
}
