import { activationApi, type CodeChecked } from '@diary/contracts/sign-ins'
import { useMutation } from '@tanstack/react-query'
import { useTranslation } from 'react-i18next'
import { mutation } from '#platform/api.ts'
import { useProblemText } from '#platform/problems.ts'
import { signOut, switchSchool } from '#platform/session/session.ts'
import { Button } from '#ui/controls/button.tsx'
import { announce } from '#ui/overlay/announcements.ts'
import { CoverForm } from '#ui/shell/cover.tsx'
import { PageTitle } from '#ui/shell/page-title.tsx'
import type { Proven } from './activate-screen.tsx'

/** Somebody is signed in already: the code joins that login, or it is somebody else's and they sign out first. */
export function AddToMine({
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
  const adding = useMutation({
    ...mutation(activationApi.add, []),
    onSuccess: async ({ schoolId, school }) => {
      // The token knows nothing of the new school: a new one opens it.
      await switchSchool(schoolId)
      announce(t('added', { school }))
      onDone()
    },
  })
  const leaving = useMutation({ mutationFn: signOut, networkMode: 'always' })
  return (
    <>
      <PageTitle title={t('greeting', { name: checked.firstName })} note={checked.school} />
      <CoverForm
        onSubmit={() => adding.mutate({ body: proven })}
        problem={adding.isError ? problemText(adding.error) : undefined}
      >
        <p>{t('addLead')}</p>
        <Button type="submit" look="primary" isWide isBusy={adding.isPending}>
          {t('add')}
        </Button>
        <Button isWide isBusy={leaving.isPending} onClick={() => leaving.mutate()}>
          {t('notMine')}
        </Button>
      </CoverForm>
    </>
  )
}
