import type { GradebookPage } from '@diary/contracts/gradebooks'
import { useTranslation } from 'react-i18next'
import { useSearchParams } from 'react-router-dom'
import { useFormats } from '#platform/format.ts'
import { Select } from '#ui/fields/select.tsx'

const year = 'year'
const other = 'other'

/** Another term, or the whole year. The days stand in the address, so that a page can be sent to a colleague. */
export function PeriodSelect({ page }: { page: GradebookPage }) {
  const { t } = useTranslation('gradebook')
  const formats = useFormats()
  const [, setSearchParams] = useSearchParams()
  const { terms, term, from, to } = page
  const first = terms[0]
  const last = terms.at(-1)
  const isYear = first?.startsOn === from && last?.endsOn === to && terms.length > 1
  const value = isYear ? year : (term?.id ?? other)
  const options = [
    ...terms.map(({ id, title }) => ({ value: id, label: title })),
    ...(terms.length > 1 ? [{ value: year, label: t('page.wholeYear') }] : []),
    ...(value === other
      ? [{ value: other, label: `${t('page.otherDays')}: ${formats.days(from, to)}` }]
      : []),
  ]
  const handleChange = (next: string) => {
    const chosen = terms.find(({ id }) => id === next)
    if (chosen) setSearchParams({ from: chosen.startsOn, to: chosen.endsOn })
    else if (next === year && first && last) setSearchParams({ from: first.startsOn, to: last.endsOn })
  }
  return <Select label={t('page.term')} value={value} options={options} onChange={handleChange} />
}
