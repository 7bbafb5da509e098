import type { ImportRun } from '@diary/contracts/imports'
import { IconArrowLeft } from '@tabler/icons-react'
import { useEffect, useRef } from 'react'
import { useTranslation } from 'react-i18next'
import { useNavigate } from 'react-router-dom'
import { LinkButton } from '#ui/controls/button.tsx'
import { PageTitle } from '#ui/shell/page-title.tsx'
import { StepPath } from '#ui/shell/step-path.tsx'
import { Running } from './run/running.tsx'
import { isRunning, openStages, stageOf, stages, type Stage } from './run/stage.ts'
import { useImport, useImportActions } from './run/use-import.ts'
import { AnswersStage } from './stages/answers-stage.tsx'
import { RecognisedStage } from './stages/recognised-stage.tsx'
import { ResultStage } from './stages/result-stage.tsx'
import { TrialStage } from './stages/trial-stage.tsx'

interface ImportScreenProps {
  importId: ImportRun['id']
  /** The page the address names; another is shown where the import is not or no longer there. */
  stage: string | undefined
}

/** An import from the file to its result. Where it stands is kept by the server: whoever opens the address sees it. */
export function ImportScreen({ importId, stage: wished }: ImportScreenProps) {
  const { t } = useTranslation('imports')
  const navigate = useNavigate()
  const run = useImport(importId)
  const { act, answer, isBusy } = useImportActions(run)
  const isAtWork = isRunning(run)
  const open = openStages(run)
  const stage: Stage = isAtWork ? stageOf(run) : (open.find(known => known === wished) ?? stageOf(run))
  const place = (next: Stage) => `/imports/${run.id}/${next}`

  // When the job takes the import to another page the address and the focus go along.
  const lastState = useRef(run.state)
  useEffect(() => {
    if (lastState.current === run.state) return
    lastState.current = run.state
    // Answers that were saved take a trial back; the trial that comes next moves on.
    if (run.state === 'uploaded') return
    void navigate(`/imports/${run.id}/${stageOf(run)}`, { replace: true })
  }, [run, navigate])

  const handleTry = () => act('try')
  return (
    <div key={stage}>
      <PageTitle
        title={t(`stages.${stage}.title`)}
        note={t('of', {
          kind: t(`kinds.${run.kind}.short`),
          name: run.fileName ?? t('noName'),
        })}
        actions={
          <LinkButton to="/imports" look="quiet" icon={<IconArrowLeft size={20} aria-hidden />}>
            {t('back')}
          </LinkButton>
        }
      />
      <StepPath
        label={t('path')}
        current={stages.indexOf(stage) + 1}
        done={
          run.state === 'applied'
            ? stages.length + 1
            : Math.max(stages.indexOf(stageOf(run)), stages.indexOf(stage)) + 1
        }
        steps={[
          { name: t('stages.file.name'), to: '/imports' },
          ...stages.map(own => ({
            name: t(`stages.${own}.name`),
            to: !isAtWork && open.includes(own) ? place(own) : undefined,
          })),
        ]}
      />
      {isAtWork ? (
        <Running run={run} isBusy={isBusy} onCancel={() => act('cancel')} />
      ) : stage === 'recognised' ? (
        <RecognisedStage run={run} isBusy={isBusy} onTry={handleTry} />
      ) : stage === 'answers' ? (
        <AnswersStage
          run={run}
          isBusy={isBusy}
          onAgree={async answers => {
            const saved = await answer(answers)
            if (saved) act('try', saved)
            return saved !== undefined
          }}
        />
      ) : stage === 'trial' ? (
        <TrialStage run={run} isBusy={isBusy} onTry={handleTry} onApply={() => act('apply')} />
      ) : (
        <ResultStage run={run} isBusy={isBusy} onUndo={() => act('undo')} />
      )}
    </div>
  )
}
