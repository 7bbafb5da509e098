/** What is said about a file of aSc Timetables. */
export type AscTexts = typeof ru

const names = (list: readonly string[], more: (count: number) => string) =>
  list.slice(0, 5).join(', ') + (list.length > 5 ? more(list.length - 5) : '')
const ruNames = (list: readonly string[]) => names(list, count => ` и ещё ${count}`)
const enNames = (list: readonly string[]) => names(list, count => ` and ${count} more`)

export const ru = {
  notAsc: (root: string) =>
    `Это не файл aSc Timetables: корневой элемент <${root}>, ожидался <timetable>. Нужен экспорт «aSc Timetables 2012 XML»`,
  unknownEncoding: (name: string) => `В файле объявлена неизвестная кодировка ${name}`,
  missing: (tag: string, attribute: string) => `У элемента <${tag}> нет атрибута ${attribute}`,
  notWhole: (attribute: string, value: string) =>
    `В атрибуте ${attribute} ожидалось целое число, а стоит «${value}»`,
  unknownId: (attribute: string, id: string, list: string) =>
    `В атрибуте ${attribute} стоит «${id}», а в списке <${list}> такого нет`,
  noCards:
    'В файле нет поставленных уроков (<cards>). Составьте расписание в aSc и выгрузите его как «aSc Timetables 2012 XML»',
  mask: (attribute: string, value: string) =>
    `В атрибуте ${attribute} ожидались нули и единицы, а стоит «${value}»`,
  weeks: (value: string) =>
    `Цикл недель «${value}» не складывается в чётные и нечётные: уроки бывают каждую неделю или через одну`,
  firstWeek: 'Первая неделя цикла aSc принята за нечётную, вторая — за чётную',
  term: (term: number, terms: number, left: number) =>
    `В файле периодов: ${terms}; взят период ${term}, карточек других периодов не перенесено: ${left}`,
  noTerm: (term: number, terms: number) => `Периода ${term} в файле нет: периодов ${terms}`,
  unknownPeriod: (period: number) => `Урока с номером ${period} нет в списке <periods>`,
  pastLastPeriod: (periods: number, from: number) =>
    `Занятие из ${periods} уроков начинается уроком ${from} и не помещается до конца дня`,
  lessonNumber: (number: number, max: number) =>
    `Номер урока ${number} не подходит: номера бывают от 0 до ${max}`,
  sameName: (what: string, name: string) =>
    `Имя «${name}» в списке <${what}> встречается дважды: различите их в aSc`,
  noPlace: (lessons: readonly string[]) =>
    `Без места осталось занятий: ${lessons.length} (${ruNames(lessons)}); они не перенесены`,
  students: (count: number) =>
    `Учеников в файле: ${count}; они не перенесены: ученики и состав подгрупп загружаются списком`,
  passedOver: (tags: readonly string[]) => `Из файла не перенесено: ${ruNames(tags.map(tag => `<${tag}>`))}`,
  onlyAsc: (option: string) => `--${option} бывает только у файлов aSc Timetables`,
  onlyFet: (option: string) => `--${option} бывает только у файлов FET: aSc говорит это сам`,
  bellsByDefault: 'Время уроков в файле не указано или не по порядку: звонки взяты по умолчанию',
}

export const en: AscTexts = {
  notAsc: root =>
    `This is not an aSc Timetables file: the root element is <${root}>, <timetable> was expected. An “aSc Timetables 2012 XML” export is needed`,
  unknownEncoding: name => `The file declares the unknown encoding ${name}`,
  missing: (tag, attribute) => `A <${tag}> has no attribute ${attribute}`,
  notWhole: (attribute, value) =>
    `The attribute ${attribute} should hold a whole number and holds “${value}”`,
  unknownId: (attribute, id, list) =>
    `The attribute ${attribute} names “${id}”, which is not in the list <${list}>`,
  noCards:
    'The file has no placed lessons (<cards>). Generate the timetable in aSc and export it as “aSc Timetables 2012 XML”',
  mask: (attribute, value) => `The attribute ${attribute} should hold zeros and ones and holds “${value}”`,
  weeks: value => `The cycle of weeks “${value}” is neither every week nor every other one`,
  firstWeek: 'The first week of the aSc cycle is taken as the odd one, the second as the even one',
  term: (term, terms, left) =>
    `The file has ${terms} terms; term ${term} was taken, cards of other terms not imported: ${left}`,
  noTerm: (term, terms) => `The file has no term ${term}: there are ${terms}`,
  unknownPeriod: period => `The lesson number ${period} is not in the list <periods>`,
  pastLastPeriod: (periods, from) =>
    `A lesson of ${periods} periods begins with period ${from} and runs past the end of the day`,
  lessonNumber: (number, max) => `The lesson number ${number} does not fit: numbers go from 0 to ${max}`,
  sameName: (what, name) => `The name “${name}” is in the list <${what}> twice: tell them apart in aSc`,
  noPlace: lessons =>
    `Lessons left without a place: ${lessons.length} (${enNames(lessons)}); they are not imported`,
  students: count =>
    `Students in the file: ${count}; they are not imported: students and the members of groups come with a roster`,
  passedOver: tags => `Not imported from the file: ${enNames(tags.map(tag => `<${tag}>`))}`,
  onlyAsc: option => `--${option} is for files of aSc Timetables alone`,
  onlyFet: option => `--${option} is for files of FET alone: aSc says it itself`,
  bellsByDefault: 'The file gives no times of the lessons, or not in order: default bells are used',
}
