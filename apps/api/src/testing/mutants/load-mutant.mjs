// Lets a process load other sources in place of some files: MUTANT holds `{ "/path/visible.ts": "…" }`. Imported before the
// loader that knows TypeScript, so that this one is asked for the text and that one translates it.
import { register } from 'node:module'
import { pathToFileURL } from 'node:url'

const sources = Object.fromEntries(
  Object.entries(JSON.parse(process.env.MUTANT ?? '{}')).map(([path, text]) => [
    pathToFileURL(path).href,
    text,
  ]),
)
const hooks = `
let sources = {}
export const initialize = given => { sources = given }
export async function load(url, context, next) {
  const source = sources[url.split('?')[0]]
  return source === undefined ? next(url, context) : { format: 'module', source, shortCircuit: true }
}`
register(`data:text/javascript,${encodeURIComponent(hooks)}`, import.meta.url, { data: sources })
