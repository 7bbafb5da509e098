import { importsApi, type ImportRun } from '@diary/contracts/imports'
import { useSuspenseQuery } from '@tanstack/react-query'
import { useTranslation } from 'react-i18next'
import { useNavigate } from 'react-router-dom'
import { query } from '#platform/api.ts'
import { Card } from '#ui/display/card.tsx'
import { TextSkeleton } from '#ui/display/skeleton.tsx'
import { PageTitle } from '#ui/shell/page-title.tsx'
import { StepPath } from '#ui/shell/step-path.tsx'
import { Boundary } from '#ui/states/boundary.tsx'
import { History } from './history.tsx'
import styles from './imports.module.css'
import { RosterFiles } from './roster-files.tsx'
import { stages } from './run/stage.ts'
import { keepRun } from './run/use-import.ts'
import { UploadCard } from './upload/upload-card.tsx'

/** Where an import begins, and where the past ones are found. */
export function ImportsScreen() {
  const { t } = useTranslation('imports')
  const navigate = useNavigate()
  const { data: kinds } = useSuspenseQuery(query(importsApi.kinds, {}))
  const own = kinds.items.filter(({ canImport }) => canImport)
  const handleGiven = (run: ImportRun) => {
    keepRun(run)
    void navigate(`/imports/${run.id}`)
  }
  return (
    <>
      <PageTitle title={t('title')} note={t('note')} />
      <StepPath
        label={t('path')}
        current={0}
        done={0}
        steps={[
          { name: t('stages.file.name') },
          ...stages.map(stage => ({ name: t(`stages.${stage}.name`) })),
        ]}
      />
      <div className={styles.stack}>
        <div className={styles.columns}>
          <UploadCard kinds={own} onGiven={handleGiven} />
          <Card title={t('kindsTitle')}>
            <div className={styles.stack}>
              <ul className={styles.kinds}>
                {own.map(({ kind }) => (
                  <li key={kind}>
                    <strong>{t(`kinds.${kind}.title`)}</strong>
                    <span className={styles.note}>{t(`kinds.${kind}.text`)}</span>
                  </li>
                ))}
              </ul>
              <RosterFiles />
            </div>
          </Card>
        </div>
        <Boundary skeleton={<TextSkeleton lines={6} />}>
          <History />
        </Boundary>
      </div>
    </>
  )
}
