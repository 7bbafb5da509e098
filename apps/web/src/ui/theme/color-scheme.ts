import { localStorageColorSchemeManager, useMantineColorScheme } from '@mantine/core'

/** Light, dark, or as the device says. */
export type Theme = 'light' | 'dark' | 'auto'

/** The choice lives under the key that `public/appearance.js` reads before the first paint. */
export const colorSchemes = localStorageColorSchemeManager({ key: 'diary.theme' })

/** The chosen theme and a way to choose another one. */
export function useTheme(): [Theme, (theme: Theme) => void] {
  // Without `keepTransitions` the library writes a <style>, which the content security policy forbids.
  const { colorScheme, setColorScheme } = useMantineColorScheme({ keepTransitions: true })
  return [colorScheme, setColorScheme]
}
