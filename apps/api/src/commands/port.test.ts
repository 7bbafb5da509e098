import { createServer } from 'node:http'
import { createServer as createRawServer } from 'node:net'
import type { AddressInfo, Socket } from 'node:net'
import { expect, test } from 'vitest'
import { checkPort } from './port.ts'

async function listening(answer: string) {
  const server = createServer((_, response) => {
    response.setHeader('content-type', 'application/json')
    response.end(answer)
  })
  await new Promise<void>(resolve => server.listen(0, '127.0.0.1', resolve))
  return { server, port: (server.address() as AddressInfo).port }
}

test('a port that another program has is named before anything else begins', async () => {
  const { server, port } = await listening('{"title":"printer"}')
  await expect(checkPort('127.0.0.1', port)).rejects.toThrow(
    `Порт ${port} занят другой программой. Закройте её или задайте другой порт: PORT=${port + 1}`,
  )
  server.close()
})

test.each([
  ['hangs up', (socket: Socket) => socket.destroy()],
  ['says nothing', () => undefined],
  ['never stops talking', (socket: Socket) => socket.write(`HTTP/1.1 200 OK\r\n\r\n${'a'.repeat(100_000)}`)],
])('a program that %s on the port is no diary', async (_, meet) => {
  const sockets: Socket[] = []
  const server = createRawServer(socket => {
    sockets.push(socket)
    socket.on('error', () => undefined)
    meet(socket)
  })
  await new Promise<void>(resolve => server.listen(0, '127.0.0.1', resolve))
  const { port } = server.address() as AddressInfo
  await expect(checkPort('127.0.0.1', port)).rejects.toThrow(`Порт ${port} занят другой программой`)
  for (const socket of sockets) socket.destroy()
  server.close()
})

test('a diary that already runs is named with its address', async () => {
  const { server, port } = await listening('{"status":"ok"}')
  await expect(checkPort('127.0.0.1', port)).rejects.toThrow(`Дневник уже работает: http://localhost:${port}`)
  server.close()
})

test('a free port is accepted and left free', async () => {
  const { server, port } = await listening('')
  await new Promise(resolve => server.close(resolve))
  await checkPort('127.0.0.1', port)
  await expect(checkPort('127.0.0.1', port)).resolves.toBeUndefined()
})

test('an address of another machine is refused', async () => {
  await expect(checkPort('192.0.2.1', 3000)).rejects.toThrow('HOST: у этой машины нет адреса 192.0.2.1')
})
