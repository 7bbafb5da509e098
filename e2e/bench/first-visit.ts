import { chromium } from 'playwright'
import { findBrowser } from '../run/browser.ts'

/** What a guardian's phone fetches on the very first visit: from the empty address to today's lessons painted. */
export interface FirstVisit {
  readonly bytes: number
  readonly requests: number
}

/** Opens the product in a fresh browser, signs in and waits for today. Bytes are those on the wire, headers included. */
export async function measureFirstVisit(url: string, login: string, password: string): Promise<FirstVisit> {
  const { executablePath, env } = await findBrowser(() => undefined)
  const browser = await chromium.launch({
    executablePath,
    env: { ...process.env, ...env },
  })
  try {
    const context = await browser.newContext({ locale: 'ru-RU', viewport: { width: 360, height: 740 } })
    const page = await context.newPage()
    const devtools = await context.newCDPSession(page)
    await devtools.send('Network.enable')
    let bytes = 0
    let requests = 0
    devtools.on('Network.loadingFinished', ({ encodedDataLength }) => {
      bytes += encodedDataLength
      requests++
    })
    await page.goto(url)
    await page.getByLabel('Логин').fill(login)
    await page.getByLabel('Пароль', { exact: true }).fill(password)
    await page.getByRole('button', { name: 'Войти' }).click()
    await page.waitForURL(/\/children\/[^/]+\/today/)
    await page.getByRole('heading', { level: 1 }).waitFor()
    await page.waitForLoadState('networkidle')
    return { bytes, requests }
  } finally {
    await browser.close()
  }
}
