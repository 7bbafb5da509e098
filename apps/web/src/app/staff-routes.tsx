import { lazy, type ComponentType } from 'react'
import type { RouteObject } from 'react-router-dom'
import { loadTexts } from '#platform/i18n.ts'
import { staffTexts } from './texts/blocks.ts'

/** A staff screen with its words, loaded side by side when the place is first visited. */
function staffPlace(path: string, load: () => Promise<ComponentType>): RouteObject {
  const Screen = lazy(async () => {
    const [screen] = await Promise.all([load(), loadTexts(staffTexts)])
    return { default: screen }
  })
  return { path, element: <Screen /> }
}

/** The staff's places. */
export const staffRoutes: RouteObject[] = []
