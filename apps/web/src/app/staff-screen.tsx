import { lazy, type ComponentType } from 'react'
import { loadTexts } from '#platform/i18n.ts'
import { staffTexts } from './texts/blocks.ts'

/** A staff screen with its words, loaded side by side when the place is first visited. */
export function staffScreen<Props extends object>(load: () => Promise<ComponentType<Props>>) {
  return lazy(async () => {
    const [screen] = await Promise.all([load(), loadTexts(staffTexts)])
    return { default: screen }
  })
}
