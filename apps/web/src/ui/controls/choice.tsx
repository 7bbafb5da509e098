import { useId } from 'react'
import styles from './choice.module.css'

interface ChoiceProps<Value extends string> {
  label: string
  value: Value
  /** `lang` where a label is written in another language than the page. */
  options: readonly { value: Value; label: string; lang?: string }[]
  onChange: (value: Value) => void
  /** Leaves the label to screen readers where the options speak for themselves. */
  hasHiddenLabel?: boolean
}

/** One of a few, all of them in sight: radio buttons drawn as a strip. */
export function Choice<Value extends string>({
  label,
  value,
  options,
  onChange,
  hasHiddenLabel = false,
}: ChoiceProps<Value>) {
  const name = useId()
  return (
    <fieldset className={styles.choice}>
      <legend className={hasHiddenLabel ? styles.hidden : styles.label}>{label}</legend>
      <div className={styles.strip}>
        {options.map(option => (
          <label key={option.value} lang={option.lang} className={styles.option}>
            <input
              type="radio"
              name={name}
              checked={option.value === value}
              onChange={() => onChange(option.value)}
              className={styles.input}
            />
            <span>{option.label}</span>
          </label>
        ))}
      </div>
    </fieldset>
  )
}
