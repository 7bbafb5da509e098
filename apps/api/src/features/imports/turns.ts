import { setImmediate } from 'node:timers/promises'

const atOnce = 100

/** Goes through a list and, every so many of its items, lets the requests of people have their turn. */
export async function* inTurns<Item>(items: Iterable<Item>): AsyncGenerator<Item> {
  let left = atOnce
  for (const item of items) {
    yield item
    left -= 1
    if (left > 0) continue
    left = atOnce
    await setImmediate()
  }
}

/** What becomes of each item of a list, in turns with the requests of people. */
export async function mapInTurns<Item, Made>(
  items: readonly Item[],
  make: (item: Item, at: number) => Made,
): Promise<Made[]> {
  const made: Made[] = []
  for await (const [at, item] of inTurns(items.entries())) made.push(make(item, at))
  return made
}
