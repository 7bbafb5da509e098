import { expect, test } from 'vitest'
import { countPlaywright, countVitest } from './steps.ts'

const passed = { status: 'passed', assertionResults: [{}, {}] }

test.each([
  [
    'all is well',
    { numPassedTests: 2, numFailedTests: 0, testResults: [passed] },
    true,
    { passed: 2, failed: 0 },
  ],
  [
    'a test failed',
    { numPassedTests: 1, numFailedTests: 1, testResults: [passed] },
    false,
    { passed: 1, failed: 1 },
  ],
  [
    'a file could not be read',
    {
      numPassedTests: 2,
      numFailedTests: 0,
      testResults: [passed, { status: 'failed', assertionResults: [] }],
    },
    false,
    { passed: 2, failed: 1 },
  ],
  [
    'an error outside of every test',
    { numPassedTests: 2, numFailedTests: 0, testResults: [passed] },
    false,
    { passed: 2, failed: 1 },
  ],
  ['no report', undefined, false, { passed: 0, failed: 1 }],
  ['no report although the runner was content', undefined, true, { passed: 0, failed: 1 }],
])('the count of vitest: %s', (_, report, hasSucceeded, expected) => {
  expect(countVitest(report, hasSucceeded)).toEqual(expected)
})

test.each([
  [
    'all is well',
    { stats: { expected: 3, unexpected: 0, flaky: 1 }, errors: [] },
    true,
    { passed: 4, failed: 0 },
  ],
  [
    'a journey failed',
    { stats: { expected: 3, unexpected: 1, flaky: 0 }, errors: [] },
    false,
    { passed: 3, failed: 1 },
  ],
  [
    'the product did not start',
    { stats: { expected: 0, unexpected: 0, flaky: 0 }, errors: [{}] },
    false,
    { passed: 0, failed: 1 },
  ],
  [
    'it ended badly in silence',
    { stats: { expected: 3, unexpected: 0, flaky: 0 }, errors: [] },
    false,
    { passed: 3, failed: 1 },
  ],
  ['no report', undefined, false, { passed: 0, failed: 1 }],
])('the count of Playwright: %s', (_, report, hasSucceeded, expected) => {
  expect(countPlaywright(report, hasSucceeded)).toEqual(expected)
})
