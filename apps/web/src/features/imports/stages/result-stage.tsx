import { call } from '@diary/contracts/call'
import { importsApi, type ImportRun } from '@diary/contracts/imports'
import { useMutation } from '@tanstack/react-query'
import { IconArrowBackUp, IconDownload } from '@tabler/icons-react'
import { useTranslation } from 'react-i18next'
import { useFormats } from '#platform/format.ts'
import { useLanguage } from '#platform/i18n.ts'
import { useProblemText } from '#platform/problems.ts'
import { saveFile } from '#platform/save-file.ts'
import { sessionFetch } from '#platform/session/session.ts'
import { Button, LinkButton } from '#ui/controls/button.tsx'
import { ConfirmButton } from '#ui/controls/confirm-button.tsx'
import { announce } from '#ui/overlay/announcements.ts'
import styles from '../imports.module.css'
import { Counts } from '../outcome/counts.tsx'
import { Notices } from '../outcome/notices.tsx'
import { Rows, useRowFilter } from '../outcome/rows.tsx'

interface ResultStageProps {
  run: ImportRun
  isBusy: boolean
  onUndo: () => void
}

/** What was written, who did it, and a report to keep; the last import can be taken back. */
export function ResultStage({ run, isBusy, onUndo }: ResultStageProps) {
  const { t } = useTranslation('imports')
  const formats = useFormats()
  const language = useLanguage()
  const problemText = useProblemText()
  const { filter, narrow } = useRowFilter()
  const report = useMutation({
    mutationFn: () =>
      call(importsApi.report, { params: { importId: run.id }, query: { language } }, sessionFetch),
    onSuccess: ({ text, mediaType, fileName }) => saveFile(new Blob([text], { type: mediaType }), fileName),
    onError: error => announce(problemText(error), 'bad'),
  })
  const isUndone = run.state === 'undone'
  return (
    <div className={styles.stack}>
      <div role="status" className={styles.callout} data-tone={isUndone ? 'warn' : 'good'}>
        <strong>{t(isUndone ? 'result.undone' : 'result.title')}</strong>
        <p>
          {isUndone && run.undoneAt
            ? t('result.undoneBy', {
                at: formats.moment(run.undoneAt),
                who: run.undoneBy?.name ?? t('byServer'),
              })
            : t('result.by', {
                at: formats.moment(run.finishedAt ?? run.at),
                who: run.by?.name ?? t('byServer'),
              })}
        </p>
        <div className={styles.actions}>
          <Button
            icon={<IconDownload size={20} aria-hidden />}
            isBusy={report.isPending}
            onClick={() => report.mutate()}
          >
            {t('result.report')}
          </Button>
          {run.can.undo && (
            <ConfirmButton
              icon={<IconArrowBackUp size={20} aria-hidden />}
              question={t('undo.question')}
              consequence={t('undo.consequence')}
              action={t('undo.action')}
              isBusy={isBusy}
              onConfirm={onUndo}
            >
              {t('undo.open')}
            </ConfirmButton>
          )}
          <LinkButton to="/imports">{t('another')}</LinkButton>
        </div>
      </div>
      <Notices notices={run.notices} fileName={run.fileName ?? ''} />
      {run.counts.length > 0 && (
        <>
          <Counts
            counts={run.counts}
            tense="past"
            chosen={filter.action}
            onChoose={action => narrow({ action })}
          />
          <Rows run={run} />
        </>
      )}
    </div>
  )
}
