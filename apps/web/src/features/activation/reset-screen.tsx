import { call } from '@diary/contracts/call'
import { activationApi } from '@diary/contracts/sign-ins'
import { useMutation, useSuspenseQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { Link } from 'react-router-dom'
import { query } from '#platform/api.ts'
import { useProblemText } from '#platform/problems.ts'
import { Button, LinkButton } from '#ui/controls/button.tsx'
import { TextField } from '#ui/fields/text-field.tsx'
import { Cover, CoverForm, CoverHelp } from '#ui/shell/cover.tsx'
import { PageTitle } from '#ui/shell/page-title.tsx'
import { Boundary } from '#ui/states/boundary.tsx'
import { useFragment } from './fragment.ts'
import { PasswordForm } from './new-password.tsx'

/** A forgotten password: ask for a link, or set a new one by the link that came. */
export function ResetScreen() {
  const token = useFragment()
  return (
    <Cover>
      <Boundary>{token ? <SetPassword token={token} /> : <AskForLink />}</Boundary>
    </Cover>
  )
}

function AskForLink() {
  const { t } = useTranslation('activation')
  const problemText = useProblemText()
  const { data } = useSuspenseQuery(query(activationApi.options, {}))
  const [who, setWho] = useState('')
  const [wasSent, setWasSent] = useState(false)
  const asking = useMutation({
    mutationFn: (loginOrEmail: string) => call(activationApi.forget, { body: { loginOrEmail } }, fetch),
    networkMode: 'always',
  })
  if (asking.isSuccess)
    return (
      <>
        <PageTitle title={t('reset.sentTitle')} />
        <p>{t('reset.sent')}</p>
        <OtherWays />
      </>
    )
  if (!data.canMailReset)
    return (
      <>
        <PageTitle title={t('reset.title')} />
        <p>{t('reset.noMail')}</p>
        <OtherWays />
      </>
    )
  return (
    <>
      <PageTitle title={t('reset.title')} note={t('reset.lead')} />
      <CoverForm
        problem={asking.isError ? problemText(asking.error) : undefined}
        onSubmit={() => {
          setWasSent(true)
          if (who.trim()) asking.mutate(who.trim())
        }}
      >
        <TextField
          label={t('reset.who')}
          name="username"
          autoComplete="username"
          autoCapitalize="none"
          spellCheck={false}
          maxLength={254}
          isRequired
          value={who}
          onChange={setWho}
          error={wasSent && !who.trim() ? t('reset.whoMissing') : undefined}
        />
        <Button type="submit" look="primary" isWide isBusy={asking.isPending}>
          {t('reset.send')}
        </Button>
      </CoverForm>
      <OtherWays />
    </>
  )
}

function SetPassword({ token }: { token: string }) {
  const { t } = useTranslation('activation')
  const problemText = useProblemText()
  const setting = useMutation({
    mutationFn: (password: string) => call(activationApi.reset, { body: { token, password } }, fetch),
    networkMode: 'always',
  })
  if (setting.isSuccess)
    return (
      <>
        <PageTitle title={t('reset.title')} />
        <p role="status">{t('reset.done', { login: setting.data.login })}</p>
        <LinkButton to="/sign-in" look="primary" isWide>
          {t('signIn')}
        </LinkButton>
      </>
    )
  return (
    <>
      <PageTitle title={t('reset.title')} />
      <PasswordForm
        login=""
        action={t('reset.set')}
        isBusy={setting.isPending}
        problem={setting.isError ? problemText(setting.error) : undefined}
        onSave={password => setting.mutate(password)}
        onChange={() => setting.reset()}
      />
      <OtherWays />
    </>
  )
}

function OtherWays() {
  const { t } = useTranslation('activation')
  return (
    <CoverHelp>
      <p>
        <Link to="/activate">{t('reset.toCode')}</Link>
      </p>
      <p>
        <Link to="/sign-in">{t('signIn')}</Link>
      </p>
    </CoverHelp>
  )
}
