import { call } from '@diary/contracts/call'
import { newPassword } from '@diary/contracts/session'
import { activationApi, type CodeChecked } from '@diary/contracts/sign-ins'
import { useMutation } from '@tanstack/react-query'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useProblemText } from '#platform/problems.ts'
import { takeUp } from '#platform/session/session.ts'
import { Button } from '#ui/controls/button.tsx'
import { PasswordField } from '#ui/fields/password-field.tsx'
import { CoverForm } from '#ui/shell/cover.tsx'
import { PageTitle } from '#ui/shell/page-title.tsx'
import type { Proven } from './activate-screen.tsx'

/** A code of somebody who has a login: it gets a new password. */
export function NewPassword({
  proven,
  checked,
  onDone,
}: {
  proven: Proven
  checked: CodeChecked
  onDone: () => void
}) {
  const { t } = useTranslation('activation')
  const problemText = useProblemText()
  const setting = useMutation({
    mutationFn: (password: string) =>
      call(activationApi.activate, { body: { way: 'password', ...proven, password } }, fetch),
    networkMode: 'always',
    onSuccess: opened => {
      takeUp(opened)
      onDone()
    },
  })
  return (
    <>
      <PageTitle title={t('passwordTitle')} note={t('passwordLead', { login: checked.login ?? '' })} />
      <PasswordForm
        login={checked.login ?? ''}
        action={t('setPassword')}
        isBusy={setting.isPending}
        problem={setting.isError ? problemText(setting.error) : undefined}
        onSave={password => setting.mutate(password)}
        onChange={() => setting.reset()}
      />
    </>
  )
}

interface PasswordFormProps {
  /** Whose password it is, for password managers. */
  login: string
  action: string
  isBusy: boolean
  problem: string | undefined
  onSave: (password: string) => void
  onChange: () => void
}

/** One new password, long enough. */
export function PasswordForm({ login, action, isBusy, problem, onSave, onChange }: PasswordFormProps) {
  const { t } = useTranslation('activation')
  const [password, setPassword] = useState('')
  const [wasSent, setWasSent] = useState(false)
  const isGood = newPassword.safeParse(password).success
  return (
    <CoverForm
      problem={problem}
      onSubmit={() => {
        setWasSent(true)
        if (isGood) onSave(password)
      }}
    >
      <input type="text" name="username" autoComplete="username" value={login} readOnly hidden />
      <PasswordField
        label={t('password')}
        hint={t('passwordHint')}
        name="password"
        autoComplete="new-password"
        isRequired
        value={password}
        onChange={value => {
          setPassword(value)
          onChange()
        }}
        error={wasSent && !isGood ? t('passwordShort') : undefined}
      />
      <Button type="submit" look="primary" isWide isBusy={isBusy}>
        {action}
      </Button>
    </CoverForm>
  )
}
