import type { ImportKind, ImportRun } from '@diary/contracts/imports'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useProblemText } from '#platform/problems.ts'
import { Button } from '#ui/controls/button.tsx'
import { Choice } from '#ui/controls/choice.tsx'
import { Card } from '#ui/display/card.tsx'
import { ProgressBar } from '#ui/display/progress-bar.tsx'
import { FileDrop } from '#ui/fields/file-drop.tsx'
import styles from '../imports.module.css'
import { useUpload } from './use-upload.ts'

interface UploadCardProps {
  kinds: readonly { kind: ImportKind; extensions: readonly string[] }[]
  onGiven: (run: ImportRun) => void
}

/** Where a file is given: chosen or dropped, with what is asked when it isn't known what it is. */
export function UploadCard({ kinds, onGiven }: UploadCardProps) {
  const { t } = useTranslation('imports')
  const problemText = useProblemText()
  const { state, send, cancel } = useUpload(onGiven)
  const whyNot = () => {
    if (state.at === 'refused') return problemText(state.error)
    if (state.at === 'empty' || state.at === 'tooLarge') return t(`upload.${state.at}`)
    return undefined
  }
  const why = whyNot()
  const extensions = [...new Set(kinds.flatMap(kind => kind.extensions))].map(
    extension => `.${extension.replace(/^\./, '')}`,
  )

  if (state.at === 'way')
    return (
      <Card title={t('upload.title')}>
        <div className={styles.stack}>
          <ProgressBar
            label={t(state.share < 1 ? 'upload.sending' : 'upload.arrived', { name: state.file.name })}
            note={t('upload.percent', { percent: Math.round(state.share * 100) })}
            share={state.share}
          />
          <div className={styles.actions}>
            <Button onClick={cancel}>{t('upload.cancel')}</Button>
          </div>
        </div>
      </Card>
    )
  return (
    <Card title={t('upload.title')}>
      <div className={styles.stack}>
        {state.at === 'unknown' && (
          <AskKind
            fileName={state.file.name}
            kinds={kinds.map(({ kind }) => kind)}
            onChoose={kind => void send(state.file, kind)}
          />
        )}
        <FileDrop
          label={t('upload.label')}
          hint={t('upload.hint', { extensions: extensions.join(', ') })}
          action={t('upload.action')}
          accept={extensions.join(',')}
          onChoose={file => void send(file)}
          error={
            why !== undefined && state.at !== 'rest'
              ? t('upload.refused', { name: state.file.name, why })
              : undefined
          }
        />
      </div>
    </Card>
  )
}

interface AskKindProps {
  fileName: string
  kinds: readonly ImportKind[]
  onChoose: (kind: ImportKind) => void
}

function AskKind({ fileName, kinds, onChoose }: AskKindProps) {
  const { t } = useTranslation('imports')
  const [kind, setKind] = useState<ImportKind>(kinds[0] ?? 'roster')
  return (
    <div role="alert" className={styles.callout}>
      <strong>{t('unknown.title', { name: fileName })}</strong>
      <p>{t('unknown.text')}</p>
      <Choice<ImportKind>
        label={t('unknown.kind')}
        value={kind}
        options={kinds.map(value => ({ value, label: t(`kinds.${value}.short`) }))}
        onChange={setKind}
      />
      <div className={styles.actions}>
        <Button look="primary" onClick={() => onChoose(kind)}>
          {t('unknown.action')}
        </Button>
      </div>
    </div>
  )
}
