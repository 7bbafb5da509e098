import fc from 'fast-check'

// What a careless or a hostile client makes of a request that was right.

type Json = unknown

/** Texts that are nothing, too much, or not text at all. */
export const wrongTexts = [
  '',
  ' ',
  '\u0000',
  'до\u0000после',
  '\ud800',
  'a\udfffb',
  '\u202e\u0007',
  '\ufeff',
  'null',
  "'; drop table mark; --",
  '{{7*7}}',
  '../../etc/passwd',
  'x'.repeat(5000),
  '🎒'.repeat(3000),
]
const wrongValues: Json[] = [
  null,
  true,
  false,
  0,
  -1,
  1.5,
  1e308,
  -1e308,
  9_007_199_254_740_992,
  2_147_483_648,
  [],
  {},
  [[]],
  [null],
  { toString: 1 },
  { $gt: '' },
  { length: 9 },
  ['5'],
  'true',
  '5',
  '٥',
  ...wrongTexts,
]

/** Names of columns and fields that no body has: none of them may find its way into a row. */
const extraNames = [
  'schoolId',
  'school_id',
  'id',
  'version',
  'givenById',
  'given_by_id',
  'createdById',
  'withdrawnAt',
  'status',
  'weightTenths',
  'publishedAt',
  'observedById',
  'reasonById',
  'heldAt',
  'updatedAt',
  'capacities',
  'кто',
  'constructor',
  'toString',
  'hasOwnProperty',
  '__defineGetter__',
]

/** One field that the contract does not have, beside those it has. */
export const extraField = fc.tuple(
  fc.constantFrom(...extraNames),
  fc.constantFrom<Json>('x', 1, null, true, {}),
)

/** The same body with one thing wrong somewhere in it. */
export function mutated(body: fc.Arbitrary<Json>): fc.Arbitrary<Json> {
  return fc
    .tuple(body, fc.nat(), fc.constantFrom(...wrongValues), fc.nat(3))
    .map(([value, at, wrong, how]) => {
      if (typeof value !== 'object' || value === null || Array.isArray(value)) return wrong
      const names = Object.keys(value)
      const name = names[at % Math.max(names.length, 1)]
      if (name === undefined) return { [extraNames[at % extraNames.length] ?? '']: wrong }
      const { [name]: _, ...rest } = value as Record<string, Json>
      if (how === 0) return rest
      if (how === 1) return wrong
      return { ...rest, [name]: wrong }
    })
}

/** Text that is no JSON, or JSON that means harm, made of a body. */
export function broken(body: fc.Arbitrary<Json>): fc.Arbitrary<string> {
  return fc.tuple(body, fc.nat(11), fc.nat()).map(([value, how, at]) => {
    const text = JSON.stringify(value ?? {})
    const inside = text.startsWith('{') ? text.slice(1) : `"x":${text}}`
    const comma = inside === '}' ? '' : ','
    const spoilt = [
      () => text.slice(0, at % Math.max(text.length, 1)),
      () => `${text}${text}`,
      () => `{"__proto__":{"isAdmin":true}${comma}${inside}`,
      () => `{"constructor":{"prototype":{"isAdmin":true}}${comma}${inside}`,
      () => `${'['.repeat(20_000)}${']'.repeat(20_000)}`,
      () => `${'{"a":'.repeat(10_000)}1${'}'.repeat(10_000)}`,
      () => `\ufeff${text}`,
      () => text.replace(/"[^"]*"/, '"\\ud800"'),
      () => `{"value":NaN${comma}${inside}`,
      () => `{"value":"5","value":"2"${comma}${inside}`,
      () => '',
      () => `{"topic":"${'д'.repeat(150_000)}"}`,
    ]
    return (spoilt[how] ?? (() => text))()
  })
}

/** Content types: mostly the right one. */
export const contentTypes = fc.oneof(
  { weight: 8, arbitrary: fc.constant('application/json') },
  {
    weight: 1,
    arbitrary: fc.constantFrom(
      'text/plain',
      'application/xml',
      'multipart/form-data',
      'application/x-www-form-urlencoded',
      'json',
      '',
      'application/json; charset=utf-16',
      'application/json;charset=ерунда',
      'application/problem+json',
      '*/*',
    ),
  },
)

/** Headers of versions and keys: right, half right and wrong ones. */
export const headers = fc.record(
  {
    'if-match': fc.constantFrom(
      '"1"',
      '"1"',
      '"2"',
      '"0"',
      '*',
      'W/"1"',
      '"99999999999"',
      '"-1"',
      '"1", "2"',
      '',
      '1',
    ),
    'if-none-match': fc.constantFrom('*', '*', '"1"', ''),
    'idempotency-key': fc.oneof(
      fc.uuid(),
      fc.constantFrom(
        '',
        'short',
        'k'.repeat(64),
        'k'.repeat(65),
        'with space 123',
        'ключ-ключ-ключ',
        '"quoted-key"',
      ),
    ),
    accept: fc.constantFrom('application/xml', 'text/html;q=0.1', ''),
    'x-http-method-override': fc.constant('DELETE'),
    'content-encoding': fc.constantFrom('gzip', 'identity'),
    cookie: fc.constantFrom('refresh=x', 'refresh=', '=;=;', 'refresh=%E0%A4%A'),
    origin: fc.constantFrom('https://evil.example', 'null', 'ерунда'),
  },
  { requiredKeys: [] },
)

/** What may stand in a path where an id is meant. */
export const wrongParams = fc.constantFrom(
  'null',
  '0',
  '-1',
  '%00',
  '%E0%A4%A',
  '%2e%2e%2f',
  '..%2f..%2fetc',
  'x'.repeat(199),
  'x'.repeat(300),
  '00000000-0000-0000-0000-000000000000',
  'FFFFFFFF-FFFF-4FFF-8FFF-FFFFFFFFFFFF',
  '%F0%9F%8E%92',
  "'--",
  '*',
  '{}',
)

/** Query strings that no form sends. */
export const wrongQueries = fc.constantFrom(
  'limit=0',
  'limit=-1',
  'limit=1e9',
  'limit=NaN',
  'limit=1&limit=2',
  'limit[]=1',
  'limit=',
  'limit=%00',
  'from=x',
  'from=2026-02-30',
  'from=2026-11-23&from=2026-11-24',
  'from=0000-00-00',
  'to=9999-12-31',
  'to=',
  'from=-infinity',
  'from=2026-11-23T00:00:00Z',
  'to=%00',
  'from=%E0%A4%A',
  'from=2200-01-01',
  'to=2200-01-01',
  'after=x',
  'after=.',
  'after=%00',
  'after=eyJ.eyJ',
  `after=${'x'.repeat(500)}`,
  `after=${'x'.repeat(501)}`,
  'search=%00',
  'search=%ED%A0%80',
  'search=%F0%9F%8E%92',
  `search=${'я'.repeat(101)}`,
  'search=%27%22%5C%25_',
  'termId=x',
  'termId=',
  'day=x',
  'day=2026-11-31',
  'kind=x',
  'kind=student&kind=staff',
  '__proto__=x',
  'constructor[prototype][x]=1',
  '&&&===',
  '?',
  'a='.repeat(2000),
  'x=%',
  'day=2026-11-23&__proto__[a]=b',
)
