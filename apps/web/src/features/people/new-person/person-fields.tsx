import type { PersonPage } from '@diary/contracts/people'
import { useTranslation } from 'react-i18next'
import { Choice } from '#ui/controls/choice.tsx'
import { DateField } from '#ui/fields/date-field.tsx'
import { TextField } from '#ui/fields/text-field.tsx'
import { contactsIn } from './contacts.ts'

/** A person as a form has it: everything is text. */
export interface PersonValues {
  lastName: string
  firstName: string
  middleName: string
  birthOn: string
  sex: 'female' | 'male' | ''
  phones: string
  emails: string
  position: string
}

export const noPerson: PersonValues = {
  lastName: '',
  firstName: '',
  middleName: '',
  birthOn: '',
  sex: '',
  phones: '',
  emails: '',
  position: '',
}

export const isWholePerson = ({ lastName, firstName }: PersonValues) =>
  lastName.trim() !== '' && firstName.trim() !== ''

/** What is sent: empty is nothing, contacts are a list. */
export const personSent = (values: PersonValues) => ({
  lastName: values.lastName.trim(),
  firstName: values.firstName.trim(),
  middleName: values.middleName.trim() || null,
  birthOn: (values.birthOn || null) as PersonPage['birthOn'],
  sex: values.sex || null,
  position: values.position.trim() || null,
  contacts: contactsIn(values),
})

interface PersonFieldsProps {
  values: PersonValues
  onChange: (change: Partial<PersonValues>) => void
  problemAt: (pointer: string) => string | undefined
  isStaff: boolean
}

export function PersonFields({ values, onChange, problemAt, isStaff }: PersonFieldsProps) {
  const { t } = useTranslation('people')
  const name = (key: 'lastName' | 'firstName' | 'middleName', isRequired = true) => (
    <TextField
      label={t(`fields.${key}`)}
      value={values[key]}
      maxLength={100}
      autoComplete="off"
      spellCheck={false}
      isRequired={isRequired}
      error={problemAt(`/${key}`)}
      onChange={value => onChange({ [key]: value })}
    />
  )
  return (
    <>
      {name('lastName')}
      {name('firstName')}
      {name('middleName', false)}
      <DateField
        label={t('fields.birthOn')}
        value={values.birthOn}
        error={problemAt('/birthOn')}
        onChange={value => onChange({ birthOn: value })}
      />
      <Choice
        label={t('fields.sex')}
        value={values.sex}
        options={[
          { value: '', label: t('fields.notSaid') },
          { value: 'female', label: t('fields.female') },
          { value: 'male', label: t('fields.male') },
        ]}
        onChange={value => onChange({ sex: value })}
      />
      <TextField
        label={t('fields.phones')}
        hint={t('fields.severalHint')}
        value={values.phones}
        inputMode="tel"
        maxLength={300}
        error={problemAt('/contacts')}
        onChange={value => onChange({ phones: value })}
      />
      <TextField
        label={t('fields.emails')}
        value={values.emails}
        inputMode="email"
        maxLength={1000}
        autoCapitalize="none"
        spellCheck={false}
        onChange={value => onChange({ emails: value })}
      />
      {isStaff && (
        <TextField
          label={t('fields.position')}
          value={values.position}
          maxLength={200}
          error={problemAt('/position')}
          onChange={value => onChange({ position: value })}
        />
      )}
    </>
  )
}
