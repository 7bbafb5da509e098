import type { ImportNotice } from '@diary/contracts/imports'
import { IconAlertTriangle, IconCopy, IconDownload, IconInfoCircle } from '@tabler/icons-react'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { saveFile } from '#platform/save-file.ts'
import { Button } from '#ui/controls/button.tsx'
import { Badge } from '#ui/display/badge.tsx'
import { Card } from '#ui/display/card.tsx'
import { announce } from '#ui/overlay/announcements.ts'
import { useSaid } from '../run/said.ts'
import { noticesTable } from './notices-table.ts'
import styles from './outcome.module.css'

const pageSize = 50

/** What is wrong with the file or worth knowing, each with its place; to be copied or taken along to whoever mends it. */
export function Notices({ notices, fileName }: { notices: readonly ImportNotice[]; fileName: string }) {
  const { t } = useTranslation('imports')
  const said = useSaid()
  const [shownCount, setShownCount] = useState(pageSize)
  if (notices.length === 0) return null
  // What stops the import comes first.
  const inOrder = [...notices].sort((one, other) => rankOf(one) - rankOf(other))
  const errorsCount = notices.filter(({ severity }) => severity === 'error').length

  const handleCopy = async () => {
    try {
      await navigator.clipboard.writeText(inOrder.map(({ text }) => said(text)).join('\n'))
      announce(t('notices.copied'))
    } catch (refused) {
      console.info(refused)
      announce(t('notices.notCopied'), 'bad')
    }
  }
  const handleSave = () => {
    const table = noticesTable(inOrder, said, {
      error: t('notices.error'),
      warning: t('notices.warning'),
      columns: [
        t('notices.columns.severity'),
        t('notices.columns.file'),
        t('notices.columns.sheet'),
        t('notices.columns.line'),
        t('notices.columns.column'),
        t('notices.columns.text'),
      ],
    })
    saveFile(new Blob([table], { type: 'text/csv;charset=utf-8' }), t('notices.saveAs', { name: fileName }))
  }
  return (
    <Card
      title={t('notices.title')}
      aside={
        errorsCount > 0 ? (
          <Badge tone="bad">{t('notices.errors', { count: errorsCount })}</Badge>
        ) : (
          <Badge tone="warn">{t('notices.warnings', { count: notices.length })}</Badge>
        )
      }
    >
      <ul className={styles.notices}>
        {inOrder.slice(0, shownCount).map((notice, index) => (
          <li key={index} className={styles.notice} data-severity={notice.severity}>
            {notice.severity === 'error' ? (
              <IconAlertTriangle size={20} aria-label={t('notices.error')} role="img" />
            ) : (
              <IconInfoCircle size={20} aria-label={t('notices.warning')} role="img" />
            )}
            <span>{said(notice.text)}</span>
          </li>
        ))}
      </ul>
      <div className={styles.actions}>
        {notices.length > shownCount && (
          <Button onClick={() => setShownCount(shownCount + pageSize)}>
            {t('more', { number: Math.min(pageSize, notices.length - shownCount) })}
          </Button>
        )}
        {/* A page without TLS has no clipboard; the file is there for it. */}
        {'clipboard' in navigator && (
          <Button look="quiet" icon={<IconCopy size={20} aria-hidden />} onClick={() => void handleCopy()}>
            {t('notices.copy')}
          </Button>
        )}
        <Button look="quiet" icon={<IconDownload size={20} aria-hidden />} onClick={handleSave}>
          {t('notices.save')}
        </Button>
      </div>
    </Card>
  )
}

const rankOf = ({ severity }: ImportNotice) => (severity === 'error' ? 0 : 1)
