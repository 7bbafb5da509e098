/** An IPv4 address, or the /64 network of an IPv6 one: a household or an attacker has all the addresses of a network. */
export function networkOf(address: string): string {
  const plain = address.replace(/^::ffff:/, '')
  if (!plain.includes(':')) return plain
  const [head = '', tail = ''] = plain.split('::')
  const heads = head.split(':').filter(Boolean)
  const tails = tail.split(':').filter(Boolean)
  const filled = plain.includes('::')
    ? [...heads, ...Array<string>(8 - heads.length - tails.length).fill('0'), ...tails]
    : heads
  return filled.slice(0, 4).join(':')
}
