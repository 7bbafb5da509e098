import type { Plugin } from 'vite'

// The product draws with its own tokens; of the library's palette it uses the greys only.
const unused =
  /^\s*--mantine-color-(?:red|pink|grape|violet|indigo|blue|cyan|teal|green|lime|yellow|orange)-.*\n/gm

const unusedColors = /^\t(?:pink|grape|violet|indigo|cyan|teal|lime|orange): \[[^\]]*\],?\n/gm

/** Takes the component library's twelve unused colours out of its variables and its theme: 3 kB that every family would download. */
export function withoutPalette(): Plugin {
  return {
    name: 'diary:without-palette',
    enforce: 'pre',
    transform(code, id) {
      if (id.includes('default-css-variables')) return { code: code.replaceAll(unused, ''), map: null }
      if (id.includes('default-colors')) return { code: code.replaceAll(unusedColors, ''), map: null }
      return undefined
    },
  }
}
