import { guardianshipKind } from '@diary/contracts/people'
import { useTranslation } from 'react-i18next'
import { DateField } from '#ui/fields/date-field.tsx'
import { Select } from '#ui/fields/select.tsx'
import { TextField } from '#ui/fields/text-field.tsx'

/** A guardian's right as a form has it. */
export interface RightValues {
  kind: (typeof guardianshipKind.options)[number]
  fromOn: string
  untilOn: string
  ground: string
}

interface GuardianshipFieldsProps {
  values: RightValues
  onChange: (change: Partial<RightValues>) => void
  problemAt: (pointer: string) => string | undefined
}

export function GuardianshipFields({ values, onChange, problemAt }: GuardianshipFieldsProps) {
  const { t } = useTranslation('people')
  return (
    <>
      <Select
        label={t('rights.kind')}
        value={values.kind}
        options={guardianshipKind.options.map(value => ({ value, label: t(`guardianship.${value}`) }))}
        error={problemAt('/kind')}
        onChange={kind => onChange({ kind })}
      />
      <DateField
        label={t('rights.fromOn')}
        value={values.fromOn}
        error={problemAt('/fromOn')}
        onChange={value => onChange({ fromOn: value })}
      />
      <DateField
        label={t('rights.untilOn')}
        hint={t('rights.untilOnHint')}
        value={values.untilOn}
        error={problemAt('/untilOn')}
        onChange={value => onChange({ untilOn: value })}
      />
      <TextField
        label={t('rights.ground')}
        hint={t('rights.groundHint')}
        value={values.ground}
        maxLength={500}
        error={problemAt('/ground')}
        onChange={value => onChange({ ground: value })}
      />
    </>
  )
}
