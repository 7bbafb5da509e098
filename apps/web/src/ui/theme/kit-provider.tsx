import './base.css'
import './fonts/fonts.css'
import '@mantine/core/styles/default-css-variables.layer.css'
import '@mantine/core/styles/UnstyledButton.layer.css'
import './tokens.css'
import {
  createTheme,
  defaultVariantColorsResolver,
  MantineProvider,
  type VariantColorsResolver,
} from '@mantine/core'
import type { ReactNode } from 'react'
import { colorSchemes } from './color-scheme.ts'

const looks: Record<string, ReturnType<VariantColorsResolver>> = {
  primary: {
    background: 'var(--accent)',
    hover: 'var(--accent-strong)',
    color: 'var(--on-accent)',
    border: '1px solid transparent',
  },
  secondary: {
    background: 'var(--sheet)',
    hover: 'var(--sheet-sunk)',
    color: 'var(--accent)',
    border: '1px solid var(--line-strong)',
  },
  quiet: {
    background: 'transparent',
    hover: 'var(--accent-soft)',
    color: 'var(--accent)',
    border: '1px solid transparent',
  },
  danger: {
    background: 'var(--bad-soft)',
    hover: 'var(--bad-soft)',
    color: 'var(--bad)',
    border: '1px solid var(--bad)',
  },
}

const theme = createTheme({
  respectReducedMotion: true,
  cursorType: 'pointer',
  defaultRadius: 'md',
  variantColorResolver: input => looks[input.variant] ?? defaultVariantColorsResolver(input),
})

/**
 * The ground every control stands on. The library's variables come from the style sheets above and not from its
 * generated `<style>` element, so the content security policy needs no exception for styles.
 */
export function KitProvider({ children }: { children: ReactNode }) {
  return (
    <MantineProvider
      theme={theme}
      colorSchemeManager={colorSchemes}
      defaultColorScheme="auto"
      withCssVariables={false}
      withGlobalClasses={false}
    >
      {children}
    </MantineProvider>
  )
}
