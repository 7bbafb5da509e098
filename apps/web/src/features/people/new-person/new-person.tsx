import { call } from '@diary/contracts/call'
import { peopleApi, type PersonInList, type PersonPage } from '@diary/contracts/people'
import { staffApi } from '@diary/contracts/staff'
import { useTranslation } from 'react-i18next'
import { useFieldProblem } from '#platform/saving/field-problems.ts'
import { useNew } from '#platform/saving/use-new.ts'
import { sessionFetch } from '#platform/session/session.ts'
import { LinkButton } from '#ui/controls/button.tsx'
import { FormSheet } from '#ui/overlay/form-sheet.tsx'
import { Duplicates, duplicatesIn } from './duplicates.tsx'
import { isWholePerson, noPerson, PersonFields, personSent } from './person-fields.tsx'

interface NewPersonProps {
  kind: PersonInList['kinds'][number]
  onClose: () => void
  onMade: (person: PersonPage) => void
}

const empty = { ...noPerson, isSomeoneElse: false }

/** Makes a student, a guardian or a member of staff; who is alike is shown first. */
export function NewPerson({ kind, onClose, onMade }: NewPersonProps) {
  const { t } = useTranslation('people')
  const form = useNew({
    draftKey: `new ${kind}`,
    empty,
    make: (values, idempotencyKey) =>
      call(
        peopleApi.create,
        {
          body: { ...personSent(values), kind, isSomeoneElse: values.isSomeoneElse },
          idempotencyKey,
        },
        sessionFetch,
      ),
    changed: [peopleApi.list, staffApi.list],
    onMade,
  })
  const problemAt = useFieldProblem(form.error)
  const duplicates = duplicatesIn(form.error)
  return (
    <FormSheet
      title={t(`new.${kind}`)}
      isOpen
      onClose={onClose}
      action={t('new.make')}
      onSave={() => form.save()}
      isBusy={form.isPending}
      isIncomplete={!isWholePerson(form.values)}
      isDirty={form.isDirty}
      error={duplicates.length > 0 ? undefined : form.error}
      onForget={() => {
        form.forget()
        onClose()
      }}
    >
      <PersonFields
        values={form.values}
        onChange={form.change}
        problemAt={problemAt}
        isStaff={kind === 'staff'}
      />
      {!form.isPending && (
        <Duplicates
          people={duplicates}
          choose={person => <LinkButton to={`/people/${person.id}`}>{t('duplicates.open')}</LinkButton>}
          onMakeAnyway={() => form.save({ isSomeoneElse: true })}
        />
      )}
    </FormSheet>
  )
}
