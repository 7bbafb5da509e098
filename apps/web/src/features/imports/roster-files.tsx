import { call } from '@diary/contracts/call'
import { rosterFilesApi } from '@diary/contracts/roster-files'
import { useMutation } from '@tanstack/react-query'
import { IconFileDownload, IconFileSpreadsheet } from '@tabler/icons-react'
import { useTranslation } from 'react-i18next'
import { useProblemText } from '#platform/problems.ts'
import { saveFile } from '#platform/save-file.ts'
import { sessionFetch } from '#platform/session/session.ts'
import { Button } from '#ui/controls/button.tsx'
import { announce } from '#ui/overlay/announcements.ts'
import styles from './imports.module.css'

/** The workbooks the school gives away: an empty one to fill in, and its own people to correct and import again. */
export function RosterFiles() {
  const { t } = useTranslation('imports')
  const problemText = useProblemText()
  const onError = (error: Error) => announce(problemText(error), 'bad')
  const template = useMutation({
    mutationFn: () => call(rosterFilesApi.template, {}, sessionFetch),
    onSuccess: file => saveFile(file, t('files.templateName')),
    onError,
  })
  const roster = useMutation({
    mutationFn: () => call(rosterFilesApi.show, {}, sessionFetch),
    onSuccess: file => saveFile(file, t('files.rosterName')),
    onError,
  })
  return (
    <div className={styles.actions}>
      <Button
        icon={<IconFileSpreadsheet size={20} aria-hidden />}
        isBusy={template.isPending}
        onClick={() => template.mutate()}
      >
        {t('files.template')}
      </Button>
      <Button
        look="quiet"
        icon={<IconFileDownload size={20} aria-hidden />}
        isBusy={roster.isPending}
        onClick={() => roster.mutate()}
      >
        {t('files.roster')}
      </Button>
    </div>
  )
}
