import { useMutation } from '@tanstack/react-query'
import { useRef, useState, type SyntheticEvent } from 'react'
import { useTranslation } from 'react-i18next'
import { useProblemText } from '#platform/problems.ts'
import { signIn } from '#platform/session/session.ts'
import { Button } from '#ui/controls/button.tsx'
import { LanguageSwitch } from '#ui/controls/language-switch.tsx'
import { PasswordField } from '#ui/fields/password-field.tsx'
import { TextField } from '#ui/fields/text-field.tsx'
import { PageTitle } from '#ui/shell/page-title.tsx'
import { OfflineBanner } from '#ui/states/offline-banner.tsx'
import styles from './sign-in-screen.module.css'

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

  const handleSubmit = (event: SyntheticEvent) => {
    event.preventDefault()
    setWasSent(true)
    if (!login.trim()) loginField.current?.focus()
    else if (!password) passwordField.current?.focus()
    else opening.mutate({ login: login.trim().toLowerCase(), password })
  }

  return (
    <main className={styles.cover}>
      <OfflineBanner />
      <p className={styles.brand}>{t('brand')}</p>
      <section className={styles.label}>
        <PageTitle title={t('title')} note={t('lead')} />
        <form className={styles.form} onSubmit={handleSubmit} noValidate>
          <div role="alert" className={styles.alert}>
            {opening.isError && <p className={styles.problem}>{problemText(opening.error)}</p>}
            {!opening.isError && hasEnded && <p className={styles.ended}>{t('ended')}</p>}
          </div>
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
        </form>
        <p className={styles.help}>{t('help')}</p>
      </section>
      <div className={styles.language}>
        <LanguageSwitch hasHiddenLabel />
      </div>
    </main>
  )
}
