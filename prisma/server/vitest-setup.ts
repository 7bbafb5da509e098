import { afterEach, beforeEach, expect, vi } from 'vitest'

beforeEach(() => {
  vi.spyOn(console, 'error')
})

afterEach(() => {
  expect(console.error, 'a console.error fails the test').not.toHaveBeenCalled()
  vi.restoreAllMocks()
})
