import { defineConfig } from '@playwright/test'
import { findBrowser } from './run/browser.ts'

const { executablePath, env } = await findBrowser(text => process.stdout.write(`${text}\n`))

export default defineConfig({
  testDir: 'journeys',
  outputDir: 'test-results',
  globalSetup: './run/global-product.ts',
  // Journeys share one school, so each works with people and lessons of its own; two run at a time: a browser keeps a core busy.
  workers: 2,
  fullyParallel: true,
  forbidOnly: true,
  timeout: 60_000,
  expect: { timeout: 10_000 },
  use: {
    // Set by the product's start; workers inherit it.
    baseURL: process.env['DIARY_URL'],
    locale: 'ru-RU',
    timezoneId: 'Asia/Krasnoyarsk',
    trace: 'retain-on-failure',
    launchOptions: { executablePath, env: { ...process.env, ...env } },
  },
})
