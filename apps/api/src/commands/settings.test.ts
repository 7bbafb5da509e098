import { expect, test } from 'vitest'
import { settingsOf } from './settings.ts'

test('without a word the diary serves this machine alone, as a demonstration', () => {
  const settings = settingsOf({})
  expect(settings).toMatchObject({
    host: '127.0.0.1',
    port: 3000,
    publicUrl: 'http://localhost:3000',
    isHttps: false,
    isExposedPlain: false,
    isDemoWanted: true,
  })
  expect(settings.dataDir).toMatch(/\.data$/)
})

test.each([
  [{ HOST: '0.0.0.0' }, { publicUrl: 'http://localhost:3000', isExposedPlain: true }],
  [
    { HOST: '192.168.1.5', PORT: '80' },
    { publicUrl: 'http://192.168.1.5:80', isExposedPlain: true },
  ],
  [{ HOST: '::1' }, { publicUrl: 'http://localhost:3000', isExposedPlain: false }],
  [{ HOST: 'fe80::1' }, { publicUrl: 'http://[fe80::1]:3000', isExposedPlain: true }],
  [
    { PUBLIC_URL: 'https://dnevnik.example/' },
    { publicUrl: 'https://dnevnik.example', isHttps: true, isExposedPlain: false },
  ],
  [{ PUBLIC_URL: 'http://dnevnik.example' }, { isHttps: false, isExposedPlain: true }],
  [
    { HOST: '0.0.0.0', PUBLIC_URL: 'https://dnevnik.example' },
    { isHttps: true, isExposedPlain: false },
  ],
  [{ DEMO: '0' }, { isDemoWanted: false, demoToday: undefined }],
  [{ DEMO_TODAY: '2026-11-18' }, { isDemoWanted: true, demoToday: '2026-11-18' }],
  [
    { HOST: '', PORT: '', PUBLIC_URL: '' },
    { host: '127.0.0.1', port: 3000 },
  ],
])('the environment %o', (env, expected) => {
  expect(settingsOf(env)).toMatchObject(expected)
})

test.each([
  [{ PORT: 'http' }, 'PORT: «http» — не номер порта'],
  [{ PORT: '70000' }, 'PORT: «70000» — не номер порта'],
  [{ DEMO_TODAY: '2026-02-30' }, 'DEMO_TODAY: «2026-02-30» — не день'],
  [{ DEMO_TODAY: 'today' }, 'DEMO_TODAY: «today» — не день'],
  [{ PUBLIC_URL: 'dnevnik.example' }, 'PUBLIC_URL: «dnevnik.example» — не адрес'],
])('a mistake in the environment %o is named', (env, message) => {
  expect(() => settingsOf(env)).toThrow(message)
})
