import i18next from 'i18next'
import { initReactI18next, useTranslation } from 'react-i18next'

export const languages = ['ru', 'en'] as const
/** Russian is the school's language; English is complete beside it. */
export type Language = (typeof languages)[number]

/** A block of texts that is loaded on its own, so that a family never downloads the staff's words. */
export type TextBlock = Record<Language, () => Promise<Record<string, object>>>

type PluralForm = 'zero' | 'one' | 'two' | 'few' | 'many' | 'other'
type NeededIn<Key> = Key extends `${string}_${infer Form extends PluralForm}`
  ? Form extends 'one' | 'other'
    ? Key
    : never
  : Key

/** The English shape of a Russian text: the same keys, with the two plural forms English has. */
export type Translated<Texts> = {
  [Key in keyof Texts as NeededIn<Key>]: Texts[Key] extends string ? string : Translated<Texts[Key]>
}

const key = 'diary.language'
const loaded = new Set<TextBlock>()

/** Prepares the texts of the chosen language; nothing is shown before. */
export async function startLanguage(block: TextBlock) {
  await i18next.use(initReactI18next).init({
    lng: chosenLanguage(),
    supportedLngs: languages,
    fallbackLng: false,
    interpolation: { escapeValue: false },
    react: { useSuspense: false },
    resources: {},
  })
  await loadTexts(block)
  document.documentElement.lang = currentLanguage()
}

/** Loads a further block in the current language; switching the language will bring it along. */
export async function loadTexts(block: TextBlock) {
  if (loaded.has(block)) return
  await addTexts(block, currentLanguage())
  loaded.add(block)
}

export async function setLanguage(language: Language) {
  await Promise.all([...loaded].map(block => addTexts(block, language)))
  await i18next.changeLanguage(language)
  document.documentElement.lang = language
  try {
    localStorage.setItem(key, language)
  } catch (refused) {
    // Without storage the choice lasts as long as the page.
    console.info(refused)
  }
}

/** The language a component is drawn in; it redraws when that changes. */
export function useLanguage(): Language {
  return toLanguage(useTranslation().i18n.language)
}

export const currentLanguage = (): Language => toLanguage(i18next.language)

async function addTexts(block: TextBlock, language: Language) {
  for (const [namespace, texts] of Object.entries(await block[language]())) {
    i18next.addResourceBundle(language, namespace, texts)
  }
}

function chosenLanguage(): Language {
  try {
    return toLanguage(localStorage.getItem(key))
  } catch {
    return 'ru'
  }
}

const toLanguage = (language: string | null): Language => (language === 'en' ? 'en' : 'ru')
