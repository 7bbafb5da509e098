import type { ImportAnswers, ImportQuestion } from '@diary/contracts/imports'
import { useTranslation } from 'react-i18next'
import { DateField } from '#ui/fields/date-field.tsx'
import { Select } from '#ui/fields/select.tsx'
import { TextField } from '#ui/fields/text-field.tsx'
import { useSaid } from '../run/said.ts'
import { valueOf, type MatchQuestion } from './answers.ts'

interface QuestionFieldProps {
  question: Exclude<ImportQuestion, MatchQuestion>
  answers: ImportAnswers
  isDisabled: boolean
  error: string | undefined
  onChange: (value: string) => void
}

/** A question with one answer: a day, a number, or one of a few. */
export function QuestionField({ question, answers, isDisabled, error, onChange }: QuestionFieldProps) {
  const { t } = useTranslation('imports')
  const said = useSaid()
  const hint = question.hint ? said(question.hint) : undefined
  const common = {
    label: said(question.title),
    value: valueOf(question, answers),
    error,
    isDisabled,
    onChange,
  }
  switch (question.type) {
    case 'day':
      return <DateField {...common} hint={hint} isRequired={question.isRequired} />
    case 'number':
      return (
        <TextField
          {...common}
          type="number"
          inputMode="numeric"
          hint={[hint, t('answers.between', { min: question.min, max: question.max })]
            .filter(Boolean)
            .join(' ')}
          isRequired={question.isRequired}
        />
      )
    default: {
      const options = question.options.map(({ value, title }) => ({ value, label: said(title) }))
      return (
        <div>
          <Select
            {...common}
            options={
              question.proposed === null
                ? [{ value: '', label: t('answers.notChosen') }, ...options]
                : options
            }
          />
          {hint !== undefined && <p>{hint}</p>}
        </div>
      )
    }
  }
}
