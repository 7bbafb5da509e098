/** The earlier object when the new one says the same: what is drawn from it then need not be drawn again. */
export function reused<Thing extends object>(thing: Thing, before: Thing | undefined): Thing {
  if (!before) return thing
  const names = Object.keys(thing) as (keyof Thing)[]
  return names.every(name => Object.is(thing[name], before[name])) ? before : thing
}
