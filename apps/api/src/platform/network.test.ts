import { expect, test } from 'vitest'
import { testApi } from '#testing/api'
import { networkOf } from './network.ts'

test.each([
  ['192.0.2.1', '192.0.2.1'],
  ['::ffff:192.0.2.1', '192.0.2.1'],
  ['2001:db8:1:2:3:4:5:6', '2001:db8:1:2'],
  ['2001:db8:1:2::6', '2001:db8:1:2'],
  ['2001:db8::', '2001:db8:0:0'],
  ['::1', '0:0:0:0'],
])('%s counts as %s', (address, network) => {
  expect(networkOf(address)).toBe(network)
})

const api = testApi({ requestsPerMinute: 5 })
test('a network that asks too often must wait, whatever it says of itself, and nobody else must', async () => {
  const statusFrom = async (remoteAddress: string, forwarded = '192.0.2.7') =>
    (
      await api.app.inject({
        url: '/api/v1/health',
        remoteAddress,
        headers: { 'x-forwarded-for': forwarded },
      })
    ).statusCode
  const statuses: number[] = []
  for (let tries = 1; tries <= 7; tries++)
    statuses.push(await statusFrom(`2001:db8:1:2::${tries}`, `192.0.2.${tries}`))
  expect(statuses).toEqual([200, 200, 200, 200, 200, 429, 429])
  expect(await statusFrom('2001:db8:1:3::1')).toBe(200)
  const refused = await api.app.inject({ url: '/api/v1/health', remoteAddress: '2001:db8:1:2::9' })
  expect(refused.json()).toMatchObject({ code: 'too-many-requests' })
  expect(Number(refused.headers['retry-after'])).toBeGreaterThan(0)
})
