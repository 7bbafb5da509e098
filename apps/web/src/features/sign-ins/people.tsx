import { classId as classIdShape } from '@diary/contracts/primitives'
import { signInsApi, type SignIn } from '@diary/contracts/sign-ins'
import { useMutation } from '@tanstack/react-query'
import { useTranslation } from 'react-i18next'
import { mutation } from '#platform/api.ts'
import { useFormats } from '#platform/format.ts'
import { usePages } from '#platform/pages.ts'
import { useProblemText } from '#platform/problems.ts'
import { Button } from '#ui/controls/button.tsx'
import { ConfirmButton } from '#ui/controls/confirm-button.tsx'
import { Badge, type Tone } from '#ui/display/badge.tsx'
import { Table } from '#ui/display/table.tsx'
import { Checkbox } from '#ui/fields/checkbox.tsx'
import { announce } from '#ui/overlay/announcements.ts'
import { EmptyState } from '#ui/states/empty-state.tsx'
import type { Looking } from './sign-ins-screen.tsx'
import styles from './sign-ins.module.css'

const tones: Record<SignIn['state'], Tone> = {
  none: 'plain',
  code: 'accent',
  expired: 'warn',
  activated: 'good',
}

type Chosen = ReadonlyMap<SignIn['personId'], string>

interface PeopleProps {
  looking: Looking
  chosen: Chosen
  onChoose: (chosen: Chosen) => void
}

/** Those who are looked for, and where each stands. */
export function People({ looking, chosen, onChoose }: PeopleProps) {
  const { t } = useTranslation('signIns')
  const { kind, classId, state, search } = looking
  const named = classIdShape.safeParse(classId)
  const { items, hasMore, isFetchingMore, fetchMore } = usePages(signInsApi.list, {
    query: {
      limit: 50,
      ...(kind && { kind }),
      ...(named.success && { classId: named.data }),
      ...(state && { state }),
      ...(search.trim() && { search: search.trim() }),
    },
  })
  if (items.length === 0) return <EmptyState title={t('nobody.title')} text={t('nobody.text')} />
  const able = items.filter(isAble)
  const areAllChosen = able.length > 0 && able.every(({ personId }) => chosen.has(personId))
  const choose = (people: readonly SignIn[], isChosen: boolean) => {
    const next = new Map(chosen)
    for (const { personId, name } of people) {
      if (isChosen) next.set(personId, name)
      else next.delete(personId)
    }
    onChoose(next)
  }
  return (
    <>
      <Checkbox
        label={t('chooseShown')}
        isChecked={areAllChosen}
        isDisabled={able.length === 0}
        onChange={isChosen => choose(able, isChosen)}
      />
      <Table
        label={t('title')}
        rows={items}
        keyOf={({ personId }) => personId}
        columns={[
          {
            key: 'name',
            label: t('name'),
            isName: true,
            cell: person => (
              <Checkbox
                label={person.name}
                isChecked={chosen.has(person.personId)}
                isDisabled={!isAble(person)}
                onChange={isChosen => choose([person], isChosen)}
              />
            ),
          },
          { key: 'who', label: t('who'), cell: person => <Who person={person} /> },
          { key: 'state', label: t('stands'), cell: person => <State person={person} /> },
          {
            key: 'acts',
            label: t('acts'),
            cell: person => (person.codeUntil ? <Revoke person={person} /> : null),
          },
        ]}
      />
      {hasMore && (
        <Button isBusy={isFetchingMore} onClick={fetchMore}>
          {t('more')}
        </Button>
      )}
    </>
  )
}

const isAble = ({ can, hasBirthDate }: SignIn) => can.makeCode && hasBirthDate

function Who({ person: { children, position, kinds } }: { person: SignIn }) {
  const { t } = useTranslation('signIns')
  const words = [
    kinds.includes('staff') && (position ?? t('kinds.staff')),
    ...children.map(({ name, className }) => [name, className].filter(Boolean).join(', ')),
  ].filter(Boolean)
  return <span>{words.join('; ')}</span>
}

function State({ person: { state, codeUntil, activatedAt, hasBirthDate } }: { person: SignIn }) {
  const { t } = useTranslation('signIns')
  const { moment } = useFormats()
  return (
    <div className={styles.state}>
      <Badge tone={tones[state]}>{t(`states.${state}`)}</Badge>
      {state === 'code' && codeUntil && (
        <span className={styles.note}>{t('codeUntil', { moment: moment(lastMoment(codeUntil)) })}</span>
      )}
      {state === 'activated' && activatedAt && (
        <span className={styles.note}>{t('since', { moment: moment(activatedAt) })}</span>
      )}
      {state === 'activated' && codeUntil && (
        <span className={styles.note}>{t('newPassword', { moment: moment(lastMoment(codeUntil)) })}</span>
      )}
      {!hasBirthDate && state !== 'activated' && <span className={styles.problem}>{t('noBirthDate')}</span>}
    </div>
  )
}

/** A code ends at midnight; people name the day before. */
const lastMoment = (until: Date) => new Date(until.getTime() - 1)

function Revoke({ person: { personId, name } }: { person: SignIn }) {
  const { t } = useTranslation('signIns')
  const problemText = useProblemText()
  const { onSuccess, ...revoke } = mutation(signInsApi.revoke, [signInsApi.list, signInsApi.counts])
  const revoking = useMutation({
    ...revoke,
    onSuccess: async (...done) => {
      announce(t('revoked'))
      await onSuccess?.(...done)
    },
    onError: error => announce(problemText(error), 'bad'),
  })
  return (
    <ConfirmButton
      question={t('revokeQuestion')}
      consequence={t('revokeConsequence', { name })}
      action={t('revoke')}
      isBusy={revoking.isPending}
      onConfirm={() => revoking.mutate({ params: { personId } })}
    >
      {t('revoke')}
    </ConfirmButton>
  )
}
