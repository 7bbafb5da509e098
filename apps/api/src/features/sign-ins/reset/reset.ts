import type { activationApi } from '@diary/contracts/sign-ins'
import type { AuthDatabase } from '@diary/db/auth-client'
import { newId } from '@diary/db/id'
import { refuseOtherSites } from '#platform/other-sites'
import { isWeak, type Passwords } from '#platform/passwords'
import { Problem } from '#platform/problem'
import type { Handlers } from '#platform/routes'
import type { Throttle } from '#platform/throttle'
import { endEverything } from '../activation.ts'
import { hashOfLink } from './link.ts'
import type { ResetMails } from './reset-mails.ts'

export interface ResetParts {
  readonly auth: AuthDatabase
  readonly passwords: Passwords
  /** Counts links asked for, and tries at links. */
  readonly throttle: Throttle
  /** Absent: this installation sends no mail. */
  readonly mails: ResetMails | undefined
}

/** A forgotten password: a link by mail, and what it opens. */
export function reset({
  auth,
  passwords,
  throttle,
  mails,
}: ResetParts): Pick<Handlers<typeof activationApi>, 'options' | 'forget' | 'reset'> {
  return {
    options: {
      async open() {
        return { canMailReset: mails !== undefined }
      },
    },

    forget: {
      async open({ request, now }, { body }) {
        refuseOtherSites(request)
        if (!mails) throw new Problem('no-mail')
        const asked = body.loginOrEmail.toLowerCase()
        await throttle.admit(asked, request.ip, now())
        await throttle.failed(request.ip, now())
        // Whether anybody goes by that name is looked up after the answer has gone: it takes as long either way.
        await auth.query('insert into reset_request (id, asked, made_at, try_at) values ($1, $2, $3, $3)', [
          newId(),
          asked,
          now(),
        ])
        mails.wake()
      },
    },

    reset: {
      async open({ request, now }, { body }) {
        refuseOtherSites(request)
        const moment = now()
        const hash = hashOfLink(body.token)
        await throttle.admit(hash.toString('hex'), request.ip, moment)
        const [link] = await auth.query<{ login: string }>(
          `select a.login from password_reset r join account a on a.id = r.account_id
           where r.hash = $1 and r.used_at is null and r.expires_at > $2 and a.disabled_at is null`,
          [hash, moment],
        )
        if (!link) {
          await throttle.failed(request.ip, moment)
          throw new Problem('link-refused')
        }
        if (isWeak(body.password, [link.login]))
          throw new Problem('password-weak', {
            errors: [{ pointer: '/password', code: 'weak', message: 'Too easy to guess' }],
          })
        const passwordHash = await passwords.hash(body.password)
        await auth.transaction(async query => {
          const [used] = await query<{ account_id: string }>(
            `update password_reset set used_at = $2 where hash = $1 and used_at is null and expires_at > $2 returning account_id`,
            [hash, moment],
          )
          if (!used) throw new Problem('link-refused')
          await query(
            'update account set password_hash = $2, password_at = $3, epoch = epoch + 1 where id = $1',
            [used.account_id, passwordHash, moment],
          )
          await endEverything(query, used.account_id, moment)
        })
        return { login: link.login }
      },
    },
  }
}
