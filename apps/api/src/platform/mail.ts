import { CannotStart } from '@diary/db/server/cannot-start'
import { createTransport } from 'nodemailer'

export interface Letter {
  readonly to: string
  readonly subject: string
  readonly text: string
}

/** Sends mail; rejects when the mail server does not take it. */
export interface Mail {
  send(letter: Letter): Promise<void>
  close(): void
}

/** A mail server, as `smtp://name:password@host:587`, and the address that mail comes from. Neither addresses nor letters are logged. */
export function smtpMail(url: string, from: string): Mail {
  const transport = createTransport(url, { from, disableFileAccess: true, disableUrlAccess: true })
  return {
    async send({ to, subject, text }) {
      // An address is one address: what a contact says is never read as a list.
      await transport.sendMail({ to: { name: '', address: to }, subject, text })
    },
    close: () => transport.close(),
  }
}

/** Mail as the environment has it; without `SMTP_URL` there is none. */
export function mailOf(env: Readonly<Record<string, string | undefined>>): Mail | undefined {
  const url = env['SMTP_URL']
  if (!url) return undefined
  const from = env['MAIL_FROM']
  if (!from)
    throw new CannotStart('SMTP_URL задан, а MAIL_FROM нет: укажите адрес, от которого уходят письма.')
  if (!/^smtps?:\/\//.test(url))
    throw new CannotStart('SMTP_URL: нужен адрес вида smtp://имя:пароль@сервер:587 или smtps://…')
  return smtpMail(url, from)
}
