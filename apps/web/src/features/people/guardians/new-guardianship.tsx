import { call } from '@diary/contracts/call'
import { guardianshipsApi } from '@diary/contracts/guardianships'
import { peopleApi, type Guardianship, type PersonPage } from '@diary/contracts/people'
import { studentId as studentIdShape } from '@diary/contracts/primitives'
import { useRef } from 'react'
import { useTranslation } from 'react-i18next'
import { usePeopleSearch, type PersonOption } from '#platform/people-search.ts'
import { useFieldProblem } from '#platform/saving/field-problems.ts'
import { useNew } from '#platform/saving/use-new.ts'
import { sessionFetch } from '#platform/session/session.ts'
import { useToday } from '#platform/today.ts'
import { Button } from '#ui/controls/button.tsx'
import { Choice } from '#ui/controls/choice.tsx'
import { SearchSelect } from '#ui/fields/search-select.tsx'
import { announce } from '#ui/overlay/announcements.ts'
import { FormSheet } from '#ui/overlay/form-sheet.tsx'
import { Duplicates, duplicatesIn } from '../new-person/duplicates.tsx'
import {
  isWholePerson,
  noPerson,
  PersonFields,
  personSent,
  type PersonValues,
} from '../new-person/person-fields.tsx'
import { GuardianshipFields, type RightValues } from './guardianship-fields.tsx'

/** What knows about the rights of guardians. */
export const afterRights = [peopleApi.show, peopleApi.family, peopleApi.history, peopleApi.list]

interface NewGuardianshipProps {
  person: PersonPage
  /** The person is the child and a guardian is looked for, or the other way round. */
  isChild: boolean
  onClose: () => void
}

interface Values extends RightValues, PersonValues {
  who: 'existing' | 'new'
  other: PersonOption | null
  isSomeoneElse: boolean
}

/** Gives a guardian a right: somebody the school knows, or somebody new. */
export function NewGuardianship({ person, isChild, onClose }: NewGuardianshipProps) {
  const { t } = useTranslation('people')
  const today = useToday()
  // A search among everybody: a teacher may become a parent.
  const search = usePeopleSearch(isChild ? undefined : 'student')
  // Who was made before the right was refused is not made a second time.
  const made = useRef<PersonPage['id']>(undefined)
  const form = useNew<Values, Guardianship>({
    draftKey: `new guardianship ${person.id}`,
    empty: {
      ...noPerson,
      who: 'existing',
      other: null,
      isSomeoneElse: false,
      kind: 'mother',
      fromOn: today,
      untilOn: '',
      ground: '',
    },
    make: async (values, key) => {
      if (values.who === 'new' && made.current === undefined) {
        const { id } = await call(
          peopleApi.create,
          {
            body: { ...personSent(values), kind: 'guardian', isSomeoneElse: values.isSomeoneElse },
            idempotencyKey: `${key}-p`,
          },
          sessionFetch,
        )
        made.current = id
      }
      const otherId = values.who === 'new' ? made.current : values.other?.value
      if (otherId === undefined) throw new Error('Nobody was chosen')
      return call(
        guardianshipsApi.create,
        {
          body: {
            guardianId: isChild ? otherId : person.id,
            studentId: studentIdShape.parse(isChild ? person.id : otherId),
            kind: values.kind,
            fromOn: values.fromOn as Guardianship['fromOn'],
            untilOn: (values.untilOn || null) as Guardianship['untilOn'],
            ground: values.ground.trim() || null,
          },
          idempotencyKey: key,
        },
        sessionFetch,
      )
    },
    changed: afterRights,
    onMade: right => {
      made.current = undefined
      announce(t('rights.given', { guardian: right.guardianName, child: right.studentName }))
      onClose()
    },
  })
  const { values, set } = form
  const problemAt = useFieldProblem(form.error)
  const duplicates = duplicatesIn(form.error)
  const isNew = isChild && values.who === 'new'
  const handlePersonChange = (change: Partial<PersonValues>) => {
    made.current = undefined
    form.change(change)
  }
  return (
    <FormSheet
      title={t(isChild ? 'rights.newGuardian' : 'rights.newChild', { name: person.name })}
      isOpen
      onClose={onClose}
      action={t('rights.give')}
      onSave={() => form.save()}
      isBusy={form.isPending}
      isIncomplete={values.fromOn === '' || (isNew ? !isWholePerson(values) : values.other === null)}
      isDirty={form.isDirty}
      error={duplicates.length > 0 ? undefined : form.error}
      onForget={() => {
        form.forget()
        onClose()
      }}
    >
      {isChild && (
        <Choice
          label={t('rights.who')}
          hasHiddenLabel
          value={values.who}
          options={[
            { value: 'existing', label: t('rights.existing') },
            { value: 'new', label: t('rights.new') },
          ]}
          onChange={who => set('who', who)}
        />
      )}
      {isNew ? (
        <PersonFields values={values} onChange={handlePersonChange} problemAt={problemAt} isStaff={false} />
      ) : (
        <SearchSelect
          label={t(isChild ? 'rights.guardian' : 'rights.child')}
          hint={t('rights.searchHint')}
          chosen={values.other}
          onChoose={other => set('other', other)}
          nothing={t('rights.nobodyFound')}
          error={problemAt(isChild ? '/guardianId' : '/studentId')}
          {...search}
        />
      )}
      {!form.isPending && (
        <Duplicates
          people={duplicates}
          choose={({ id, name, note }) => (
            <Button
              onClick={() => {
                form.set('other', { value: id, label: name, ...(note !== null && { note }) })
                form.save({
                  who: 'existing',
                  other: { value: id, label: name, ...(note !== null && { note }) },
                })
              }}
            >
              {t('duplicates.take')}
            </Button>
          )}
          onMakeAnyway={() => form.save({ isSomeoneElse: true })}
        />
      )}
      <GuardianshipFields values={values} onChange={form.change} problemAt={problemAt} />
    </FormSheet>
  )
}
