import type { TextBlock } from '#platform/i18n.ts'
import type { texts as activation } from '../../features/activation/texts.ru.ts'
import type { texts as staff } from './staff.ru.ts'
import type { texts as common } from './common.ru.ts'

/** Every screen's first words and the families' screens. */
export const commonTexts: TextBlock = {
  ru: async () => (await import('./common.ru.ts')).texts,
  en: async () => (await import('./common.en.ts')).texts,
}

/** The staff's screens: loaded with the first of them. */
export const staffTexts: TextBlock = {
  ru: async () => (await import('./staff.ru.ts')).texts,
  en: async () => (await import('./staff.en.ts')).texts,
}

/** The pages of codes and forgotten passwords: seen once by most, and never by many. */
export const doorTexts: TextBlock = {
  ru: async () => ({ activation: (await import('../../features/activation/texts.ru.ts')).texts }),
  en: async () => ({ activation: (await import('../../features/activation/texts.en.ts')).texts }),
}

// The Russian texts are the type of all texts: a key that is not there does not compile anywhere.
declare module 'i18next' {
  interface CustomTypeOptions {
    resources: typeof common & typeof staff & { activation: typeof activation }
  }
}
