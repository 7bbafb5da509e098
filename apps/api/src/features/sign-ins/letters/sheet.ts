import { drawQr, letOthers, mm, paper, type Pdf } from './paper.ts'
import type { PrintedCode, Printing } from './printing.ts'

const card = { width: 95 * mm, height: 50 * mm, left: 10 * mm, top: 24 * mm }
const perPage = 10

/** A sheet for each class, to be cut along the lines: two cards in a row, five rows. */
export async function drawSheet({ school, page, codes }: Printing): Promise<Buffer> {
  const { pdf, done } = paper('Коды для входа в электронный дневник')
  const classes = new Map<string, PrintedCode[]>()
  for (const code of codes) {
    const title = code.children[0] ? (code.children[0].className ?? 'Без класса') : 'Сотрудники'
    classes.set(title, [...(classes.get(title) ?? []), code])
  }
  for (const [title, of] of classes) {
    for (let from = 0; from < of.length; from += perPage) {
      pdf.addPage()
      pdf
        .font('bold')
        .fontSize(12)
        .text(`${title} — коды для входа в электронный дневник`, card.left, 10 * mm, { lineBreak: false })
      pdf
        .font('text')
        .fontSize(8.5)
        .fillColor('#444')
        .text(school, card.left, 16 * mm, { width: 190 * mm, height: 5 * mm, ellipsis: true })
        .fillColor('black')
      for (const [index, code] of of.slice(from, from + perPage).entries())
        drawCard(pdf, page, code, card.left + (index % 2) * card.width, card.top + (index >> 1) * card.height)
      await letOthers()
    }
  }
  return done()
}

function drawCard(pdf: Pdf, page: string, person: PrintedCode, x: number, y: number): void {
  const { name, children, position, code, until } = person
  const size = 31 * mm
  const inner = { x: x + 4 * mm, width: card.width - size - 6 * mm }
  pdf.lineWidth(0.5).dash(3, { space: 3 }).rect(x, y, card.width, card.height).stroke('#888').undash()
  pdf
    .font('bold')
    .fontSize(9.5)
    .text(name, inner.x, y + 4 * mm, { width: inner.width, height: 8.5 * mm, ellipsis: true })
  const about = children.map(child => [child.name, child.className].filter(Boolean).join(', ')).join('; ')
  pdf
    .font('text')
    .fontSize(7.5)
    .text(about || (position ?? ''), inner.x, y + 13 * mm, {
      width: inner.width,
      height: 7 * mm,
      ellipsis: true,
    })
  const birth = children.length > 0 ? 'дата рождения ребёнка' : 'ваша дата рождения'
  pdf.text(`${page}\nНужны этот код и ${birth}.\nДействует по ${until}, один раз.`, inner.x, y + 21 * mm, {
    width: inner.width,
    height: 17 * mm,
  })
  pdf
    .font('mono')
    .fontSize(12)
    .text(code, inner.x, y + 41 * mm, { lineBreak: false })
  drawQr(pdf, `${page}#${code}`, x + card.width - size - 1 * mm, y + 3 * mm, size)
}
