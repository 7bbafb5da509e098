import { useTranslation } from 'react-i18next'
import { isDay } from '#platform/days.ts'
import { TextArea } from '#ui/fields/text-area.tsx'
import { TextField } from '#ui/fields/text-field.tsx'
import styles from '../lessons.module.css'

const textMax = 4000

/** Homework as it is typed. */
export interface HomeworkValues {
  text: string
  dueOn: string
  minutes: string
}

const isMinutes = (text: string) => {
  const number = Number(text)
  return text.trim() === '' || (Number.isInteger(number) && number >= 1 && number <= 600)
}

/** Whether it can be sent; the fields say what is wrong. */
export const isValidHomework = ({ text, dueOn, minutes }: HomeworkValues): boolean =>
  text.trim().length > 0 &&
  text.trim().length <= textMax &&
  isMinutes(minutes) &&
  (dueOn === '' || isDay(dueOn))

interface HomeworkFieldsProps {
  values: HomeworkValues
  onChange: (key: keyof HomeworkValues, value: string) => void
  /** Without a day of its own homework is for the next lesson. */
  hasDay?: boolean
}

export function HomeworkFields({ values, onChange, hasDay = true }: HomeworkFieldsProps) {
  const { t } = useTranslation('lessons')
  return (
    <>
      <TextArea
        label={t('homework.text')}
        hint={t('homework.textHint')}
        value={values.text}
        onChange={text => onChange('text', text)}
        error={values.text.trim().length > textMax ? t('tooLong', { max: textMax }) : undefined}
      />
      <div className={styles.pair}>
        {hasDay && (
          <TextField
            label={t('homework.dueDay')}
            type="date"
            value={values.dueOn}
            onChange={dueOn => onChange('dueOn', dueOn)}
            error={isDay(values.dueOn) ? undefined : t('homework.dueDayMissing')}
          />
        )}
        <TextField
          label={t('homework.minutes')}
          hint={t('homework.minutesHint')}
          inputMode="numeric"
          value={values.minutes}
          onChange={minutes => onChange('minutes', minutes)}
          error={isMinutes(values.minutes) ? undefined : t('homework.minutesWrong')}
        />
      </div>
    </>
  )
}
