import type { ImportRun } from '@diary/contracts/imports'
import { useTranslation } from 'react-i18next'
import { Button, LinkButton } from '#ui/controls/button.tsx'
import styles from '../imports.module.css'
import { Counts } from '../outcome/counts.tsx'
import { Notices } from '../outcome/notices.tsx'
import { Rows, useRowFilter } from '../outcome/rows.tsx'

interface TrialStageProps {
  run: ImportRun
  isBusy: boolean
  onTry: () => void
  onApply: () => void
}

/** What the import would do: nothing is written yet, all of it can be looked through. */
export function TrialStage({ run, isBusy, onTry, onApply }: TrialStageProps) {
  const { t } = useTranslation('imports')
  const { filter, narrow } = useRowFilter()
  const { state, can, counts } = run
  const questionsCount = counts.reduce((sum, { counts: own }) => sum + own.question, 0)
  const hasEnded = state === 'refused' || state === 'failed' || state === 'cancelled'
  const again = (
    <>
      {can.answer && run.questions.length > 0 && (
        <LinkButton to={`/imports/${run.id}/answers`}>{t('trial.toAnswers')}</LinkButton>
      )}
      {hasEnded && can.try && (
        <Button isBusy={isBusy} onClick={onTry}>
          {t('trial.again')}
        </Button>
      )}
      {(hasEnded || run.isNothingToChange) && <LinkButton to="/imports">{t('another')}</LinkButton>}
    </>
  )
  return (
    <div className={styles.stack}>
      {hasEnded && (
        <div role="alert" className={styles.callout} data-tone={state === 'cancelled' ? 'warn' : 'bad'}>
          <strong>{t(`ended.${state}.title`)}</strong>
          <p>{t(`ended.${state}.text`)}</p>
          <div className={styles.actions}>{again}</div>
        </div>
      )}
      {state === 'tried' && run.isNothingToChange && (
        <div role="status" className={styles.callout} data-tone="good">
          <strong>{t('trial.nothing.title')}</strong>
          <p>{t('trial.nothing.text')}</p>
          <div className={styles.actions}>{again}</div>
        </div>
      )}
      {state === 'tried' && !run.isNothingToChange && (
        <div role="status" className={styles.callout} data-tone={questionsCount > 0 ? 'warn' : 'good'}>
          <strong>{t('trial.title')}</strong>
          <p>
            {questionsCount > 0 ? t('trial.questions', { count: questionsCount }) : t('trial.allOrNothing')}
          </p>
          <div className={styles.actions}>
            <Button look="primary" isBusy={isBusy} isDisabled={!can.apply} onClick={onApply}>
              {t('trial.apply')}
            </Button>
            {questionsCount > 0 && filter.action !== 'question' && (
              <Button onClick={() => narrow({ action: 'question', subject: undefined })}>
                {t('trial.showQuestions')}
              </Button>
            )}
            {again}
          </div>
        </div>
      )}
      <Notices notices={run.notices} fileName={run.fileName ?? ''} />
      {counts.length > 0 && (
        <>
          <Counts
            counts={counts}
            tense="future"
            chosen={filter.action}
            onChoose={action => narrow({ action })}
          />
          <Rows run={run} />
        </>
      )}
    </div>
  )
}
