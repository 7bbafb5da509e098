import { call } from '@diary/contracts/call'
import { peopleApi, personPage, type PersonPage } from '@diary/contracts/people'
import { useTranslation } from 'react-i18next'
import { query, queryClient, refresh } from '#platform/api.ts'
import { useFieldProblem } from '#platform/saving/field-problems.ts'
import { useEdits } from '#platform/saving/use-edits.ts'
import { sessionFetch } from '#platform/session/session.ts'
import { EditSheet } from '#ui/saving/edit-sheet.tsx'
import { lineOf } from '../new-person/contacts.ts'
import { isWholePerson, PersonFields, personSent, type PersonValues } from '../new-person/person-fields.tsx'

const valuesOf = (person: PersonPage): PersonValues => ({
  lastName: person.lastName,
  firstName: person.firstName,
  middleName: person.middleName ?? '',
  birthOn: person.birthOn ?? '',
  sex: person.sex ?? '',
  phones: lineOf(person.contacts, 'phone'),
  emails: lineOf(person.contacts, 'email'),
  position: person.position ?? '',
})

/** Corrects what is known of a person. */
export function EditPerson({ person, onClose }: { person: PersonPage; onClose: () => void }) {
  const { t } = useTranslation('people')
  const form = useEdits({
    draftKey: `person ${person.id}`,
    thing: person,
    versionOf: ({ version }) => version,
    valuesOf,
    shape: personPage,
    send: (patch, values, { id, version }) => {
      const whole = personSent(values)
      const body = Object.fromEntries(
        Object.entries(whole).filter(([key]) =>
          key === 'contacts' ? 'phones' in patch || 'emails' in patch : key in patch,
        ),
      ) as Partial<typeof whole>
      return call(peopleApi.update, { params: { personId: id }, body, ifVersion: version }, sessionFetch)
    },
    onNow: now => {
      queryClient.setQueryData(query(peopleApi.show, { params: { personId: now.id } }).queryKey, now)
      void refresh([peopleApi.list, peopleApi.family])
    },
  })
  const problemAt = useFieldProblem(form.state.is === 'refused' ? form.state.error : undefined)
  const keys = [
    'lastName',
    'firstName',
    'middleName',
    'birthOn',
    'sex',
    'phones',
    'emails',
    'position',
  ] as const
  const labels = Object.fromEntries(keys.map(key => [key, t(`fields.${key}`)])) as Record<
    keyof PersonValues,
    string
  >
  return (
    <EditSheet
      title={person.name}
      onClose={onClose}
      form={form}
      labels={labels}
      show={(key, value) =>
        key === 'sex' && value !== '' ? t(`fields.${value as 'female' | 'male'}`) : value
      }
      isIncomplete={!isWholePerson(form.values)}
    >
      <PersonFields
        values={form.values}
        onChange={form.change}
        problemAt={problemAt}
        isStaff={person.kinds.includes('staff')}
      />
    </EditSheet>
  )
}
