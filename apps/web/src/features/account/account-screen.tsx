import { meApi } from '@diary/contracts/session'
import { useMutation, useSuspenseQuery } from '@tanstack/react-query'
import { IconDevices, IconLogout, IconTicket } from '@tabler/icons-react'
import { useTranslation } from 'react-i18next'
import { useNavigate } from 'react-router-dom'
import { query } from '#platform/api.ts'
import { useProblemText } from '#platform/problems.ts'
import { signOut, signOutEverywhere, switchSchool } from '#platform/session/session.ts'
import { Button, LinkButton } from '#ui/controls/button.tsx'
import { ConfirmButton } from '#ui/controls/confirm-button.tsx'
import { LanguageSwitch } from '#ui/controls/language-switch.tsx'
import { ThemeSwitch } from '#ui/controls/theme-switch.tsx'
import { Card } from '#ui/display/card.tsx'
import { Select } from '#ui/fields/select.tsx'
import { announce } from '#ui/overlay/announcements.ts'
import { PageTitle } from '#ui/shell/page-title.tsx'
import styles from './account-screen.module.css'
import { PasswordForm } from './password-form.tsx'

/** Who is signed in, how it looks, the password, and the ways out. */
export function AccountScreen() {
  const { t } = useTranslation('account')
  const problemText = useProblemText()
  const navigate = useNavigate()
  const { data: me } = useSuspenseQuery(query(meApi.show, {}))
  const handleError = (error: unknown) => announce(problemText(error), 'bad')
  const leaving = useMutation({ mutationFn: signOut, networkMode: 'always', onError: handleError })
  const leavingEverywhere = useMutation({
    mutationFn: signOutEverywhere,
    networkMode: 'always',
    onError: handleError,
  })
  const changingSchool = useMutation({
    mutationFn: switchSchool,
    networkMode: 'always',
    onSuccess: () => navigate('/'),
    onError: handleError,
  })

  return (
    <div className={styles.page}>
      <PageTitle title={t('title')} />
      <Card title={me.person.name}>
        <dl className={styles.facts}>
          <dt>{t('login')}</dt>
          <dd>{me.login}</dd>
          {me.schools.length < 2 && (
            <>
              <dt>{t('school')}</dt>
              <dd>{me.school.title}</dd>
            </>
          )}
          <dt>{t('capacities')}</dt>
          <dd>
            {me.capacities
              .map(({ kind, className }) =>
                className ? `${t(`capacity.${kind}`)}, ${className}` : t(`capacity.${kind}`),
              )
              .join(' · ')}
          </dd>
        </dl>
        {me.schools.length > 1 && (
          <Select
            label={t('school')}
            value={me.school.id}
            options={me.schools.map(school => ({ value: school.id, label: school.title }))}
            isDisabled={changingSchool.isPending}
            onChange={schoolId => changingSchool.mutate(schoolId)}
          />
        )}
      </Card>
      <Card title={t('join.title')}>
        <p className={styles.note}>{t('join.text')}</p>
        <LinkButton to="/activate" icon={<IconTicket size={20} aria-hidden />}>
          {t('join.action')}
        </LinkButton>
      </Card>
      <Card title={t('appearance')}>
        <div className={styles.choices}>
          <LanguageSwitch />
          <ThemeSwitch />
        </div>
      </Card>
      <Card title={t('password.title')}>
        <PasswordForm login={me.login} />
      </Card>
      <Card title={t('session.title')}>
        <p className={styles.note}>{t('session.text')}</p>
        <div className={styles.ways}>
          <Button
            look="primary"
            icon={<IconLogout size={20} aria-hidden />}
            isBusy={leaving.isPending}
            onClick={() => leaving.mutate()}
          >
            {t('session.signOut')}
          </Button>
          <ConfirmButton
            question={t('session.everywhereQuestion')}
            consequence={t('session.everywhereConsequence')}
            action={t('session.everywhereAction')}
            icon={<IconDevices size={20} aria-hidden />}
            isBusy={leavingEverywhere.isPending}
            onConfirm={() => leavingEverywhere.mutate()}
          >
            {t('session.everywhere')}
          </ConfirmButton>
        </div>
      </Card>
    </div>
  )
}
