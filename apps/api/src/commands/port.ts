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

async function isDiary(host: string, port: number) {
  try {
    const name = host === '0.0.0.0' || host === '::' ? '127.0.0.1' : host
    const shown = name.includes(':') ? `[${name}]` : name
    const answer = await fetch(`http://${shown}:${port}/api/v1/health`, { signal: AbortSignal.timeout(1000) })
    return answer.ok && ((await answer.json()) as { status?: unknown }).status === 'ok'
  } catch {
    return false
  }
}
