import { createCanvas } from '@napi-rs/canvas'
import jsQr from 'jsqr'
import { getDocument } from 'pdfjs-dist/legacy/build/pdf.mjs'

/** What a reader of a PDF sees: the words that can be selected, page by page, and what its QR codes say. */
export interface ReadPdf {
  readonly pages: readonly string[]
  /** The QR codes of a page, drawn as pixels and found there by a decoder that knows nothing of how they were made. */
  codesOn(page: number): Promise<string[]>
}

/** Reads a PDF with programs that had no part in making it. */
export async function readPdf(bytes: Uint8Array): Promise<ReadPdf> {
  const document = await getDocument({ data: new Uint8Array(bytes), verbosity: 0 }).promise
  const pages: string[] = []
  for (let number = 1; number <= document.numPages; number++) {
    const { items } = await (await document.getPage(number)).getTextContent()
    pages.push(items.map(item => ('str' in item ? item.str + (item.hasEOL ? '\n' : '') : '')).join(''))
  }
  return {
    pages,
    async codesOn(number) {
      const page = await document.getPage(number)
      const viewport = page.getViewport({ scale: 2.2 })
      const canvas = createCanvas(Math.ceil(viewport.width), Math.ceil(viewport.height))
      const context = canvas.getContext('2d')
      await page.render({
        canvas: canvas as unknown as HTMLCanvasElement,
        canvasContext: context as unknown as CanvasRenderingContext2D,
        viewport,
        background: 'white',
      }).promise
      // The decoder finds one code in a picture: it is shown the page piece by piece.
      const millimetre = (72 / 25.4) * 2.2
      const [size, step] = [Math.round(52 * millimetre), Math.round(9 * millimetre)]
      const isBusy = (data: Uint8ClampedArray) => {
        let dark = 0
        for (let at = 0; at < data.length; at += 4 * 7) if ((data[at] ?? 255) < 128) dark++
        // A code is half dark; lines of text are a tenth.
        return dark > (data.length / 28) * 0.15
      }
      const found = new Set<string>()
      for (let y = 0; y < canvas.height; y += step) {
        for (let x = 0; x < canvas.width; x += step) {
          const { data, width, height } = context.getImageData(x, y, size, size)
          const code = isBusy(data) && jsQr(data, width, height)
          if (code && code.data) found.add(code.data)
        }
      }
      return [...found]
    },
  }
}
