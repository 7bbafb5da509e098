import { formatAverage, formatFraction } from '@diary/grading/average'
import type { MarkValue } from '@diary/contracts/marks'
import { IconBackspace, IconMessage, IconNotebook, IconX } from '@tabler/icons-react'
import { useTranslation } from 'react-i18next'
import { useFormats } from '#platform/format.ts'
import { useLanguage } from '#platform/i18n.ts'
import { IconButton } from '#ui/controls/icon-button.tsx'
import type { KeyMeaning } from '../register/keys.ts'
import type { RegisterWriter } from '../register/register-writer.ts'
import { averageOf } from '../register/register.ts'
import { CellTrouble } from './cell-trouble.tsx'
import styles from './mark-pad.module.css'
import type { CellCommands, CellInPlace } from './use-cell-commands.ts'

interface MarkPadProps {
  at: CellInPlace
  commands: CellCommands
  writer: RegisterWriter
  isMarked: boolean
  onOpenLesson: (column: number) => void
  onClose: () => void
}

const values: readonly MarkValue[] = ['5', '4', '3', '2']
const seen: readonly { kind: 'absent' | 'late' | 'remote' | 'exempt'; meaning: KeyMeaning }[] = [
  { kind: 'absent', meaning: { does: 'observe', observation: 'absent' } },
  { kind: 'late', meaning: { does: 'late' } },
  { kind: 'remote', meaning: { does: 'observe', observation: 'remote' } },
  { kind: 'exempt', meaning: { does: 'observe', observation: 'exempt' } },
]

/** Says which cell is meant and what became of it; big buttons do with a finger what keys do. Hides no cell. */
export function MarkPad({ at, commands, writer, isMarked, onOpenLesson, onClose }: MarkPadProps) {
  const { t } = useTranslation('gradebook')
  const { t: ui } = useTranslation('ui')
  const formats = useFormats()
  const language = useLanguage()
  const { row, column, cell } = at
  const shown = commands.shownAt(at)
  const closed = commands.closedBecause(at)
  const average = averageOf(row)
  const perform = (meaning: KeyMeaning) => commands.perform(meaning, at.place)
  const pending = commands.pendingAt(at)

  return (
    <section className={styles.pad} aria-label={t('pad.label')}>
      <div className={styles.top}>
        <div className={styles.where}>
          <p className={styles.student}>{row.name}</p>
          <p className={styles.lesson}>
            {formats.day(column.day)}
            {column.workTitle !== null && ` · ${column.workTitle}`}
            {(column.workTopic ?? column.topic) !== null && ` · ${column.workTopic ?? column.topic}`}
          </p>
          {isMarked && average && (
            <p className={`${styles.lesson} ${styles.average}`}>
              {t('page.average')}{' '}
              {t('page.averageExact', {
                average: formatAverage(average, language),
                fraction: formatFraction(average),
              })}
            </p>
          )}
          {cell.mark?.comment && <p className={styles.comment}>«{cell.mark.comment}»</p>}
        </div>
        {shown.state && shown.state !== 'refused' && shown.state !== 'conflict' && (
          <span className={styles.state} data-state={shown.state}>
            {t(`state.${shown.state}`)}
          </span>
        )}
        <IconButton
          label={t('pad.lesson')}
          icon={<IconNotebook aria-hidden />}
          onClick={() => onOpenLesson(at.place.column)}
        />
        <IconButton label={t('pad.close')} icon={<IconX aria-hidden />} onClick={onClose} />
      </div>

      <CellTrouble pending={pending.mark} writer={writer} />
      <CellTrouble pending={pending.attendance} writer={writer} />

      {closed !== undefined && <p className={styles.closed}>{closed}</p>}
      <div className={styles.keys}>
        {closed === undefined && isMarked && (
          <div role="group" aria-label={t('pad.marks')} className={styles.group}>
            {values.map(value => (
              <button
                key={value}
                type="button"
                className={styles.key}
                data-value={value}
                aria-pressed={shown.value === value}
                onClick={() => perform({ does: 'mark', value })}
              >
                {value}
              </button>
            ))}
          </div>
        )}
        {closed === undefined && (
          <div role="group" aria-label={t('pad.attendance')} className={styles.group}>
            {seen.map(({ kind, meaning }) => (
              <button
                key={kind}
                type="button"
                className={styles.key}
                aria-label={ui(`attendance.${kind}.word`)}
                title={ui(`attendance.${kind}.word`)}
                aria-pressed={shown.attendance === kind}
                onClick={() => perform(meaning)}
              >
                {ui(`attendance.${kind}.letter`)}
              </button>
            ))}
          </div>
        )}
        {closed === undefined && (
          <div className={styles.group}>
            <button
              type="button"
              className={`${styles.key} ${styles.erase}`}
              aria-label={t('pad.erase')}
              title={t('pad.erase')}
              disabled={shown.value === undefined && !shown.attendance}
              onClick={() => perform({ does: 'clear' })}
            >
              <IconBackspace size={22} aria-hidden />
            </button>
            {isMarked && (
              <button
                type="button"
                className={styles.key}
                aria-label={t('pad.comment')}
                title={t('pad.comment')}
                disabled={!cell.mark}
                onClick={() => perform({ does: 'open' })}
              >
                <IconMessage size={22} aria-hidden />
              </button>
            )}
          </div>
        )}
      </div>
    </section>
  )
}
