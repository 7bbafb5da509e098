/** What is said about a OneRoster package. */
export type OneRosterTexts = typeof ru

const first = (list: readonly string[], more: (count: number) => string) =>
  list.slice(0, 5).join(', ') + (list.length > 5 ? more(list.length - 5) : '')
const ruList = (list: readonly string[]) => first(list, count => ` и ещё ${count}`)
const enList = (list: readonly string[]) => first(list, count => ` and ${count} more`)

export const ru = {
  notZip: 'Это не архив ZIP: пакет OneRoster — архив с manifest.csv и другими таблицами CSV',
  zipBroken: (why: string) => `Архив ZIP повреждён (${why})`,
  zip64: 'Архив в формате ZIP64: упакуйте таблицы обычным ZIP',
  zipEntries: (count: number, max: number) => `В пакете файлов: ${count}, можно не больше ${max}`,
  zipPath: (name: string) => `Имя файла в архиве не допускается: ${name}`,
  zipTwice: (name: string) => `Файл ${name} лежит в архиве дважды`,
  zipEncrypted: 'Файл в архиве зашифрован: упакуйте таблицы без пароля',

  noManifest: 'В пакете нет manifest.csv: это не пакет OneRoster 1.2',
  manifestHeading: 'Ожидались столбцы propertyName и value',
  propertyTwice: (key: string) => `Свойство ${key} указано дважды`,
  version: (key: string, given: string, wanted: string) =>
    given === ''
      ? `В manifest.csv нет свойства ${key}: ожидалось ${wanted}`
      : `${key}: указано ${given}, а нужно ${wanted}`,
  delta: (file: string) =>
    `${file} передан изменениями (delta). Принимаются только полные пакеты: выгрузите его как bulk`,
  badMode: (file: string, value: string) =>
    `Для ${file} указано «${value}»; ожидалось absent, bulk или delta`,
  fileMissing: (file: string) => `Файл ${file} назван в manifest.csv, а в пакете его нет`,
  fileNeeded: (file: string) => `В пакете нет файла ${file}, без него перенести нечего`,
  absentButThere: (file: string) =>
    `Файл ${file} в пакете есть, но в manifest.csv он отмечен absent: не прочитан`,
  notOurs: (names: readonly string[]) =>
    `Файлы не перенесены, в дневнике для них нет места: ${ruList(names)}`,
  notCsv: (names: readonly string[]) => `В пакете лежит лишнее, не прочитано: ${ruList(names)}`,
  noHeading: 'Файл пуст: нет даже строки заголовков',
  columnTwice: 'Столбец указан дважды',
  noColumn: 'Нет обязательного столбца',
  cellCount: (has: number, wanted: number) => `В строке значений: ${has}, а столбцов: ${wanted}`,
  passwords: 'Столбец password не прочитан: пароли не переносятся, каждый выбирает свой при первом входе',
  idTwice: (id: string, line: number) => `Идентификатор «${id}» уже есть в строке ${line}`,
  noReference: (id: string, file: string) => `Идентификатора «${id}» в ${file} нет`,
  otherSchool: (id: string, ofClass: string) =>
    `Указана школа «${id}», а класс относится к школе «${ofClass}»`,
  circle: (id: string) => `Подчинение замкнуто в круг: «${id}» выше самого себя`,
  notOneOf: (value: string, words: string) => `«${value}» не подходит; ожидалось: ${words}`,
  badDate: (value: string) => `«${value}» — не дата; ожидалось, например, 2026-09-01`,
  datesOrder: (end: string, begin: string) => `Окончание ${end} раньше начала ${begin}`,

  noSchool: 'В orgs.csv нет ни одной школы (type = school)',
  whichOrg: (names: readonly string[]) =>
    `В пакете несколько школ: ${ruList(names)}. Укажите, какая из них эта`,
  unknownOrg: (name: string) => `Школы «${name}» в orgs.csv нет`,
  otherOrgs: (users: number, classes: number) =>
    `Данные других школ пакета не перенесены: людей ${users}, классов ${classes}`,
  otherYears: (count: number) => `Классы других учебных лет не перенесены: ${count}`,
  rolesInferred: 'Файла roles.csv нет: роли взяты из зачислений и связей с детьми',
  noDemographics: 'Файла demographics.csv нет: даты рождения и пол неизвестны',
  roleNotOurs: (role: string, count: number) => `Роль ${role} не перенесена (записей: ${count})`,
  staffWithoutRights: (role: string, count: number) =>
    `Роль ${role} (записей: ${count}): сотрудники перенесены без прав, выдайте права в разделе «Люди»`,
  enrollmentNotOurs: (role: string, count: number) => `Зачисления с ролью ${role} не перенесены: ${count}`,
  withoutClass: (names: readonly string[]) => `Ученики без класса: ${names.length} (${ruList(names)})`,
  withoutRole: (count: number) => `Люди без роли в этой школе не перенесены: ${count}`,
  relatives: (count: number) =>
    `Родственники (relative) не перенесены: ${count}. Права даёт только законное представительство`,
  agentNotParent: (name: string) => `Связь с «${name}» не перенесена: это не родитель и не представитель`,
  noHomerooms: 'В пакете нет классов с типом homeroom: ученики останутся без класса',
  classWithoutSubject: 'По курсу и предметам не видно, какой это предмет',
  twoClasses: (name: string, other: number) =>
    `${name} в одни и те же дни в двух классах: см. строку ${other}`,
  notStudent: (name: string) => `${name} зачислен(а) учеником, а роли ученика в этой школе нет`,
  notTeacher: (name: string) => `${name} ведёт класс, а роли учителя в этой школе нет`,
  gradeUnknown: (title: string) =>
    `По классу «${title}» не видно, какая это параллель: заполните grades или назовите класс с неё`,
  titleTwice: (title: string, line: number) => `Класс с названием «${title}» уже есть в строке ${line}`,
  sameClasses: (title: string, line: number) =>
    `Класс «${title}» отвечает тому же классу школы, что и строка ${line}`,
  terms: (titles: readonly string[]) =>
    `Периоды пакета отличаются от школьных и не перенесены: ${ruList(titles)}`,
  badContact: (value: string) => `«${value}» не похоже на телефон или адрес почты: не перенесено`,
  severalFit: (name: string) =>
    `В школе несколько человек, которые могут быть «${name}»: укажите, кто это, или добавьте дату рождения`,
  moved: (name: string, from: string, to: string) => `${name}: переведён(а) из ${from} в ${to}`,
  renamed: (from: string, to: string) => `${from}: теперь ${to}`,
  ended: (name: string) =>
    `${name}: отмечен(а) на удаление, с сегодняшнего дня вне классов и без прав; данные остаются`,
  agentGone: (guardian: string, student: string) =>
    `${guardian} больше не назван(а) представителем (${student}). Права оставлены: решите в разделе «Люди»`,
  tieEnded: (guardian: string, student: string) =>
    `${guardian} назван(а) представителем (${student}), но в дневнике это представительство прекращено: не возобновлено`,
  gone: (names: readonly string[]) =>
    `В пакете больше нет людей, перенесённых раньше: ${names.length} (${ruList(names)}). Их данные и права оставлены`,
  noLonger: (count: number) =>
    `Зачислений, которых в пакете больше нет: ${count}; они окончены днём раньше начала изменений`,
  factSystem: 'Система',
  factSchool: 'Школа',
  factYear: 'Учебный год',
  factStudents: 'Учеников',
  factGuardians: 'Представителей',
  factStaff: 'Сотрудников',
  factClasses: 'Классов',
  factGroups: 'Учебных групп',
  askOrg: 'Какая из школ пакета — эта',
  askYear: 'Какой учебный год',
  askStart: 'С какого дня',
  askStartHint: 'С этого дня зачислены те, у кого в пакете нет даты; переводы — с этого дня или позже',
  askGrades: 'Параллели классов, у которых их не видно',
  askSubjects: 'Предметы пакета и школы',
  askSubjectsHint: 'Предмет, которого в школе нет, будет создан',
  askPeople: 'Люди, которые, возможно, уже есть в школе',
  newSubject: 'Создать новый',
  newPerson: 'Это другой человек: создать',
}

export const en: OneRosterTexts = {
  notZip: 'This is not a ZIP archive: a OneRoster package is an archive of manifest.csv and other CSV tables',
  zipBroken: why => `The ZIP archive is damaged (${why})`,
  zip64: 'The archive is in the ZIP64 format: pack the tables as an ordinary ZIP',
  zipEntries: (count, max) => `The package has ${count} files, at most ${max} are allowed`,
  zipPath: name => `A file name in the archive is not allowed: ${name}`,
  zipTwice: name => `The file ${name} is in the archive twice`,
  zipEncrypted: 'The file in the archive is encrypted: pack the tables without a password',

  noManifest: 'The package has no manifest.csv: this is not a OneRoster 1.2 package',
  manifestHeading: 'The columns propertyName and value were expected',
  propertyTwice: key => `The property ${key} is given twice`,
  version: (key, given, wanted) =>
    given === ''
      ? `manifest.csv has no property ${key}: ${wanted} was expected`
      : `${key} is ${given}, ${wanted} is needed`,
  delta: file => `${file} is given as changes (delta). Only whole packages are taken: export it as bulk`,
  badMode: (file, value) => `${file} is said to be “${value}”; absent, bulk or delta was expected`,
  fileMissing: file => `manifest.csv names ${file}, and the package does not have it`,
  fileNeeded: file => `The package has no ${file}: without it there is nothing to import`,
  absentButThere: file => `${file} is in the package, but manifest.csv says absent: it was not read`,
  notOurs: names => `Files not imported, the diary has no place for them: ${enList(names)}`,
  notCsv: names => `The package has other things in it that were not read: ${enList(names)}`,
  noHeading: 'The file is empty: not even a row of headings',
  columnTwice: 'The column is there twice',
  noColumn: 'A required column is missing',
  cellCount: (has, wanted) => `The row has ${has} values and there are ${wanted} columns`,
  passwords:
    'The column password was not read: passwords are not imported, everybody chooses one at the first visit',
  idTwice: (id, line) => `The id “${id}” is in line ${line} already`,
  noReference: (id, file) => `The id “${id}” is not in ${file}`,
  otherSchool: (id, ofClass) => `The school is “${id}”, and the class belongs to the school “${ofClass}”`,
  circle: id => `The order goes in a circle: “${id}” is above itself`,
  notOneOf: (value, words) => `“${value}” does not fit; one of these was expected: ${words}`,
  badDate: value => `“${value}” is not a date; for example 2026-09-01 was expected`,
  datesOrder: (end, begin) => `The end ${end} is before the beginning ${begin}`,

  noSchool: 'orgs.csv has no school (type = school)',
  whichOrg: names => `The package has several schools: ${enList(names)}. Say which of them this one is`,
  unknownOrg: name => `The school “${name}” is not in orgs.csv`,
  otherOrgs: (users, classes) =>
    `Data of other schools were not imported: ${users} people, ${classes} classes`,
  otherYears: count => `Classes of other school years were not imported: ${count}`,
  rolesInferred: 'There is no roles.csv: roles were taken from the enrolments and the ties to children',
  noDemographics: 'There is no demographics.csv: dates of birth and sex are unknown',
  roleNotOurs: (role, count) => `The role ${role} was not imported (${count} rows)`,
  staffWithoutRights: (role, count) =>
    `The role ${role} (${count} rows): staff were imported without rights; give them in “People”`,
  enrollmentNotOurs: (role, count) => `Enrolments with the role ${role} were not imported: ${count}`,
  withoutClass: names => `Students without a class: ${names.length} (${enList(names)})`,
  withoutRole: count => `People without a role in this school were not imported: ${count}`,
  relatives: count => `Relatives were not imported: ${count}. Only legal guardianship gives rights`,
  agentNotParent: name => `The tie to “${name}” was not imported: neither a parent nor a guardian`,
  noHomerooms: 'The package has no classes of the type homeroom: students will have no class',
  classWithoutSubject: 'Neither the course nor the subjects show which subject this is',
  twoClasses: (name, other) => `${name} is in two classes on the same days: see line ${other}`,
  notStudent: name => `${name} is enrolled as a student and has no role of a student in this school`,
  notTeacher: name => `${name} teaches a class and has no role of a teacher in this school`,
  gradeUnknown: title =>
    `The class “${title}” does not show its grade: fill in grades, or begin its name with it`,
  titleTwice: (title, line) => `A class named “${title}” is in line ${line} already`,
  sameClasses: (title, line) =>
    `The class “${title}” stands for the same class of the school as line ${line}`,
  terms: titles =>
    `The terms of the package differ from the school's and were not imported: ${enList(titles)}`,
  badContact: value => `“${value}” does not look like a phone number or an e-mail address: not imported`,
  severalFit: name =>
    `Several people of the school may be “${name}”: say who it is, or add the date of birth`,
  moved: (name, from, to) => `${name}: moved from ${from} to ${to}`,
  renamed: (from, to) => `${from}: now ${to}`,
  ended: name => `${name}: marked to be deleted; from today in no class and without rights; the data stay`,
  agentGone: (guardian, student) =>
    `${guardian} is no longer named as a guardian (${student}). The rights were left: decide in “People”`,
  tieEnded: (guardian, student) =>
    `${guardian} is named as a guardian (${student}), but the diary has ended that guardianship: it was not opened again`,
  gone: names =>
    `People imported before are no longer in the package: ${names.length} (${enList(names)}). Their data and rights were left`,
  noLonger: count =>
    `Enrolments that are no longer in the package: ${count}; they end on the day before the changes begin`,
  factSystem: 'System',
  factSchool: 'School',
  factYear: 'School year',
  factStudents: 'Students',
  factGuardians: 'Guardians',
  factStaff: 'Staff',
  factClasses: 'Classes',
  factGroups: 'Study groups',
  askOrg: 'Which of the schools of the package this one is',
  askYear: 'Which school year',
  askStart: 'From which day',
  askStartHint: 'Who has no date in the package is enrolled from this day; moves are from this day or later',
  askGrades: 'Grades of the classes that do not show them',
  askSubjects: 'Subjects of the package and of the school',
  askSubjectsHint: 'A subject the school does not have is made',
  askPeople: 'People who may be in the school already',
  newSubject: 'Make a new one',
  newPerson: 'Somebody else: make a new person',
}
