import { ApiProblem, call } from '@diary/contracts/call'
import { newPassword } from '@diary/contracts/session'
import { activationApi, newSignInName, type CodeChecked } from '@diary/contracts/sign-ins'
import { useMutation } from '@tanstack/react-query'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { codeOf, useProblemText } from '#platform/problems.ts'
import { takeUp } from '#platform/session/session.ts'
import { Button } from '#ui/controls/button.tsx'
import { Choice } from '#ui/controls/choice.tsx'
import { PasswordField } from '#ui/fields/password-field.tsx'
import { TextField } from '#ui/fields/text-field.tsx'
import { CoverForm } from '#ui/shell/cover.tsx'
import { PageTitle } from '#ui/shell/page-title.tsx'
import type { Proven } from './activate-screen.tsx'

interface WayProps {
  proven: Proven
  checked: CodeChecked
  onDone: () => void
}

/** The code is right: a login of one's own, or the one that is there already. */
export function Ways(props: WayProps) {
  const { t } = useTranslation('activation')
  const [way, setWay] = useState<'new' | 'existing'>('new')
  return (
    <>
      <PageTitle title={t('greeting', { name: props.checked.firstName })} note={props.checked.school} />
      <Choice
        label={t('how')}
        value={way}
        options={(['new', 'existing'] as const).map(value => ({ value, label: t(`ways.${value}`) }))}
        onChange={setWay}
      />
      <br />
      {way === 'new' ? <NewSignIn {...props} /> : <Existing {...props} />}
    </>
  )
}

function NewSignIn({ proven, onDone }: WayProps) {
  const { t } = useTranslation('activation')
  const problemText = useProblemText()
  const [login, setLogin] = useState('')
  const [password, setPassword] = useState('')
  const [wasSent, setWasSent] = useState(false)
  const named = newSignInName.safeParse(login)
  const asking = useMutation({
    mutationFn: (name: string) => call(activationApi.check, { body: { ...proven, login: name } }, fetch),
    networkMode: 'always',
  })
  const opening = useMutation({
    mutationFn: (name: string) =>
      call(activationApi.activate, { body: { way: 'new', ...proven, login: name, password } }, fetch),
    networkMode: 'always',
    onSuccess: opened => {
      takeUp(opened)
      onDone()
    },
  })
  const code = opening.isError ? codeOf(opening.error) : undefined
  const isAsked = named.success && asking.variables === named.data
  const isTaken = code === 'login-taken' || (isAsked && asking.data?.isLoginFree === false)
  const loginError =
    wasSent && !named.success ? t('loginWrong') : isTaken ? problemTaken(problemText) : undefined
  const passwordError =
    wasSent && !newPassword.safeParse(password).success
      ? t('passwordShort')
      : code === 'password-weak'
        ? problemText(opening.error)
        : undefined
  const isElsewhere = code !== undefined && code !== 'login-taken' && code !== 'password-weak'
  return (
    <CoverForm
      problem={isElsewhere ? problemText(opening.error) : undefined}
      onSubmit={() => {
        setWasSent(true)
        if (named.success && newPassword.safeParse(password).success) opening.mutate(named.data)
      }}
    >
      <TextField
        label={t('login')}
        hint={isAsked && asking.data?.isLoginFree === true ? t('loginFree') : t('loginHint')}
        name="username"
        autoComplete="username"
        autoCapitalize="none"
        spellCheck={false}
        maxLength={64}
        isRequired
        value={login}
        onChange={value => {
          setLogin(value)
          opening.reset()
        }}
        onBlur={() => named.success && asking.variables !== named.data && asking.mutate(named.data)}
        error={loginError}
      />
      <PasswordField
        label={t('password')}
        hint={t('passwordHint')}
        name="password"
        autoComplete="new-password"
        isRequired
        value={password}
        onChange={value => {
          setPassword(value)
          opening.reset()
        }}
        error={passwordError}
      />
      <Button type="submit" look="primary" isWide isBusy={opening.isPending}>
        {t('create')}
      </Button>
    </CoverForm>
  )
}

function Existing({ proven, checked, onDone }: WayProps) {
  const { t } = useTranslation('activation')
  const problemText = useProblemText()
  const [login, setLogin] = useState('')
  const [password, setPassword] = useState('')
  const [wasSent, setWasSent] = useState(false)
  const joining = useMutation({
    mutationFn: () =>
      call(
        activationApi.activate,
        { body: { way: 'existing', ...proven, login: login.trim().toLowerCase(), password } },
        fetch,
      ),
    networkMode: 'always',
    onSuccess: opened => {
      takeUp(opened)
      onDone()
    },
  })
  return (
    <CoverForm
      problem={joining.isError ? problemText(joining.error) : undefined}
      onSubmit={() => {
        setWasSent(true)
        if (login.trim() && password) joining.mutate()
      }}
    >
      <p>{t('existingLead', { school: checked.school })}</p>
      <TextField
        label={t('existingLogin')}
        name="username"
        autoComplete="username"
        autoCapitalize="none"
        spellCheck={false}
        maxLength={64}
        isRequired
        value={login}
        onChange={setLogin}
        error={wasSent && !login.trim() ? t('loginWrong') : undefined}
      />
      <PasswordField
        label={t('existingPassword')}
        name="password"
        autoComplete="current-password"
        isRequired
        value={password}
        onChange={setPassword}
        error={wasSent && !password ? t('passwordMissing') : undefined}
      />
      <Button type="submit" look="primary" isWide isBusy={joining.isPending}>
        {t('connect')}
      </Button>
    </CoverForm>
  )
}

const problemTaken = (text: ReturnType<typeof useProblemText>) => text(new ApiProblem('login-taken'))
