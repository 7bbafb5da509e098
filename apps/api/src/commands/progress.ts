const say = (text: string) => process.stdout.write(`${text}\n`)

/** Tells what is going on now; a later text takes the place of an earlier one. */
export type Tell = (text: string) => void

/** Does a piece of work and shows it when it takes longer than a second. */
export async function step<Result>(text: string, work: (tell: Tell) => Promise<Result>): Promise<Result> {
  const startedAt = Date.now()
  let current = text
  let shownAt: number | undefined
  const show = () => {
    shownAt = Date.now()
    say(`… ${current}`)
  }
  const timer = setTimeout(show, 1000)
  try {
    const result = await work(next => {
      if (next === current) return
      current = next
      if (shownAt !== undefined && Date.now() - shownAt > 2000) show()
    })
    if (shownAt !== undefined) say(`✓ ${text}: ${((Date.now() - startedAt) / 1000).toFixed(1)} с`)
    return result
  } finally {
    clearTimeout(timer)
  }
}
