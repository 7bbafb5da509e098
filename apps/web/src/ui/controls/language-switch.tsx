import { useTranslation } from 'react-i18next'
import { setLanguage, useLanguage, type Language } from '#platform/i18n.ts'
import { Choice } from './choice.tsx'

// Each language is written in itself, or those who need it cannot read it.
const options: readonly { value: Language; label: string }[] = [
  { value: 'ru', label: 'Русский' },
  { value: 'en', label: 'English' },
]

/** Switches the language of everything at once. */
export function LanguageSwitch({ hasHiddenLabel = false }: { hasHiddenLabel?: boolean }) {
  const { t } = useTranslation('ui')
  const language = useLanguage()
  return (
    <Choice
      label={t('language')}
      hasHiddenLabel={hasHiddenLabel}
      value={language}
      options={options}
      onChange={next => void setLanguage(next)}
    />
  )
}
