import { useTranslation } from 'react-i18next'
import { useFormats } from '#platform/format.ts'
import { Button } from '#ui/controls/button.tsx'
import { slotOf, type Pending } from '../register/pending.ts'
import type { RegisterWriter } from '../register/register-writer.ts'
import styles from './mark-pad.module.css'
import { useCellWords } from './use-cell-words.ts'

/** Why something given was not recorded, and what can be done about it. Nothing is decided without the teacher. */
export function CellTrouble({ pending, writer }: { pending: Pending | undefined; writer: RegisterWriter }) {
  const { t } = useTranslation('gradebook')
  const { t: problem } = useTranslation('problems')
  const formats = useFormats()
  const { ofIntent, ofTheirs } = useCellWords()
  if (!pending) return null
  const { intent } = pending
  const mine = ofIntent(intent)
  const dismiss = () => writer.dismiss(intent.studentId, slotOf(intent))
  const repeat = () => writer.repeat(intent.studentId, slotOf(intent))

  if (pending.state === 'refused') {
    const { code } = pending
    const mark = intent.kind === 'mark' ? intent.mark : null
    return (
      <div className={styles.trouble} role="alert">
        <p>{t('pad.refused', { value: mine, reason: problem(code) })}</p>
        <div className={styles.choices}>
          {code === 'student-absent' && mark && intent.kind === 'mark' ? (
            <Button
              look="primary"
              onClick={() => writer.submit({ ...intent, mark: { ...mark, isMadeUp: true } })}
            >
              {t('pad.madeUp')}
            </Button>
          ) : (
            <Button onClick={repeat}>{t('pad.again')}</Button>
          )}
          <Button onClick={dismiss}>{t('pad.dismiss')}</Button>
        </div>
      </div>
    )
  }

  if (pending.state === 'conflict') {
    const theirs = ofTheirs(pending.theirs)
    const by = pending.theirs && 'givenBy' in pending.theirs ? pending.theirs : undefined
    return (
      <div className={styles.trouble} role="alert">
        <p>
          {t('pad.conflict', { mine, theirs })}
          {by && ` (${t('pad.conflictBy', { name: by.givenBy, moment: formats.moment(by.updatedAt) })})`}
        </p>
        <div className={styles.choices}>
          <Button look="primary" onClick={dismiss}>
            {t('pad.takeTheirs', { theirs })}
          </Button>
          <Button onClick={repeat}>{t('pad.keepMine', { mine })}</Button>
        </div>
      </div>
    )
  }
  return null
}
