import { expect, test } from 'vitest'
import { refuse } from './pressure.ts'

test('under pressure the API refuses with a time to come back, and the files of the client still come', () => {
  expect(() => refuse({ url: '/api/v1/me' })).toThrow(
    expect.objectContaining({ code: 'overloaded', status: 503 }),
  )
  expect(() => refuse({ url: '/assets/index-9Ml9uqoj.js' })).not.toThrow()
})
