import type { ImportRun } from '@diary/contracts/imports'
import { useTranslation } from 'react-i18next'
import { useFormats } from '#platform/format.ts'
import { Button } from '#ui/controls/button.tsx'
import { Card } from '#ui/display/card.tsx'
import { ProgressBar } from '#ui/display/progress-bar.tsx'
import styles from '../imports.module.css'

interface RunningProps {
  run: ImportRun
  isBusy: boolean
  onCancel: () => void
}

/** A job at work: how far it is, and a way to stop it. The tab may be closed meanwhile. */
export function Running({ run, isBusy, onCancel }: RunningProps) {
  const { t } = useTranslation('imports')
  const formats = useFormats()
  const { progress } = run
  const of = progress?.of ?? null
  const note =
    progress && of !== null && of > 0
      ? t('running.of', { done: formats.number(progress.done), of: formats.number(of) })
      : progress && progress.done > 0
        ? formats.number(progress.done)
        : undefined
  const wordsOf = ({ isCancelling, state }: ImportRun) => {
    if (isCancelling) return t('running.cancelling')
    // A trial writes and takes everything back; who reads "writing" would be frightened.
    if (state === 'trying' && progress?.step === 'writing') return t('running.trying')
    return t(`running.${progress?.step ?? 'waiting'}`)
  }
  return (
    <Card>
      <div className={styles.stack}>
        <ProgressBar
          label={wordsOf(run)}
          note={note}
          share={progress && of !== null && of > 0 ? progress.done / of : undefined}
        />
        <p className={styles.soft}>
          {t(run.state === 'applying' ? 'running.mayCloseApply' : 'running.mayClose')}
        </p>
        {run.can.cancel && (
          <div className={styles.actions}>
            <Button isBusy={isBusy || run.isCancelling} onClick={onCancel}>
              {t('running.cancel')}
            </Button>
          </div>
        )}
      </div>
    </Card>
  )
}
