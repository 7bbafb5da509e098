import { useMutation } from '@tanstack/react-query'
import { useRef, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { Link } from 'react-router-dom'
import { useProblemText } from '#platform/problems.ts'
import { signIn } from '#platform/session/session.ts'
import { Button } from '#ui/controls/button.tsx'
import { PasswordField } from '#ui/fields/password-field.tsx'
import { TextField } from '#ui/fields/text-field.tsx'
import { Cover, CoverForm, CoverHelp } from '#ui/shell/cover.tsx'
import { PageTitle } from '#ui/shell/page-title.tsx'

/** The label on the cover of the diary: whose it is, and the way in. */
export function SignInScreen({ hasEnded }: { hasEnded: boolean }) {
  const { t } = useTranslation('session')
  const problemText = useProblemText()
  const [login, setLogin] = useState('')
  const [password, setPassword] = useState('')
  const [wasSent, setWasSent] = useState(false)
  const loginField = useRef<HTMLInputElement>(null)
  const passwordField = useRef<HTMLInputElement>(null)
  const opening = useMutation({
    mutationFn: signIn,
    networkMode: 'always',
    onError: () => passwordField.current?.select(),
  })

  const loginError = wasSent && !login.trim() ? t('loginMissing') : undefined
  const passwordError = wasSent && !password ? t('passwordMissing') : undefined

  const handleSubmit = () => {
    setWasSent(true)
    if (!login.trim()) loginField.current?.focus()
    else if (!password) passwordField.current?.focus()
    else opening.mutate({ login: login.trim().toLowerCase(), password })
  }

  return (
    <Cover>
      <PageTitle title={t('title')} note={t('lead')} />
      <CoverForm
        onSubmit={handleSubmit}
        problem={opening.isError ? problemText(opening.error) : undefined}
        notice={hasEnded ? t('ended') : undefined}
      >
        <TextField
          ref={loginField}
          label={t('login')}
          name="username"
          autoComplete="username"
          autoCapitalize="none"
          spellCheck={false}
          maxLength={64}
          isRequired
          value={login}
          onChange={setLogin}
          error={loginError}
        />
        <PasswordField
          ref={passwordField}
          label={t('password')}
          name="password"
          autoComplete="current-password"
          isRequired
          value={password}
          onChange={setPassword}
          error={passwordError}
        />
        <Button type="submit" look="primary" isWide isBusy={opening.isPending}>
          {t('submit')}
        </Button>
      </CoverForm>
      <CoverHelp>
        <p>
          <Link to="/activate">{t('haveCode')}</Link>
        </p>
        <p>
          <Link to="/reset">{t('forgot')}</Link>
        </p>
        <p>{t('help')}</p>
      </CoverHelp>
    </Cover>
  )
}
