import '@mantine/core/styles/Input.layer.css'
import { TextInput } from '@mantine/core'
import { IconSearch, IconX } from '@tabler/icons-react'
import { useId, useState, type ChangeEvent, type KeyboardEvent } from 'react'
import { useTranslation } from 'react-i18next'
import { IconButton } from '../controls/icon-button.tsx'
import { VisuallyHidden } from '../display/visually-hidden.tsx'
import field from './field.module.css'
import styles from './search-select.module.css'

export interface SearchOption {
  value: string
  label: string
  /** What tells it apart from others of the same name. */
  note?: string | undefined
}

interface SearchSelectProps<Option extends SearchOption> {
  label: string
  hint?: string
  error?: string | undefined
  /** What is chosen; the search begins again when it is put away. */
  chosen: Option | null
  onChoose: (option: Option | null) => void
  search: string
  onSearch: (search: string) => void
  options: readonly Option[]
  isBusy?: boolean
  /** Said under the field when the search found nothing. */
  nothing: string
}

/** One of very many, found by a few letters: arrows go through what was found, Enter takes it, Escape closes. */
export function SearchSelect<Option extends SearchOption>({
  label,
  hint,
  error,
  chosen,
  onChoose,
  search,
  onSearch,
  options,
  isBusy = false,
  nothing,
}: SearchSelectProps<Option>) {
  const { t } = useTranslation('ui')
  const id = useId()
  const [isOpen, setIsOpen] = useState(false)
  const [active, setActive] = useState(0)
  const shown = isOpen && search.trim() !== '' && chosen === null
  const current = Math.min(active, options.length - 1)

  const take = (option: Option | undefined) => {
    if (!option) return
    onChoose(option)
    setIsOpen(false)
  }
  const handleKey = (event: KeyboardEvent) => {
    if (event.key === 'Escape' && shown) {
      // The dialog around stays open: it was the list that was put away.
      event.stopPropagation()
      setIsOpen(false)
    } else if (event.key === 'Enter' && shown && options.length > 0) {
      event.preventDefault()
      take(options[current])
    } else if (event.key === 'ArrowDown' || event.key === 'ArrowUp') {
      event.preventDefault()
      setIsOpen(true)
      const step = event.key === 'ArrowDown' ? 1 : -1
      if (shown) setActive((current + step + options.length) % Math.max(1, options.length))
    }
  }

  if (chosen)
    return (
      <div className={styles.chosen} role="group" aria-label={label}>
        <span className={field.label}>{label}</span>
        <div className={styles.card}>
          <span className={styles.words}>
            <strong>{chosen.label}</strong>
            {chosen.note !== undefined && <span className={styles.note}>{chosen.note}</span>}
          </span>
          <IconButton
            label={t('chooseAnother')}
            icon={<IconX size={20} aria-hidden />}
            onClick={() => onChoose(null)}
          />
        </div>
        {error !== undefined && <p className={field.error}>{error}</p>}
      </div>
    )
  return (
    <div className={styles.search}>
      <TextInput
        size="md"
        classNames={field}
        label={label}
        description={hint}
        error={error}
        value={search}
        maxLength={100}
        autoComplete="off"
        spellCheck={false}
        leftSection={<IconSearch size={20} aria-hidden />}
        role="combobox"
        aria-expanded={shown}
        aria-controls={`${id}-list`}
        aria-autocomplete="list"
        {...(shown && options[current] && { 'aria-activedescendant': `${id}-${current}` })}
        onKeyDown={handleKey}
        onFocus={() => setIsOpen(true)}
        onBlur={() => setIsOpen(false)}
        onChange={(event: ChangeEvent<HTMLInputElement>) => {
          setActive(0)
          setIsOpen(true)
          onSearch(event.currentTarget.value)
        }}
      />
      <div id={`${id}-list`} role="listbox" aria-label={label} className={styles.list} hidden={!shown}>
        {shown &&
          options.map((option, index) => (
            <div
              key={option.value}
              id={`${id}-${index}`}
              role="option"
              // The field keeps the focus and names the active option.
              tabIndex={-1}
              aria-selected={index === current}
              className={styles.option}
              // Before the field loses the focus and the list goes.
              onMouseDown={event => {
                event.preventDefault()
                take(option)
              }}
            >
              <span>{option.label}</span>
              {option.note !== undefined && <span className={styles.note}>{option.note}</span>}
            </div>
          ))}
      </div>
      {shown && options.length === 0 && !isBusy && <p className={styles.nothing}>{nothing}</p>}
      <VisuallyHidden>
        <span role="status">{shown && !isBusy ? t('foundCount', { count: options.length }) : ''}</span>
      </VisuallyHidden>
    </div>
  )
}
