import { readFileSync } from 'node:fs'
import type { Plugin } from 'vite'

const schemaModules = /zod[\\/]v4[\\/]core[\\/](?:json-schema-processors|to-json-schema)\.js$/
const sentences = /zod[\\/]v4[\\/]locales[\\/]en\.js$/
const exported = /^export (?:const|function) (\w+)/gm

/**
 * Leaves out of the client what only the server needs of the contracts' library (6 kB compressed): the way from a schema
 * to JSON Schema, which every schema carries, and the English sentences, since a page has words of its own for a wrong field.
 */
export function lightZod(): Plugin {
  return {
    name: 'light-zod',
    apply: 'build',
    load(id) {
      if (sentences.test(id)) return `export default () => ({ localeError: () => 'Invalid input' })`
      if (!schemaModules.test(id)) return null
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
