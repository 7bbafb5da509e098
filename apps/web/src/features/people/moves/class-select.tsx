import { classesApi } from '@diary/contracts/classes'
import { useQuery } from '@tanstack/react-query'
import { useTranslation } from 'react-i18next'
import { query } from '#platform/api.ts'
import { Select } from '#ui/fields/select.tsx'

interface ClassSelectProps {
  label: string
  value: string
  onChange: (classId: string) => void
  /** What stands for no class. */
  nothing?: string
  without?: string | undefined
  error?: string | undefined
}

/** A class of the current year. */
export function ClassSelect({ label, value, onChange, nothing, without, error }: ClassSelectProps) {
  const { t } = useTranslation('people')
  const { data } = useQuery(query(classesApi.list, {}))
  const classes = (data?.items ?? [])
    .filter(({ id }) => id !== without)
    .toSorted(
      (one, other) =>
        one.grade - other.grade || one.title.localeCompare(other.title, 'ru', { numeric: true }),
    )
  return (
    <Select
      label={label}
      value={value}
      error={error}
      options={[
        { value: '', label: nothing ?? t('moves.choose') },
        ...classes.map(({ id, title }) => ({ value: id as string, label: title })),
      ]}
      onChange={onChange}
    />
  )
}
