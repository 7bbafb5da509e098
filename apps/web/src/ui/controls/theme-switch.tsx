import { useTranslation } from 'react-i18next'
import { useTheme, type Theme } from '../theme/color-scheme.ts'
import { Choice } from './choice.tsx'

const themes: readonly Theme[] = ['auto', 'light', 'dark']

/** Light, dark or as the device has it. */
export function ThemeSwitch() {
  const { t } = useTranslation('ui')
  const [theme, setTheme] = useTheme()
  return (
    <Choice
      label={t('theme.label')}
      value={theme}
      options={themes.map(value => ({ value, label: t(`theme.${value}`) }))}
      onChange={setTheme}
    />
  )
}
