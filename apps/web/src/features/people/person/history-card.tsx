import { guardianshipKind, peopleApi, type PersonEvent, type PersonPage } from '@diary/contracts/people'
import { useTranslation } from 'react-i18next'
import { isDay } from '#platform/days.ts'
import { useFormats } from '#platform/format.ts'
import { usePages } from '#platform/pages.ts'
import { Button } from '#ui/controls/button.tsx'
import { Item, Listed } from './parts.tsx'

/** What was changed about a person, by whom and when. */
export function HistoryCard({ personId }: { personId: PersonPage['id'] }) {
  const { t } = useTranslation('people')
  const formats = useFormats()
  const { items, hasMore, isFetchingMore, fetchMore } = usePages(peopleApi.history, {
    params: { personId },
    query: { limit: 20 },
  })
  const word = (field: PersonEvent['changes'][number]['field'], value: string | null) => {
    if (value === null) return t('history.nothing')
    if (isDay(value)) return formats.dayOfYear(value)
    const kind = guardianshipKind.options.find(option => option === value)
    return field === 'kind' && kind ? t(`guardianship.${kind}`) : value
  }
  return (
    <Listed
      title={t('history.title')}
      nothing={t('history.none')}
      count={items.length}
      actions={
        hasMore && (
          <Button look="quiet" isBusy={isFetchingMore} onClick={fetchMore}>
            {t('more')}
          </Button>
        )
      }
    >
      {items.map(({ id, at, by, subject, action, about, changes, why }) => (
        <Item key={id} name={[t(`history.subject.${subject}`), about].filter(Boolean).join(': ')}>
          {[
            t(`history.action.${action}`),
            ...changes.map(({ field, before, after }) =>
              action === 'change'
                ? `${t(`history.field.${field}`)}: ${word(field, before)} → ${word(field, after)}`
                : `${t(`history.field.${field}`)}: ${word(field, after ?? before)}`,
            ),
            why,
            formats.moment(at),
            by ?? t('history.system'),
          ]
            .filter(Boolean)
            .join(' · ')}
        </Item>
      ))}
    </Listed>
  )
}
