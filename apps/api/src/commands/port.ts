import { get } from 'node:http'
import { createServer } from 'node:net'
import { CannotStart } from '@diary/db/server/cannot-start'

/** Refuses an address nobody can listen on before anything slow begins. */
export async function checkPort(host: string, port: number) {
  const error = await new Promise<NodeJS.ErrnoException | undefined>(resolve => {
    const server = createServer()
    server.once('error', resolve)
    server.listen({ host, port, exclusive: true }, () => server.close(() => resolve(undefined)))
  })
  if (error) throw await portProblem(error, host, port)
}

/** Says in plain words why an address cannot be listened on. */
export async function portProblem(error: NodeJS.ErrnoException, host: string, port: number): Promise<Error> {
  const other = port === 65_535 ? port - 1 : port + 1
  if (error.code === 'EADDRINUSE')
    return new CannotStart(
      (await isDiary(host, port))
        ? `Дневник уже работает: http://localhost:${port}. Чтобы запустить ещё один, задайте другой порт: PORT=${other}`
        : `Порт ${port} занят другой программой. Закройте её или задайте другой порт: PORT=${other}`,
    )
  if (error.code === 'EACCES')
    return new CannotStart(
      `Порт ${port} открывать не разрешено: номера меньше 1024 система оставляет за собой. Задайте другой: PORT=3000`,
    )
  if (error.code === 'EADDRNOTAVAIL' || error.code === 'ENOTFOUND')
    return new CannotStart(`HOST: у этой машины нет адреса ${host}.`)
  return error
}

// Whatever listens there may answer anything, nothing, or hang up.
async function isDiary(host: string, port: number) {
  const name = host === '0.0.0.0' || host === '::' ? '127.0.0.1' : host
  const body = await new Promise<string>(resolve => {
    const asked = get({ host: name, port, path: '/api/v1/health', timeout: 1000 }, answer => {
      let text = ''
      answer.setEncoding('utf8').on('data', (chunk: string) => {
        text += chunk
        if (text.length > 1000) asked.destroy()
      })
      answer.once('end', () => resolve(text))
    })
    asked.once('timeout', () => asked.destroy())
    asked.once('error', () => resolve(''))
    asked.once('close', () => resolve(''))
  })
  return body === '{"status":"ok"}'
}
