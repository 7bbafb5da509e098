import type { SchoolClass } from '@diary/contracts/classes'
import type { PersonInList } from '@diary/contracts/people'
import { classId as classIdShape } from '@diary/contracts/primitives'
import { IconUserPlus } from '@tabler/icons-react'
import { useEffect, useOptimistic, useState, useTransition } from 'react'
import { useTranslation } from 'react-i18next'
import { useNavigate, useSearchParams } from 'react-router-dom'
import { Button, LinkButton } from '#ui/controls/button.tsx'
import { Choice } from '#ui/controls/choice.tsx'
import { TextSkeleton } from '#ui/display/skeleton.tsx'
import { TextField } from '#ui/fields/text-field.tsx'
import { PageTitle } from '#ui/shell/page-title.tsx'
import { Boundary } from '#ui/states/boundary.tsx'
import { Found } from './found.tsx'
import { goThroughFound } from './found-keys.ts'
import { ClassSelect } from './moves/class-select.tsx'
import { NewPerson } from './new-person/new-person.tsx'
import styles from './people-screen.module.css'

type Kind = PersonInList['kinds'][number]
const kinds: readonly Kind[] = ['student', 'guardian', 'staff']
// Long enough for a fast typist to finish a word, short enough not to be felt.
const typingMs = 250

/** What is looked for; it stands in the address. */
export interface Looking {
  search: string
  kind: Kind | undefined
  classId: SchoolClass['id'] | undefined
}

/** Everybody in the school, found by a few letters. */
export function PeopleScreen({ canAdd }: { canAdd: boolean }) {
  const { t } = useTranslation('people')
  const navigate = useNavigate()
  const [searchParams, setSearchParams] = useSearchParams()
  const search = searchParams.get('search') ?? ''
  const kind = kinds.find(candidate => candidate === searchParams.get('kind'))
  const named = classIdShape.safeParse(searchParams.get('class'))
  const looking: Looking = { search, kind, classId: named.success ? named.data : undefined }
  const [typed, setTyped] = useState(search)
  const [isPending, startTransition] = useTransition()
  // The choice is seen at once, while those it shows are still on their way.
  const [chosen, setChosen] = useOptimistic<Kind | 'anybody'>(kind ?? 'anybody')
  const [making, setMaking] = useState<Kind>()

  const look = (next: Partial<Looking>) =>
    setSearchParams(placeOf({ ...looking, search: typed.trim(), ...next }), { replace: true })
  const classId = looking.classId
  useEffect(() => {
    if (typed.trim() === search) return undefined
    const timer = setTimeout(
      () =>
        startTransition(() =>
          setSearchParams(placeOf({ search: typed.trim(), kind, classId }), { replace: true }),
        ),
      typingMs,
    )
    return () => clearTimeout(timer)
  }, [typed, search, kind, classId, setSearchParams])

  return (
    <>
      <PageTitle
        title={t('title')}
        actions={
          <LinkButton look="quiet" to="/staff">
            {t('staff.title')}
          </LinkButton>
        }
      />
      {canAdd && (
        <div className={styles.adding}>
          {kinds.map(value => (
            <Button key={value} icon={<IconUserPlus size={20} />} onClick={() => setMaking(value)}>
              <span className={styles.addWord}>{t('addWord')}</span> {t(`add.${value}`)}
            </Button>
          ))}
        </div>
      )}
      {/* The arrows go from the field through what was found and back. */}
      <div className={styles.finder} role="search">
        <div className={styles.tools}>
          <TextField
            label={t('search')}
            hint={t('searchHint')}
            type="search"
            maxLength={100}
            value={typed}
            onKeyDown={goThroughFound}
            onChange={setTyped}
          />
          <ClassSelect
            label={t('ofClass')}
            nothing={t('anyClass')}
            value={looking.classId ?? ''}
            onChange={value => {
              const next = classIdShape.safeParse(value)
              startTransition(() => look({ classId: next.success ? next.data : undefined }))
            }}
          />
          <Choice<Kind | 'anybody'>
            label={t('kind')}
            hasHiddenLabel
            value={chosen}
            options={[
              { value: 'anybody', label: t('anybody') },
              ...kinds.map(value => ({ value, label: t(`kinds.${value}`) })),
            ]}
            onChange={next =>
              startTransition(() => {
                setChosen(next)
                look({ kind: next === 'anybody' ? undefined : next })
              })
            }
          />
        </div>
        <Boundary skeleton={<TextSkeleton lines={10} />}>
          <div data-busy={isPending || undefined} className={styles.results}>
            <Found
              looking={looking}
              onWiden={() => {
                setTyped('')
                setSearchParams({}, { replace: true })
              }}
            />
          </div>
        </Boundary>
      </div>
      {making && (
        <NewPerson
          key={making}
          kind={making}
          onClose={() => setMaking(undefined)}
          onMade={({ id, kinds: made }) => {
            setMaking(undefined)
            void navigate(`/people/${id}${made.includes('student') ? '?do=arrive' : ''}`)
          }}
        />
      )}
    </>
  )
}

function placeOf({ search, kind, classId }: Looking) {
  return { ...(search && { search }), ...(kind && { kind }), ...(classId && { class: classId }) }
}
