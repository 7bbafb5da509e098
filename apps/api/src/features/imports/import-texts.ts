import { en as ascEn, ru as ascRu } from './asc/asc-texts.ts'
import type { Place } from './import-error.ts'
import { en as oneRosterEn, ru as oneRosterRu } from './oneroster/oneroster-texts.ts'

/** Every sentence an import says to a person. */
export type ImportTexts = typeof ru

const first = 5
const ruList = (names: readonly string[]) =>
  names
    .slice(0, first)
    .map(name => `«${name}»`)
    .join(', ') + (names.length > first ? ` и ещё ${names.length - first}` : '')
const enList = (names: readonly string[]) =>
  names
    .slice(0, first)
    .map(name => `“${name}”`)
    .join(', ') + (names.length > first ? ` and ${names.length - first} more` : '')

export const ru = {
  asc: ascRu,
  oneRoster: oneRosterRu,
  place: ({ file, sheet, line, column, columnName }: Place) =>
    [
      file === undefined ? [] : `файл ${file}`,
      sheet === undefined ? [] : `лист «${sheet}»`,
      line === undefined ? [] : `строка ${line}`,
      columnName === undefined
        ? column === undefined
          ? []
          : `столбец ${column}`
        : `столбец «${columnName}»`,
    ]
      .flat()
      .join(', '),

  cannotOpen: (path: string, why: string) => `Файл ${path} не открывается (${why})`,
  notAFile: (path: string) => `${path} — не файл`,
  tooBig: (megabytes: number, max: number) =>
    `Файл больше допустимого: ${megabytes} МБ, можно не больше ${max} МБ`,
  emptyFile: 'Файл пустой',
  notXml: 'Это не XML: файл должен начинаться со знака «<». Нужен файл FET «data and timetable»',
  utf16WithoutMark: 'Кодировка не UTF-8: похоже на UTF-16 без метки порядка байтов. Сохраните файл в UTF-8',
  declaredEncoding: (name: string) => `В файле объявлена кодировка ${name}, нужна UTF-8`,
  notUtf8: 'Кодировка не UTF-8: здесь стоит байт, которого в UTF-8 быть не может',
  notUtf16: 'Файл начинается как UTF-16, но текстом UTF-16 не является',

  malformed: (why: string) => `Ошибка в XML: ${why}`,
  cutShort: (tag: string) => `Файл обрывается: элемент <${tag}> не закрыт`,
  doctype: 'Объявление DOCTYPE и сущности в файле расписания не допускаются',
  tooDeep: (max: number) => `Элементы вложены глубже ${max} уровней`,
  notFet: (root: string) => `Это не файл FET: корневой элемент <${root}>, ожидался <fet>`,
  longName: (max: number) => `Имя длиннее ${max} знаков`,
  controlCharacter: 'В имени есть недопустимый управляющий знак',
  tooMany: (what: string, max: number) => `Слишком много элементов <${what}>: можно не больше ${max}`,
  emptyName: (what: string) => `У элемента <${what}> нет имени`,
  twice: (what: string, name: string) => `<${what}> с именем «${name}» встречается второй раз`,
  noList: (what: string) => `В файле нет ${what}`,
  notANumber: (what: string, value: string) => `В <${what}> ожидалось целое число, а стоит «${value}»`,
  unknownName: (what: string, name: string) => `Имя «${name}» не найдено в списке ${what}`,
  noSubject: (id: string) => `У занятия ${id} нет предмета`,
  noActivity: (id: string) => `Занятия с номером «${id}» в файле нет`,
  twoTimes: (id: string) => `Занятию ${id} назначены два разных времени начала`,
  twoRooms: (id: string) => `Занятию ${id} назначены два разных кабинета`,
  pastLastHour: (id: string, hours: number, last: string) =>
    `Занятие ${id} длится ${hours} ч и не помещается до последнего часа «${last}»`,
  noSolution:
    'В файле нет решения: ни одному занятию не назначено время. Составьте расписание в FET и сохраните «data and timetable»',
  unplaced: (ids: readonly string[]) =>
    `Без времени осталось занятий: ${ids.length} (${ruList(ids)}); они не перенесены`,

  daysCount: (days: number, given: number) => `В файле дней: ${days}, а в --days указано ${given}`,
  daysOption: (value: string) =>
    `--days: «${value}» — не день недели; дни недели пишутся числами от 1 (понедельник) до 7`,
  daysTwice: (weekday: number) => `--days: день недели ${weekday} указан дважды`,
  tooManyHours: (hours: number, max: number) =>
    `В дне занято ${hours} часов, а номера уроков бывают до ${max}: уменьшите число часов в FET`,
  tooManyDays: (days: number) => `В файле ${days} дней, а в неделе 7: укажите дни недели через --days`,
  daysByOrder: (names: readonly string[]) =>
    `Дни ${ruList(names)} приняты по порядку, начиная с понедельника`,
  bellsByDefault: 'Часы названы не временем: звонки взяты по умолчанию, с 08:00 по 45 минут',
  halfDays: 'Расписание из половин дня: часы второй половины идут после часов первой',
  firstNumber: (value: string) => `Номер первого урока «${value}» должен быть целым числом от 0 до 10`,
  badChoice: (option: string, value: string, choices: string) =>
    `--${option}: «${value}» не подходит; можно: ${choices}`,
  badGrades: (value: string) =>
    `--grades: «${value}» не подходит; ожидалось «имя=параллель», параллель от 1 до 12`,
  unknownGrades: (names: readonly string[]) =>
    `По имени не видно, какая это параллель: ${ruList(names)}. Параллели расставлены по порядку годов; укажите свои через --grades имя=параллель`,
  gradesUnused: (names: readonly string[]) => `--grades: в файле нет ни класса, ни года ${ruList(names)}`,
  gradesUnread: (line: number) => `--grades: строка ${line} файла не вида «имя=параллель»`,
  noSchool: (id: string) => `Школы ${id} нет`,
  whichSchool: (schools: readonly { id: string; title: string }[]) =>
    `Школ несколько, укажите одну через --school: ${schools.map(({ id, title }) => `${id} «${title}»`).join(', ')}`,
  badDay: (option: string, value: string) =>
    `--${option}: «${value}» — не дата; ожидалось, например, 2026-09-01`,
  laterVersion: (day: string) => `Расписание действует до ${day}, когда начинается следующее`,
  newCalendar: (title: string) =>
    `Учебный год ${title} создан с обычными четвертями и каникулами: проверьте их по приказу школы`,
  badXlsx: (why: string) => `Файл XLSX прочитать не удалось (${why})`,
  badCsv: (why: string) => `Таблицу CSV прочитать не удалось: ${why}`,
  oldExcel: 'Это старый формат Excel (.xls): сохраните таблицу как XLSX или CSV',
  notATable: 'Это не таблица, а другой файл, например документ или картинка; нужна таблица XLSX или CSV',
  unpacksTooBig: (max: number) => `Файл распаковывается больше чем в ${max} МБ`,
  tooManyRows: (max: number) => `Строк больше ${max}`,
  tooManyColumns: (max: number) => `Столбцов больше ${max}`,
  formula: 'В ячейке формула: вставьте значение',
  noHeading:
    'Не найдена строка заголовков. Нужны «Фамилия», «Имя», «Класс» для учеников или «Фамилия», «Имя», «Должность» для сотрудников',
  noPeople: 'Под заголовками нет ни одной строки',
  unknownColumns: (names: readonly string[]) => `Столбцы ${ruList(names)} не перенесены`,
  moreErrors: (count: number) => `…и ещё ошибок: ${count}`,
  cellMissing: 'Ячейка пуста',
  nameMissing: 'Нужны фамилия и имя',
  badDate: (value: string) => `«${value}» — не дата; ожидалось, например, 05.09.2015`,
  dateOutside: (day: string) => `Дата ${day} не может быть датой рождения`,
  badContact: (value: string) => `«${value}» не похоже на телефон или адрес почты`,
  unknownRelation: (value: string) =>
    `«${value}»: ожидалось мать, отец, усыновитель, опекун, попечитель или представитель`,
  unknownRole: (value: string) =>
    `«${value}»: ожидалось учитель, завуч, директор, секретарь, администратор или редактор`,
  unknownClass: (title: string) => `По названию класса «${title}» не видно, какая это параллель`,
  sameStudent: (line: number) => `Этот ученик уже есть в строке ${line}`,
  severalFit: (name: string) =>
    `В школе несколько человек, которые могут быть «${name}»: укажите дату рождения`,
  changedClass: (name: string, from: string, to: string) => `${name}: переведён(а) из ${from} в ${to}`,
  encrypted: 'Файл защищён паролем: снимите защиту и сохраните его снова',
  macros: 'В книге есть макросы: сохраните её как обычную книгу XLSX, без макросов',
  longCell: (max: number) => `В ячейке больше ${max} знаков`,
  errorValue: 'В ячейке ошибка вместо значения',
  columnTwice: (title: string) => `Столбец «${title}» встречается второй раз`,
  sheetWithoutHeading: 'На листе не найдена строка заголовков, он не перенесён',
  unknownSex: (value: string) => `«${value}»: ожидалось ж или м`,
  unknownGroupKind: (value: string) => `«${value}»: ожидалось часть класса, поток или индивидуально`,
  badCode: (value: string) =>
    `«${value}» — не код: коды ставит дневник, при добавлении человека оставьте ячейку пустой`,
  badNumber: (value: string, min: number, max: number) =>
    `«${value}»: ожидалось целое число от ${min} до ${max}`,
  digitInName: 'В имени стоит цифра',
  groupsOfWhichSubject:
    'Не видно, какой предмет в каких классах; пишите так: «Алгебра: 7А, 7Б; Геометрия: 7А». Нагрузка из этой строки не перенесена',
  subjectsWithoutGroups: (names: readonly string[]) =>
    `У предметов ${ruList(names)} не названы классы: кто что ведёт, станет известно из расписания`,
  codeTwice: (line: number) => `Человек с этим кодом уже есть в строке ${line}`,
  sameStaff: (line: number) => `Этот сотрудник уже есть в строке ${line}`,
  sameByAnswer: (line: number) =>
    `По ответам это тот же человек, что в строке ${line}: измените один из двух ответов`,
  sameTitle: (title: string, line: number) => `«${title}» уже есть в строке ${line}`,
  noChild: (name: string) => `Ученика «${name}» нет ни в файле, ни в школе`,
  childOtherwise: (name: string) => `Ученик «${name}» есть, но у него другой класс или другая дата рождения`,
  severalChildren: (name: string) =>
    `Учеников «${name}» несколько: добавьте через запятую класс и дату рождения`,
  noChildren: 'Не указан ни один ребёнок',
  ownGuardian: 'Человек указан представителем самого себя',
  childTwice: (name: string) => `«${name}» указан у этого представителя дважды`,
  noGroup: (title: string) => `Класса или группы «${title}» нет ни в файле, ни в школе`,
  noClass: (title: string) => `Класса «${title}» нет ни в файле, ни в школе`,
  bornAfterChild: (name: string) => `Дата рождения позже, чем у ребёнка «${name}»`,
  gradeDiffers: (title: string, grade: number) => `Класс «${title}» в школе — параллель ${grade}`,
  changedTeacher: (className: string, from: string, to: string) =>
    `${className}: классное руководство переходит от ${from} к ${to}`,
  openQuestion: (name: string, like: readonly string[]) =>
    `${name}: нужно решение, это ${ruList(like)} или другой человек`,
  inRow: (line: number) => `строка ${line}`,
  peopleQuestion: 'Это тот же человек или другой?',
  peopleHint: 'Похожие люди не объединяются без вашего решения',
  anotherPerson: 'Другой человек',
  samePerson: (who: string) => `Тот же: ${who}`,
  alike: { name: 'то же имя', near: 'похожее имя, та же дата рождения', contact: 'тот же телефон или почта' },
  classesQuestion: 'Классы, которых в школе нет',
  subjectsQuestion: 'Предметы, которых в школе нет',
  newTitle: 'Создать новый',
  startsQuestion: 'С какого дня',
  startsHint: 'Если не указать: новые — с начала учебного года, переходы между классами — с сегодняшнего дня',
  studentsFact: 'Учеников',
  classesFact: 'Классов',
  guardiansFact: 'Представителей',
  staffFact: 'Сотрудников',
}

export const en: ImportTexts = {
  asc: ascEn,
  oneRoster: oneRosterEn,
  place: ({ file, sheet, line, column, columnName }) =>
    [
      file === undefined ? [] : `file ${file}`,
      sheet === undefined ? [] : `sheet “${sheet}”`,
      line === undefined ? [] : `line ${line}`,
      columnName === undefined ? (column === undefined ? [] : `column ${column}`) : `column “${columnName}”`,
    ]
      .flat()
      .join(', '),

  cannotOpen: (path, why) => `The file ${path} can't be opened (${why})`,
  notAFile: path => `${path} is not a file`,
  tooBig: (megabytes, max) => `The file is too big: ${megabytes} MB, at most ${max} MB are allowed`,
  emptyFile: 'The file is empty',
  notXml: 'This is not XML: the file must begin with “<”. A FET “data and timetable” file is needed',
  utf16WithoutMark:
    'The encoding is not UTF-8: it looks like UTF-16 without its byte order mark. Save the file as UTF-8',
  declaredEncoding: name => `The file declares the encoding ${name}; UTF-8 is needed`,
  notUtf8: 'The encoding is not UTF-8: here is a byte that UTF-8 can’t have',
  notUtf16: 'The file begins like UTF-16 but is not UTF-16 text',

  malformed: why => `The XML is malformed: ${why}`,
  cutShort: tag => `The file breaks off: the element <${tag}> is not closed`,
  doctype: 'A DOCTYPE declaration and entities are not allowed in a timetable file',
  tooDeep: max => `Elements are nested deeper than ${max} levels`,
  notFet: root => `This is not a FET file: the root element is <${root}>, <fet> was expected`,
  longName: max => `A name is longer than ${max} characters`,
  controlCharacter: 'A name has a control character that is not allowed',
  tooMany: (what, max) => `Too many <${what}> elements: at most ${max} are allowed`,
  emptyName: what => `A <${what}> has no name`,
  twice: (what, name) => `A <${what}> named “${name}” is there a second time`,
  noList: what => `The file has no ${what}`,
  notANumber: (what, value) => `<${what}> should hold a whole number and holds “${value}”`,
  unknownName: (what, name) => `The name “${name}” is not in the list ${what}`,
  noSubject: id => `Activity ${id} has no subject`,
  noActivity: id => `There is no activity with the id “${id}” in the file`,
  twoTimes: id => `Activity ${id} is given two different starting times`,
  twoRooms: id => `Activity ${id} is given two different rooms`,
  pastLastHour: (id, hours, last) => `Activity ${id} lasts ${hours} h and runs past the last hour “${last}”`,
  noSolution:
    'The file has no solution: no activity has a time. Generate the timetable in FET and save “data and timetable”',
  unplaced: ids => `Activities left without a time: ${ids.length} (${enList(ids)}); they are not imported`,

  daysCount: (days, given) => `The file has ${days} days, --days gives ${given}`,
  daysOption: value => `--days: “${value}” is no weekday; weekdays are numbers from 1 (Monday) to 7`,
  daysTwice: weekday => `--days: weekday ${weekday} is given twice`,
  tooManyHours: (hours, max) =>
    `A day uses ${hours} hours and lesson numbers go up to ${max}: use fewer hours in FET`,
  tooManyDays: days => `The file has ${days} days and a week has 7: give the weekdays with --days`,
  daysByOrder: names => `The days ${enList(names)} are taken in order, beginning with Monday`,
  bellsByDefault: 'The hours are not named by times: default bells are used, from 08:00, 45 minutes each',
  halfDays: 'A timetable of half days: the hours of the second half follow those of the first',
  firstNumber: value => `The number of the first lesson “${value}” must be a whole number from 0 to 10`,
  badChoice: (option, value, choices) => `--${option}: “${value}” does not fit; one of: ${choices}`,
  badGrades: value => `--grades: “${value}” does not fit; “name=grade” was expected, grades are 1 to 12`,
  unknownGrades: names =>
    `The name does not show the grade of ${enList(names)}. Grades were given in the order of the years; give your own with --grades name=grade`,
  gradesUnused: names => `--grades: the file has no class or year ${enList(names)}`,
  gradesUnread: line => `--grades: line ${line} of the file is not “name=grade”`,
  noSchool: id => `There is no school ${id}`,
  whichSchool: schools =>
    `There are several schools, choose one with --school: ${schools.map(({ id, title }) => `${id} “${title}”`).join(', ')}`,
  badDay: (option, value) => `--${option}: “${value}” is not a date; for example 2026-09-01 was expected`,
  laterVersion: day => `The timetable is valid until ${day}, when the next one begins`,
  newCalendar: title =>
    `The school year ${title} was made with the usual quarters and holidays: check them against the school's own`,
  badXlsx: why => `The XLSX file could not be read (${why})`,
  badCsv: why => `The CSV table could not be read: ${why}`,
  oldExcel: 'This is the old Excel format (.xls): save the table as XLSX or CSV',
  notATable:
    'This is not a table but another file, such as a document or a picture; a table, XLSX or CSV, is needed',
  unpacksTooBig: max => `The file unpacks to more than ${max} MB`,
  tooManyRows: max => `There are more than ${max} rows`,
  tooManyColumns: max => `There are more than ${max} columns`,
  formula: 'The cell has a formula: paste the value',
  noHeading:
    'No row of headings was found. “Last name”, “First name”, “Class” are needed for students, or “Last name”, “First name”, “Position” for staff',
  noPeople: 'There is no row below the headings',
  unknownColumns: names => `The columns ${enList(names)} are not imported`,
  moreErrors: count => `…and ${count} more errors`,
  cellMissing: 'The cell is empty',
  nameMissing: 'A last name and a first name are needed',
  badDate: value => `“${value}” is not a date; for example 05.09.2015 was expected`,
  dateOutside: day => `${day} can't be a date of birth`,
  badContact: value => `“${value}” does not look like a phone number or an e-mail address`,
  unknownRelation: value =>
    `“${value}”: mother, father, adopter, guardian, custodian or representative was expected`,
  unknownRole: value => `“${value}”: teacher, deputy, head, secretary, admin or content editor was expected`,
  unknownClass: title => `The name of the class “${title}” does not show its grade`,
  sameStudent: line => `This student is in row ${line} already`,
  severalFit: name => `Several people of the school may be “${name}”: give the date of birth`,
  changedClass: (name, from, to) => `${name}: moved from ${from} to ${to}`,
  encrypted: 'The file is protected by a password: take the protection off and save it again',
  macros: 'The workbook has macros: save it as a plain XLSX workbook without them',
  longCell: max => `A cell has more than ${max} characters`,
  errorValue: 'The cell has an error instead of a value',
  columnTwice: title => `The column “${title}” is there a second time`,
  sheetWithoutHeading: 'The sheet has no row of headings; it is not imported',
  unknownSex: value => `“${value}”: f or m was expected`,
  unknownGroupKind: value => `“${value}”: part, stream or individual was expected`,
  badCode: value => `“${value}” is no code: the diary gives codes, leave the cell empty for a new person`,
  badNumber: (value, min, max) => `“${value}”: a whole number from ${min} to ${max} was expected`,
  digitInName: 'A name has a digit in it',
  groupsOfWhichSubject:
    'It is not clear which subject is taught in which classes; write “Algebra: 7A, 7B; Geometry: 7A”. The subjects of this row are not imported',
  subjectsWithoutGroups: names =>
    `No classes are named for the subjects ${enList(names)}: the timetable will tell who teaches what`,
  codeTwice: line => `The person with this code is in row ${line} already`,
  sameStaff: line => `This member of staff is in row ${line} already`,
  sameByAnswer: line =>
    `By the answers this is the same person as in row ${line}: change one of the two answers`,
  sameTitle: (title, line) => `“${title}” is in row ${line} already`,
  noChild: name => `There is no student “${name}” in the file or in the school`,
  childOtherwise: name => `The student “${name}” has another class or another date of birth`,
  severalChildren: name =>
    `There are several students “${name}”: add the class and the birth date after commas`,
  noChildren: 'No child is named',
  ownGuardian: 'A person is named as their own guardian',
  childTwice: name => `“${name}” is named twice for this guardian`,
  noGroup: title => `There is no class or group “${title}” in the file or in the school`,
  noClass: title => `There is no class “${title}” in the file or in the school`,
  bornAfterChild: name => `The birth date is later than that of the child “${name}”`,
  gradeDiffers: (title, grade) => `The class “${title}” of the school is of grade ${grade}`,
  changedTeacher: (className, from, to) => `${className}: the class goes from ${from} to ${to}`,
  openQuestion: (name, like) =>
    `${name}: somebody has to decide whether this is ${enList(like)} or another person`,
  inRow: line => `row ${line}`,
  peopleQuestion: 'Is this the same person or another?',
  peopleHint: 'People who look alike are not made one without your decision',
  anotherPerson: 'Another person',
  samePerson: who => `The same: ${who}`,
  alike: {
    name: 'the same name',
    near: 'almost the same name, the same birth date',
    contact: 'the same phone or e-mail',
  },
  classesQuestion: 'Classes that the school does not have',
  subjectsQuestion: 'Subjects that the school does not have',
  newTitle: 'Make a new one',
  startsQuestion: 'From which day',
  startsHint: 'If left empty: new people from the first day of the school year, changes of class from today',
  studentsFact: 'Students',
  classesFact: 'Classes',
  guardiansFact: 'Guardians',
  staffFact: 'Staff',
}
