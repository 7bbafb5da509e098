import { importActions, type ImportAction, type ImportRun } from '@diary/contracts/imports'
import { useTranslation } from 'react-i18next'
import { useFormats } from '#platform/format.ts'
import { Card } from '#ui/display/card.tsx'
import { Table } from '#ui/display/table.tsx'
import styles from './outcome.module.css'

interface CountsProps {
  counts: ImportRun['counts']
  /** Whether it is still to come or has come about. */
  tense: 'future' | 'past'
  chosen: ImportAction | undefined
  onChoose: (action: ImportAction | undefined) => void
}

/** How many are made, changed, left alone; pressing a number shows which. */
export function Counts({ counts, tense, chosen, onChoose }: CountsProps) {
  const { t } = useTranslation('imports')
  const formats = useFormats()
  const totalOf = (action: ImportAction) => counts.reduce((sum, { counts: own }) => sum + own[action], 0)
  const used = importActions.filter(action => totalOf(action) > 0 || action === 'created')
  return (
    <Card title={t(`counts.title.${tense}`)}>
      <ul className={styles.tiles}>
        {used.map(action => (
          <li key={action}>
            <button
              type="button"
              className={styles.tile}
              data-action={action}
              aria-pressed={chosen === action}
              onClick={() => onChoose(chosen === action ? undefined : action)}
            >
              <span className={styles.total}>{formats.number(totalOf(action))}</span>
              <span>{t(`counts.${tense}.${action}`)}</span>
            </button>
          </li>
        ))}
      </ul>
      {counts.length > 0 && (
        <Table
          label={t('counts.bySubject')}
          rows={counts}
          keyOf={({ subject }) => subject}
          columns={[
            {
              key: 'subject',
              label: t('counts.what'),
              isName: true,
              cell: ({ subject }) => t(`subjects.${subject}`),
            },
            ...used.map(action => ({
              key: action,
              label: t(`actions.${action}`),
              cell: ({ counts: own }: ImportRun['counts'][number]) => (
                <span className={styles.number}>{own[action] === 0 ? '—' : formats.number(own[action])}</span>
              ),
            })),
          ]}
        />
      )}
    </Card>
  )
}
