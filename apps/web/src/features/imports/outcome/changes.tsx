import { day } from '@diary/contracts/primitives'
import type { ImportRow } from '@diary/contracts/imports'
import { useTranslation } from 'react-i18next'
import { useFormats } from '#platform/format.ts'
import { VisuallyHidden } from '#ui/display/visually-hidden.tsx'
import styles from './outcome.module.css'

/** The values of a row: of what changes, the old one struck out before the new one. */
export function Changes({ row }: { row: ImportRow }) {
  const { t, i18n } = useTranslation('imports')
  const formats = useFormats()
  // What is said by the row's own name already is not said twice.
  const told = row.details.filter(
    ({ field, before, after }) =>
      !((field === 'title' || field === 'name') && (after ?? row.title) === row.title && before === null),
  )
  if (told.length === 0) return null

  const shown = (field: string, value: string) => {
    if (value === 'true') return t('yes')
    if (value === 'false') return t('no')
    if (day.safeParse(value).success) return formats.dayOfYear(value)
    const word = `imports:words.${value}`
    return /^(kind|sex)$/.test(field) && i18n.exists(word) ? String(i18n.t(word)) : value
  }
  return (
    <dl className={styles.changes}>
      {told.map(({ field, before, after }, index) => {
        const isChange = before !== null && after !== null && before !== after
        return (
          <div key={`${field} ${index}`} className={styles.change}>
            <dt>{t(`fields.${field}`)}</dt>
            <dd>
              {before !== null && before !== after && (
                <>
                  <VisuallyHidden>{t('rows.before')} </VisuallyHidden>
                  <del>{shown(field, before)}</del>
                </>
              )}
              {isChange && (
                <>
                  <span aria-hidden> → </span>
                  <VisuallyHidden> {t('rows.after')} </VisuallyHidden>
                  <ins>{shown(field, after)}</ins>
                </>
              )}
              {!isChange && after !== null && shown(field, after)}
            </dd>
          </div>
        )
      })}
    </dl>
  )
}
