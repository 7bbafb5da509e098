import { createRequire } from 'node:module'
// Its types know the default export alone.
// oxlint-disable-next-line import/no-named-as-default
import PDFDocument from 'pdfkit'
import QRCode from 'qrcode'

const require = createRequire(import.meta.url)
const fontFile = (name: string) => require.resolve(`dejavu-fonts-ttf/ttf/${name}.ttf`)

/** Points in a millimetre. */
export const mm = 72 / 25.4

export type Pdf = PDFKit.PDFDocument

/** An A4 document with fonts that know Cyrillic: `text`, `bold` and `mono`. Pages are added by who draws. */
export function paper(title: string): { pdf: Pdf; done: () => Promise<Buffer> } {
  const pdf = new PDFDocument({
    size: 'A4',
    margin: 20 * mm,
    autoFirstPage: false,
    lang: 'ru-RU',
    displayTitle: true,
    info: { Title: title },
  })
  pdf.registerFont('text', fontFile('DejaVuSans'))
  pdf.registerFont('bold', fontFile('DejaVuSans-Bold'))
  pdf.registerFont('mono', fontFile('DejaVuSansMono-Bold'))
  const chunks: Buffer[] = []
  const ended = new Promise<Buffer>((resolve, reject) => {
    pdf.on('data', (chunk: Buffer) => chunks.push(chunk))
    pdf.on('end', () => resolve(Buffer.concat(chunks)))
    pdf.on('error', reject)
  })
  return {
    pdf,
    done() {
      pdf.end()
      return ended
    },
  }
}

/** Draws a QR code with the quiet zone around it that readers need. */
export function drawQr(pdf: Pdf, text: string, x: number, y: number, size: number): void {
  const { modules } = QRCode.create(text, { errorCorrectionLevel: 'M' })
  const quiet = 4
  const unit = size / (modules.size + 2 * quiet)
  pdf.save().rect(x, y, size, size).fill('white')
  for (let row = 0; row < modules.size; row++) {
    for (let from = 0; from < modules.size; from++) {
      if (!modules.get(row, from)) continue
      let to = from
      while (to < modules.size && modules.get(row, to)) to++
      // A run of dark modules is one rectangle: between single ones hairlines would show.
      pdf.rect(x + (from + quiet) * unit, y + (row + quiet) * unit, (to - from) * unit, unit)
      from = to
    }
  }
  pdf.fill('black').restore()
}

/** Drawing is work without a pause: between pages others get their turn. */
export const letOthers = () => new Promise<void>(resolve => setImmediate(resolve))
