import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { setLanguage, useLanguage, type Language } from '#platform/i18n.ts'
import { useProblemText } from '#platform/problems.ts'
import { announce } from '../overlay/announcements.ts'
import { Choice } from './choice.tsx'

// Each language is written in itself, or those who need it cannot read it.
const options: readonly { value: Language; label: string; lang: Language }[] = [
  { value: 'ru', label: 'Русский', lang: 'ru' },
  { value: 'en', label: 'English', lang: 'en' },
]

/** Switches the language of everything at once, as soon as its texts have come. */
export function LanguageSwitch({ hasHiddenLabel = false }: { hasHiddenLabel?: boolean }) {
  const { t } = useTranslation('ui')
  const problemText = useProblemText()
  const language = useLanguage()
  const [asked, setAsked] = useState<Language>()

  const handleChange = async (next: Language) => {
    setAsked(next)
    try {
      await setLanguage(next)
    } catch (error) {
      announce(problemText(error), 'bad')
    } finally {
      setAsked(undefined)
    }
  }

  return (
    <Choice
      label={t('language')}
      hasHiddenLabel={hasHiddenLabel}
      value={asked ?? language}
      options={options}
      onChange={next => void handleChange(next)}
    />
  )
}
