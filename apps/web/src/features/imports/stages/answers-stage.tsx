import type { ImportAnswers, ImportRun } from '@diary/contracts/imports'
import { useRef, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useDraft } from '#platform/drafts.ts'
import { Button } from '#ui/controls/button.tsx'
import { Badge } from '#ui/display/badge.tsx'
import { Card } from '#ui/display/card.tsx'
import styles from '../imports.module.css'
import { useSaid } from '../run/said.ts'
import { agreedAnswers, missingIn, wantsLook, withMatch, withValue } from '../answers/answers.ts'
import { MatchTable } from '../answers/match-table.tsx'
import { QuestionField } from '../answers/question-field.tsx'

interface AnswersStageProps {
  run: ImportRun
  isBusy: boolean
  /** Saves the answers and begins the trial; the draft is forgotten when it is told that they are saved. */
  onAgree: (answers: ImportAnswers) => Promise<boolean>
}

/** What is asked about a file, with what is proposed filled in. What was chosen here outlives a change by somebody else. */
export function AnswersStage({ run, isBusy, onAgree }: AnswersStageProps) {
  const { t } = useTranslation('imports')
  const said = useSaid()
  const [draft, setDraft] = useDraft<ImportAnswers | undefined>(`import ${run.id}`, undefined)
  const [startedAt, setStartedAt] = useState(run.version)
  const [isComplaining, setIsComplaining] = useState(false)
  const questionsAt = useRef<HTMLDivElement>(null)
  const answers = draft ?? run.answers
  const isOvertaken = draft !== undefined && startedAt !== run.version
  const missing = run.questions.reduce((sum, question) => sum + missingIn(question, answers), 0)

  const change = (next: ImportAnswers) => {
    if (draft === undefined) setStartedAt(run.version)
    setDraft(next)
  }
  const handleAgree = async () => {
    if (missing > 0) {
      setIsComplaining(true)
      questionsAt.current?.querySelector<HTMLElement>('[data-missing]')?.focus()
      return
    }
    if (await onAgree(agreedAnswers(run.questions, answers))) setDraft(undefined)
  }
  return (
    <div className={styles.stack} ref={questionsAt}>
      {isOvertaken && (
        <div role="alert" className={styles.callout}>
          <strong>{t('answers.overtaken.title')}</strong>
          <p>{t('answers.overtaken.text')}</p>
          <div className={styles.actions}>
            <Button look="primary" onClick={() => setDraft(undefined)}>
              {t('answers.overtaken.theirs')}
            </Button>
            <Button onClick={() => setStartedAt(run.version)}>{t('answers.overtaken.mine')}</Button>
          </div>
        </div>
      )}
      {run.questions.map(question => {
        const missingHere = missingIn(question, answers)
        const isMissing = isComplaining && missingHere > 0
        const words = isMissing ? t('answers.missing', { count: missingHere }) : undefined
        const toLookAt =
          question.type === 'match'
            ? question.items.filter(
                item => wantsLook(question, item) && answers.matches[question.key]?.[item.key] === undefined,
              ).length
            : 0
        return (
          <div
            key={question.key}
            tabIndex={-1}
            data-missing={isMissing || undefined}
            className={styles.question}
          >
            {question.type === 'match' ? (
              <Card
                title={said(question.title)}
                aside={
                  toLookAt > 0 ? (
                    <Badge tone="warn">{t('answers.look', { count: toLookAt })}</Badge>
                  ) : (
                    <Badge tone="good">{t('answers.allFound')}</Badge>
                  )
                }
              >
                <div className={styles.stack}>
                  {question.hint && <p className={styles.soft}>{said(question.hint)}</p>}
                  {words !== undefined && (
                    <p role="alert" className={styles.bad}>
                      {words}
                    </p>
                  )}
                  <MatchTable
                    question={question}
                    answers={answers}
                    isDisabled={!run.can.answer || isBusy}
                    onChange={(item, value) => change(withMatch(answers, question.key, item, value))}
                  />
                </div>
              </Card>
            ) : (
              <Card>
                <div className={styles.field}>
                  <QuestionField
                    question={question}
                    answers={answers}
                    error={words}
                    isDisabled={!run.can.answer || isBusy}
                    onChange={value => change(withValue(answers, question.key, value))}
                  />
                </div>
              </Card>
            )}
          </div>
        )
      })}
      <div className={styles.foot}>
        <Button
          look="primary"
          isBusy={isBusy}
          isDisabled={!run.can.answer || isOvertaken}
          onClick={() => void handleAgree()}
        >
          {t('answers.go')}
        </Button>
        <p className={styles.soft}>{t('answers.goNote')}</p>
      </div>
    </div>
  )
}
