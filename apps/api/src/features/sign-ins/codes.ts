import { codeOf, plainCode } from '@diary/contracts/sign-ins'
import { createHash, createHmac } from 'node:crypto'

/** What is kept of a code. 120 random bits need no slow hash: there is nothing to guess from. */
export const hashOf = (code: string): Buffer => createHash('sha256').update(plainCode(code)).digest()

/** What a code is derived from, besides the secret of the installation. */
export interface CodeSeed {
  readonly schoolId: string
  /** Who makes it, by which creating request, and when. */
  readonly makerId: string
  readonly idempotencyKey: string
  readonly madeAt: Date
  /** Whose it is. */
  readonly personId: string
}

/**
 * The code of a person in one making (decision 0013): derived, so that the same request asked again within minutes answers
 * the same codes while nothing but their hashes is kept.
 */
export function derivedCode(secret: Buffer, seed: CodeSeed): string {
  const { schoolId, makerId, idempotencyKey, madeAt, personId } = seed
  const text = ['activation code', schoolId, makerId, idempotencyKey, madeAt.toISOString(), personId].join(
    '\n',
  )
  return codeOf(createHmac('sha256', secret).update(text).digest())
}
