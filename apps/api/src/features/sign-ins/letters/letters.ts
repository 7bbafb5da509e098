import { drawQr, letOthers, mm, paper, type Pdf } from './paper.ts'
import type { PrintedCode, Printing } from './printing.ts'

const left = 20 * mm
const width = 170 * mm
const boxHeight = 44 * mm
const bottom = 275 * mm

/** Letters to fold, one for each family and one for each member of staff. */
export async function drawLetters({ school, page, codes }: Printing): Promise<Buffer> {
  const { pdf, done } = paper('Письма с кодами для входа в электронный дневник')
  for (const family of familiesOf(codes)) {
    drawLetter(pdf, school, page, family)
    await letOthers()
  }
  return done()
}

/** Those who represent the same children get one letter; whoever lives in another family represents others besides. */
export function familiesOf(codes: readonly PrintedCode[]): PrintedCode[][] {
  const families = new Map<string, PrintedCode[]>()
  for (const [index, code] of codes.entries()) {
    const children = code.children.map(({ name, className }) => `${name}\n${className}`).sort()
    const key = children.length > 0 ? children.join('\n\n') : `staff ${index}`
    families.set(key, [...(families.get(key) ?? []), code])
  }
  return [...families.values()]
}

function drawLetter(pdf: Pdf, school: string, page: string, family: readonly PrintedCode[]): void {
  const [first] = family
  if (!first) return
  const children = first.children.map(({ name, className }) => (className ? `${name}, ${className}` : name))
  pdf.addPage()
  pdf
    .font('text')
    .fontSize(10)
    .fillColor('#444')
    .text(school, left, 18 * mm, { width })
  pdf.moveDown(1.2).font('bold').fontSize(18).fillColor('black').text('Вход в электронный дневник', { width })
  pdf.moveDown(0.6).font('text').fontSize(11)
  pdf.text(`Кому: ${family.map(({ name }) => name).join('; ')}`, { width })
  if (children.length > 0)
    pdf.text(`${children.length > 1 ? 'Дети' : 'Ребёнок'}: ${children.join('; ')}`, { width })
  else if (first.position) pdf.text(`Должность: ${first.position}`, { width })
  pdf.moveDown(0.8)
  const steps = [
    `Откройте страницу ${page} или наведите камеру телефона на квадрат рядом с кодом.`,
    `Введите код и ${whoseBirth(first)}. Пробелы, дефисы и большие буквы не важны.`,
    'Придумайте имя для входа и пароль. Если вход в этот дневник у вас уже есть — от другой школы или другого ребёнка, — выберите там «У меня уже есть вход».',
  ]
  for (const [index, step] of steps.entries()) {
    pdf.text(`${index + 1}.`, left, pdf.y, { continued: false, lineBreak: false })
    pdf.text(step, left + 7 * mm, pdf.y, { width: width - 7 * mm }).moveDown(0.35)
  }
  pdf.moveDown(0.4)
  let y = pdf.y
  for (const person of family) {
    if (y + boxHeight > bottom) {
      pdf.addPage()
      y = 20 * mm
    }
    drawBox(pdf, page, person, y)
    y += boxHeight + 5 * mm
  }
  const words =
    `Код действует по ${first.until} включительно и один раз.` +
    (family.length > 1 ? ' У каждого взрослого свой код.' : '') +
    ' Никому его не показывайте: по нему открывается дневник. Если код потерялся, не подошёл или вы забыли пароль, новый код даст секретарь школы.'
  pdf.font('text').fontSize(10).text(words, left, y, { width })
}

function drawBox(pdf: Pdf, page: string, { name, code }: PrintedCode, y: number): void {
  pdf.lineWidth(0.8).roundedRect(left, y, width, boxHeight, 6).stroke('#888')
  pdf
    .font('bold')
    .fontSize(12)
    .fillColor('black')
    .text(name, left + 6 * mm, y + 7 * mm, { width: 118 * mm, height: 12 * mm, ellipsis: true })
  pdf
    .font('text')
    .fontSize(9)
    .fillColor('#444')
    .text('Код', left + 6 * mm, y + 22 * mm, { lineBreak: false })
  pdf
    .font('mono')
    .fontSize(14.5)
    .fillColor('black')
    .text(code, left + 6 * mm, y + 27 * mm, { lineBreak: false })
  drawQr(pdf, `${page}#${code}`, left + width - boxHeight + 1 * mm, y + 1 * mm, boxHeight - 2 * mm)
}

function whoseBirth({ children, isStaff }: PrintedCode): string {
  if (children.length === 0) return 'свою дату рождения'
  const child = children.length > 1 ? 'дату рождения любого из детей' : 'дату рождения ребёнка'
  return isStaff ? `${child} или свою` : child
}
