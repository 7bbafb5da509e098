import { newPassword, sessionApi } from '@diary/contracts/session'
import { useMutation } from '@tanstack/react-query'
import { useState, type SyntheticEvent } from 'react'
import { useTranslation } from 'react-i18next'
import { mutation } from '#platform/api.ts'
import { codeOf, useProblemText } from '#platform/problems.ts'
import { Button } from '#ui/controls/button.tsx'
import { PasswordField } from '#ui/fields/password-field.tsx'
import { announce } from '#ui/overlay/announcements.ts'
import styles from './password-form.module.css'

/** Changes one's own password. */
export function PasswordForm({ login }: { login: string }) {
  const { t } = useTranslation('account')
  const problemText = useProblemText()
  const [current, setCurrent] = useState('')
  const [next, setNext] = useState('')
  const [wasSent, setWasSent] = useState(false)
  const change = useMutation({
    ...mutation(sessionApi.changePassword, []),
    onSuccess: () => {
      setCurrent('')
      setNext('')
      setWasSent(false)
      announce(t('password.changed'))
    },
  })

  const isNextValid = newPassword.safeParse(next).success
  const code = change.isError ? codeOf(change.error) : undefined
  const currentError =
    wasSent && !current
      ? t('password.currentMissing')
      : code === 'password-wrong'
        ? problemText(change.error)
        : undefined
  const nextError =
    wasSent && !isNextValid
      ? t(next.length > 128 ? 'password.nextTooLong' : 'password.nextTooShort')
      : code === 'password-weak'
        ? problemText(change.error)
        : undefined
  const isElsewhere = code !== undefined && code !== 'password-wrong' && code !== 'password-weak'

  const handleSubmit = (event: SyntheticEvent) => {
    event.preventDefault()
    setWasSent(true)
    if (current && isNextValid) change.mutate({ body: { current, next } })
  }

  return (
    <form className={styles.form} onSubmit={handleSubmit} noValidate>
      {/* Password managers ask whose password this is. */}
      <input type="text" name="username" autoComplete="username" value={login} readOnly hidden />
      <PasswordField
        label={t('password.current')}
        autoComplete="current-password"
        value={current}
        onChange={value => {
          setCurrent(value)
          change.reset()
        }}
        error={currentError}
      />
      <PasswordField
        label={t('password.next')}
        autoComplete="new-password"
        hint={t('password.hint')}
        value={next}
        onChange={value => {
          setNext(value)
          change.reset()
        }}
        error={nextError}
      />
      <div role="alert">{isElsewhere && <p className={styles.problem}>{problemText(change.error)}</p>}</div>
      <div>
        <Button type="submit" isBusy={change.isPending}>
          {t('password.submit')}
        </Button>
      </div>
    </form>
  )
}
