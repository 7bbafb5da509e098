import type { ImportRun } from '@diary/contracts/imports'
import { useTranslation } from 'react-i18next'
import { Button, LinkButton } from '#ui/controls/button.tsx'
import { Card } from '#ui/display/card.tsx'
import styles from '../imports.module.css'
import { Notices } from '../outcome/notices.tsx'
import { useSaid } from '../run/said.ts'

interface RecognisedStageProps {
  run: ImportRun
  isBusy: boolean
  onTry: () => void
}

/** What the file turned out to be, before anything is compared with the school. */
export function RecognisedStage({ run, isBusy, onTry }: RecognisedStageProps) {
  const { t } = useTranslation('imports')
  const said = useSaid()
  const { recognised, state, questions } = run
  const hasEnded = state === 'refused' || state === 'failed' || state === 'cancelled'
  return (
    <div className={styles.stack}>
      {hasEnded && (
        <div role="alert" className={styles.callout} data-tone="bad">
          <strong>{t(`ended.${state}.title`)}</strong>
          <p>{t(`ended.${state}.text`)}</p>
          <div className={styles.actions}>
            <LinkButton to="/imports" look="primary">
              {t('another')}
            </LinkButton>
          </div>
        </div>
      )}
      {recognised && (
        <Card title={t(`kinds.${run.kind}.title`)}>
          <dl className={styles.facts}>
            {recognised.map(fact => (
              <div key={fact.label.en} className={styles.fact}>
                <dt>{said(fact.label)}</dt>
                <dd>{fact.value}</dd>
              </div>
            ))}
          </dl>
        </Card>
      )}
      <Notices notices={run.notices} fileName={run.fileName ?? ''} />
      {recognised && !hasEnded && (
        <div className={styles.foot}>
          {questions.length > 0 ? (
            <LinkButton to={`/imports/${run.id}/answers`} look="primary">
              {t('recognised.toAnswers')}
            </LinkButton>
          ) : (
            <Button look="primary" isBusy={isBusy} isDisabled={!run.can.try} onClick={onTry}>
              {t('answers.go')}
            </Button>
          )}
          <p className={styles.soft}>{t('answers.goNote')}</p>
        </div>
      )}
    </div>
  )
}
