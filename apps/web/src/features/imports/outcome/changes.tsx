import type { ImportRow } from '@diary/contracts/imports'
import { useTranslation } from 'react-i18next'
import { VisuallyHidden } from '#ui/display/visually-hidden.tsx'
import styles from './outcome.module.css'

/** The values of a row: of what changes, the old one struck out before the new one. */
export function Changes({ details }: { details: ImportRow['details'] }) {
  const { t } = useTranslation('imports')
  if (details.length === 0) return null
  return (
    <dl className={styles.changes}>
      {details.map(({ field, before, after }, index) => (
        <div key={`${field} ${index}`} className={styles.change}>
          <dt>{t(`fields.${field}`)}</dt>
          <dd>
            {before !== null && before !== after && (
              <>
                <VisuallyHidden>{t('rows.before')} </VisuallyHidden>
                <del>{before}</del>
              </>
            )}
            {before !== null && after !== null && before !== after && <span aria-hidden> → </span>}
            {after !== null && (
              <>
                {before !== null && before !== after && <VisuallyHidden> {t('rows.after')} </VisuallyHidden>}
                {before !== null && before !== after ? <ins>{after}</ins> : after}
              </>
            )}
          </dd>
        </div>
      ))}
    </dl>
  )
}
