import type { Answer } from '@diary/contracts/endpoint'
import { classId as classIdShape } from '@diary/contracts/primitives'
import { signInKind, signInsApi, signInState, type CodesMade, type SignIn } from '@diary/contracts/sign-ins'
import { useSuspenseQuery } from '@tanstack/react-query'
import { useDeferredValue, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { query } from '#platform/api.ts'
import { Select } from '#ui/fields/select.tsx'
import { TextField } from '#ui/fields/text-field.tsx'
import { PageTitle } from '#ui/shell/page-title.tsx'
import { Boundary } from '#ui/states/boundary.tsx'
import { CodesReady } from './codes-ready.tsx'
import { MakeCodes } from './make-codes.tsx'
import { People } from './people.tsx'
import styles from './sign-ins.module.css'

/** What the office looks for. Empty: everything. */
export interface Looking {
  readonly kind: '' | 'guardian' | 'staff'
  readonly classId: string
  readonly state: '' | 'none' | 'code' | 'expired' | 'activated'
  readonly search: string
}

/** Who has come and who has not, and codes on paper for those. */
export function SignInsScreen() {
  const { t } = useTranslation('signIns')
  const { data: counts } = useSuspenseQuery(query(signInsApi.counts, {}))
  const [looking, setLooking] = useState<Looking>({ kind: '', classId: '', state: '', search: '' })
  const [chosen, setChosen] = useState<ReadonlyMap<SignIn['personId'], string>>(new Map())
  const [made, setMade] = useState<CodesMade>()
  const shown = useDeferredValue(looking)
  const look = (part: Partial<Looking>) => setLooking({ ...looking, ...part })
  const classTitle = counts.classes.find(({ classId }) => classId === looking.classId)?.title
  return (
    <>
      <PageTitle title={t('title')} note={t('lead')} />
      <ul className={styles.counts}>
        <li>{t('counts.guardians', partsOf(counts.guardians))}</li>
        <li>{t('counts.staff', partsOf(counts.staff))}</li>
      </ul>
      <div className={styles.filters} role="search">
        <TextField
          label={t('search')}
          type="search"
          maxLength={100}
          value={looking.search}
          onChange={search => look({ search })}
        />
        <Select
          label={t('kind')}
          value={looking.kind}
          options={(['', ...signInKind.options] as const).map(value => ({
            value,
            label: t(`kinds.${value || 'all'}`),
          }))}
          onChange={kind => look({ kind })}
        />
        <Select
          label={t('classOf')}
          value={looking.classId}
          options={[
            { value: '', label: t('anyClass') },
            ...counts.classes.map(({ classId, title }) => ({ value: classId as string, label: title })),
          ]}
          onChange={classId => look({ classId })}
        />
        <Select
          label={t('state')}
          value={looking.state}
          options={(['', ...signInState.options] as const).map(value => ({
            value,
            label: t(`states.${value || 'all'}`),
          }))}
          onChange={state => look({ state })}
        />
      </div>
      <MakeCodes
        classOf={
          classTitle === undefined
            ? undefined
            : { classId: classIdShape.parse(looking.classId), title: classTitle }
        }
        chosen={[...chosen.keys()]}
        onMade={answer => {
          setMade(answer)
          setChosen(new Map())
        }}
      />
      <Boundary place={JSON.stringify(shown)}>
        <div data-busy={shown !== looking || undefined}>
          <People looking={shown} chosen={chosen} onChoose={setChosen} />
        </div>
      </Boundary>
      {made && <CodesReady made={made} onClose={() => setMade(undefined)} />}
    </>
  )
}

const partsOf = (of: Answer<typeof signInsApi.counts>['staff']) => ({
  activated: of.activated,
  code: of.code,
  none: of.none + of.expired,
  all: of.activated + of.code + of.none + of.expired,
})
