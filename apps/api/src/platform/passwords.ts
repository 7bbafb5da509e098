import { hash, verify } from '@node-rs/argon2'
import { Problem } from './problem.ts'

/** Argon2id (the library's own choice) with what OWASP asks at least. */
const parameters = { memoryCost: 19_456, timeCost: 2, parallelism: 1 }

/** Hashes and checks passwords, two at a time: a storm of sign-ins waits in line and does not starve the readers. */
export interface Passwords {
  hash(password: string): Promise<string>
  /** With no hash it takes as long as with one: whether an account exists does not show. */
  verify(hash: string | undefined, password: string): Promise<boolean>
}

/** Passwords behind a semaphore of `places`, with at most `queue` waiting: beyond that the answer is 503 at once. */
export function passwords({ places = 2, queue = 200 } = {}): Passwords {
  let busy = 0
  const waiting: (() => void)[] = []
  const inTurn = async <T>(work: () => Promise<T>): Promise<T> => {
    if (busy >= places) {
      if (waiting.length >= queue) throw new Problem('overloaded', { retryAfterSeconds: 5 })
      await new Promise<void>(resolve => waiting.push(resolve))
    }
    busy++
    try {
      return await work()
    } finally {
      busy--
      waiting.shift()?.()
    }
  }
  let dummy: Promise<string> | undefined
  return {
    hash: password => inTurn(() => hash(password.normalize('NFC'), parameters)),
    async verify(stored, password) {
      dummy ??= hash('nobody has this password', parameters)
      const against = stored ?? (await dummy)
      const isRight = await inTurn(() => verify(against, password.normalize('NFC')))
      return isRight && stored !== undefined
    },
  }
}

const wordsOfEveryday =
  'password пароль qwerty йцукен 1234567890 0987654321 123123 111111 abc123 admin letmein welcome iloveyou дневник diary school школа ученик учитель teacher parent гимназия лицей'.split(
    ' ',
  )

/** Whether a password is too easy to guess: one repeated pattern, a run of keys, or the login and everyday words with little beside. */
export function isWeak(password: string, context: readonly string[]): boolean {
  const plain = password.normalize('NFKC').toLowerCase()
  if (new Set(plain).size < 5) return true
  if (/^(.{1,4})\1+.?$/u.test(plain)) return true
  const rest = [
    ...context.map(word => word.toLowerCase()).filter(word => word.length > 2),
    ...wordsOfEveryday,
  ].reduce((text, word) => text.replaceAll(word, ''), plain)
  return rest.replace(/\P{L}/gu, '').length + new Set(rest.replace(/\D/g, '')).size < 5
}
