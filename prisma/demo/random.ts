/** A seeded source of chance: the same seed tells the same story, on every machine. */
export interface Random {
  /** A number in [0, 1). */
  next(): number
  /** A whole number from `low` to `high`, both included. */
  whole(low: number, high: number): number
  chance(probability: number): boolean
  pick<T>(from: readonly T[]): T
  /** Picks an index by weight. */
  weighted(weights: readonly number[]): number
  shuffle<T>(of: readonly T[]): T[]
  /** Around `mean`, roughly bell-shaped (the sum of four). */
  around(mean: number, spread: number): number
  /** A stream of its own, so that a change in one place of the story does not change the others. */
  fork(name: string): Random
}

/** Starts a stream of chance from a text. */
export function random(seed: string): Random {
  const [a0, b0, c0, d0] = seeds(seed)
  let a = a0
  let b = b0
  let c = c0
  let d = d0
  // sfc32: small, fast, and good enough for a story.
  function bits(): number {
    const t = (((a + b) | 0) + d) | 0
    d = (d + 1) | 0
    a = b ^ (b >>> 9)
    b = (c + (c << 3)) | 0
    c = (c << 21) | (c >>> 11)
    c = (c + t) | 0
    return t >>> 0
  }
  for (let i = 0; i < 12; i += 1) bits()
  const next = () => bits() / 4_294_967_296
  const self: Random = {
    next,
    whole: (low, high) => low + Math.floor(next() * (high - low + 1)),
    chance: probability => next() < probability,
    pick(from) {
      const found = from[Math.floor(next() * from.length)]
      if (found === undefined) throw new Error('nothing to pick from')
      return found
    },
    weighted(weights) {
      let rest = next() * weights.reduce((sum, weight) => sum + weight, 0)
      for (const [index, weight] of weights.entries()) {
        rest -= weight
        if (rest < 0) return index
      }
      return weights.length - 1
    },
    shuffle(of) {
      const out = [...of]
      for (let i = out.length - 1; i > 0; i -= 1) {
        const j = Math.floor(next() * (i + 1))
        const kept = out[i] as (typeof out)[number]
        out[i] = out[j] as (typeof out)[number]
        out[j] = kept
      }
      return out
    },
    around: (mean, spread) => mean + (next() + next() + next() + next() - 2) * spread,
    fork: name => random(`${seed}/${name}`),
  }
  return self
}

/** Makes UUIDv7 that depend on the seed alone: sorted by the moment they are given, unique by chance. */
export function deterministicIds(seed: string): (moment: number) => string {
  const chance = random(`ids/${seed}`)
  const word = () => Math.floor(chance.next() * 4_294_967_296)
  return moment => {
    const time = Math.floor(moment).toString(16).padStart(12, '0')
    const first = word()
    const second = word()
    const third = word()
    const version = `7${(first & 0xfff).toString(16).padStart(3, '0')}`
    const variant = (0x8000 | ((first >>> 12) & 0x3fff)).toString(16)
    const node = second.toString(16).padStart(8, '0') + (third & 0xffff).toString(16).padStart(4, '0')
    return `${time.slice(0, 8)}-${time.slice(8)}-${version}-${variant}-${node}`
  }
}

function seeds(text: string): [number, number, number, number] {
  let h1 = 1779033703
  let h2 = 3144134277
  let h3 = 1013904242
  let h4 = 2773480762
  for (const letter of text) {
    const k = letter.codePointAt(0) ?? 0
    h1 = h2 ^ Math.imul(h1 ^ k, 597399067)
    h2 = h3 ^ Math.imul(h2 ^ k, 2869860233)
    h3 = h4 ^ Math.imul(h3 ^ k, 951274213)
    h4 = h1 ^ Math.imul(h4 ^ k, 2716044179)
  }
  h1 = Math.imul(h3 ^ (h1 >>> 18), 597399067)
  h2 = Math.imul(h4 ^ (h2 >>> 22), 2869860233)
  h3 = Math.imul(h1 ^ (h3 >>> 17), 951274213)
  h4 = Math.imul(h2 ^ (h4 >>> 19), 2716044179)
  return [h1 ^ h2 ^ h3 ^ h4, h2 ^ h1, h3 ^ h1, h4 ^ h1]
}
