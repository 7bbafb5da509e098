import type { OneRosterOutcome } from '../../features/imports/oneroster/import-oneroster.ts'
import type { RosterOutcome } from '../../features/imports/roster/import-roster.ts'
import type { TimetableOutcome } from '../../features/imports/timetable/import-timetable.ts'

/** Every sentence the commands say themselves. */
export type DiaryTexts = typeof ru

export const ru = {
  help: `diary — работа с дневником из командной строки

  diary import timetable ФАЙЛ            расписание из FET («data and timetable») или aSc Timetables (XML)
  diary import roster ФАЙЛ.xlsx|csv      ученики, представители и сотрудники
  diary import oneroster ПАКЕТ.zip|ПАПКА  люди, классы и группы из OneRoster 1.2 CSV
  diary create-admin --login ИМЯ         первый администратор школы

  Подробнее: diary КОМАНДА --help. Язык: --lang ru|en или DIARY_LANG.
  Папка данных: DATA_DIR (по умолчанию .data); своя PostgreSQL: DATABASE_URL и другие, см. README.`,
  timetableHelp: `diary import timetable ФАЙЛ [ключи]

  Переносит решённое расписание FET или экспорт «aSc Timetables 2012 XML» (чей файл, видно по нему самому): классы, группы, предметы, учителей, кабинеты, звонки, часы недели и уроки года.
  Всё или ничего; тот же файл второй раз ничего не меняет.

  --school ИМЯ|ID        школа; без ключа — единственная, а когда школ нет, новая с именем из файла
  --starts ГГГГ-ММ-ДД    с какого дня действует (по умолчанию с 1 сентября, при новом расписании — с сегодняшнего дня)
  --days 1,2,3,…         дни недели файла по порядку: 1 — понедельник; день, названный дважды, — нечётная и чётная недели
  --first-lesson N       номер первого урока (по умолчанию 1); только FET
  --classes years|groups|auto   что в файле считать классом (по умолчанию auto); только FET
  --grades ИМЯ=N,…|ФАЙЛ  параллели классов или годов; в файле по одной паре в строке
  --term N               только aSc: какой период года взять (по умолчанию 1)
  --dry-run              проверить и посчитать, ничего не записывая
  --json                 последняя строка вывода — JSON со счётом`,
  rosterHelp: `diary import roster ФАЙЛ.xlsx|csv [ключи]

  Переносит учеников с их представителями и сотрудников. Всё или ничего; тот же файл второй раз ничего не меняет.
  XLSX: лист учеников и лист сотрудников. CSV: одна таблица; разделитель , ; или табуляция, UTF-8 или windows-1251.

  Ученики:    Фамилия, Имя, Отчество, Класс, Дата рождения, Подгруппа; представители в той же строке:
              Представитель, Кем приходится, Телефон, Почта; второй — Представитель 2, Кем приходится 2 и так далее
  Представители можно дать и своей таблицей: Фамилия, Имя, Отчество, Телефон, Почта, Ребёнок 1, Кем приходится 1
  Сотрудники: Фамилия, Имя, Отчество, Должность, Роли, Предметы и классы, Классное руководство, Телефон, Почта
              Предметы и классы пишутся так: Алгебра: 7А, 7Б; Геометрия: 7А

  --school ИМЯ|ID        школа; без ключа — единственная
  --starts ГГГГ-ММ-ДД    с какого дня зачислены (по умолчанию с 1 сентября)
  --alike same|new       кем считать похожих на тех, кто уже есть: ими же или другими (по умолчанию отказ со списком)
  --dry-run              проверить и посчитать, ничего не записывая
  --json                 последняя строка вывода — JSON со счётом`,
  oneRosterHelp: `diary import oneroster ПАКЕТ.zip|ПАПКА [ключи]

  Переносит полный пакет (bulk) OneRoster 1.2 CSV: учебный год и четверти, классы, группы, учеников, представителей,
  сотрудников, кто в каком классе и кто что ведёт. Всё или ничего; тот же пакет второй раз ничего не меняет, а
  переименованные узнаются по идентификаторам пакета. Пароли и оценки не переносятся.

  --school ИМЯ|ID        школа дневника; без ключа — единственная, а когда школ нет, новая с именем из пакета
  --org ID|ИМЯ           какая школа пакета, когда их несколько
  --year ID              какой учебный год пакета (по умолчанию тот, что идёт)
  --starts ГГГГ-ММ-ДД    с какого дня (по умолчанию с 1 сентября; кто перешёл — с сегодняшнего)
  --grades ИМЯ=N,…|ФАЙЛ  параллели классов, у которых их не видно
  --dry-run              проверить и посчитать, ничего не записывая
  --json                 последняя строка вывода — JSON со счётом`,
  adminHelp: `diary create-admin --login ИМЯ [--name "Фамилия Имя Отчество"] [--school ИМЯ|ID]

  Делает учётную запись, сотрудника и право администратора. Пароль спрашивается в терминале
  или берётся из DIARY_PASSWORD или со стандартного ввода; он нигде не печатается.`,
  unknownCommand: (words: string) => `Нет такой команды: diary ${words}`,
  fileMissing: 'Не указан файл',
  tooMuch: (word: string) => `Лишнее в команде: ${word}`,
  nothingWritten: 'Ничего не записано.',
  warning: (text: string) => `Внимание: ${text}`,
  timetableDone: ({ school, startsOn, isChanged, counts }: TimetableOutcome, isDryRun: boolean) =>
    [
      `Школа «${school.title}» (${school.id}), расписание с ${startsOn}`,
      `часов в неделю ${counts.timetableRows} (из них без учеников ${counts.duties}), классов ${counts.classes}, групп ${counts.groups}, ` +
        `учителей ${counts.teachers}, предметов ${counts.subjects}, кабинетов ${counts.rooms}, уроков ${counts.lessons}`,
      isDryRun
        ? 'Проба: ничего не записано.'
        : isChanged
          ? 'Перенесено.'
          : 'Менять нечего: это расписание уже действует.',
    ].join('\n'),
  rosterDone: ({ school, counts, isChanged }: RosterOutcome, isDryRun: boolean) =>
    [
      `Школа «${school.title}» (${school.id})`,
      `в файле: учеников ${counts.students}, представителей ${counts.guardians}, сотрудников ${counts.staff}, классов ${counts.classes}; ` +
        `новых: учеников ${counts.newStudents}, представителей ${counts.newGuardians}, сотрудников ${counts.newStaff}`,
      isDryRun ? 'Проба: ничего не записано.' : isChanged ? 'Перенесено.' : 'Менять нечего: все уже есть.',
    ].join('\n'),
  oneRosterDone: ({ school, counts, isChanged }: OneRosterOutcome, isDryRun: boolean) =>
    [
      `Школа «${school.title}» (${school.id})`,
      `в пакете: учеников ${counts.students}, представителей ${counts.guardians}, сотрудников ${counts.staff}, ` +
        `классов ${counts.classes}, групп ${counts.groups}`,
      isDryRun ? 'Проба: ничего не записано.' : isChanged ? 'Перенесено.' : 'Менять нечего: всё уже есть.',
    ].join('\n'),
  loginMissing: 'Не указан --login',
  loginBad: 'Имя для входа: от 3 до 64 знаков, латинские буквы, цифры, точка, дефис, подчёркивание',
  loginTaken: (login: string) => `Имя для входа «${login}» уже занято`,
  askPassword: 'Пароль: ',
  askAgain: 'Ещё раз: ',
  passwordsDiffer: 'Пароли не совпали',
  passwordMissing: 'Пароль не дан: задайте DIARY_PASSWORD или введите его в терминале',
  passwordShort: (min: number, max: number) => `Пароль должен быть от ${min} до ${max} знаков`,
  passwordWeak: 'Этот пароль легко угадать: возьмите несколько не связанных слов',
  adminDone: (login: string, school: string) => `Администратор «${login}» школы «${school}» создан.`,
  adminName: 'Администратор',
}

export const en: DiaryTexts = {
  help: `diary — the diary from the command line

  diary import timetable FILE            a timetable from FET (“data and timetable”) or aSc Timetables (XML)
  diary import roster FILE.xlsx|csv      students, guardians and staff
  diary import oneroster FILE.zip|FOLDER  people, classes and groups from OneRoster 1.2 CSV
  diary create-admin --login NAME        a school's first administrator

  More: diary COMMAND --help. Language: --lang ru|en or DIARY_LANG.
  Data folder: DATA_DIR (default .data); a PostgreSQL of one's own: DATABASE_URL and others, see the README.`,
  timetableHelp: `diary import timetable FILE [options]

  Imports a solved FET timetable or an “aSc Timetables 2012 XML” export (the file shows which it is): classes, groups, subjects, teachers, rooms, bells, the week's hours and the year's lessons.
  All or nothing; the same file a second time changes nothing.

  --school NAME|ID       the school; without it the only one, and when there is none, a new one named by the file
  --starts YYYY-MM-DD    the first day it is valid (default 1 September; for a changed timetable, today)
  --days 1,2,3,…         the weekdays of the file's days in order: 1 is Monday; a day given twice is odd and even weeks
  --first-lesson N       the number of the first lesson (default 1); FET alone
  --classes years|groups|auto   what in the file is a class (default auto); FET alone
  --grades NAME=N,…|FILE grades of classes or years; in a file one pair a line
  --term N               aSc alone: which term of the year to take (default 1)
  --dry-run              check and count, write nothing
  --json                 the last line of the output is JSON with the counts`,
  rosterHelp: `diary import roster FILE.xlsx|csv [options]

  Imports students with their guardians, and staff. All or nothing; the same file a second time changes nothing.
  XLSX: a sheet of students and a sheet of staff. CSV: one table; separated by , ; or tabs, in UTF-8 or windows-1251.

  Students: Last name, First name, Middle name, Class, Birth date, Subgroup; guardians in the same row:
            Guardian, Relation, Phone, E-mail; the second is Guardian 2, Relation 2 and so on
  Guardians may have a table of their own: Last name, First name, Middle name, Phone, E-mail, Child 1, Relation 1
  Staff:    Last name, First name, Middle name, Position, Roles, Subjects, Class teacher of, Phone, E-mail
            Subjects with their classes are written so: Algebra: 7A, 7B; Geometry: 7A

  --school NAME|ID       the school; without it the only one
  --starts YYYY-MM-DD    the day of enrolment (default 1 September)
  --alike same|new       who is like somebody the school has: the same or another (default: refused, with a list)
  --dry-run              check and count, write nothing
  --json                 the last line of the output is JSON with the counts`,
  oneRosterHelp: `diary import oneroster FILE.zip|FOLDER [options]

  Imports a whole (bulk) OneRoster 1.2 CSV package: the school year and its terms, classes, groups, students, guardians,
  staff, who is in which class and who teaches what. All or nothing; the same package a second time changes nothing, and
  the renamed are met again by the package's ids. Passwords and marks are not imported.

  --school NAME|ID       the diary's school; without it the only one, and when there is none, a new one named by the package
  --org ID|NAME          which school of the package, when it has several
  --year ID              which school year of the package (default the present one)
  --starts YYYY-MM-DD    from which day (default 1 September; for those who move, today)
  --grades NAME=N,…|FILE grades of the classes that do not show them
  --dry-run              check and count, write nothing
  --json                 the last line of the output is JSON with the counts`,
  adminHelp: `diary create-admin --login NAME [--name "Last First Middle"] [--school NAME|ID]

  Makes an account, a member of staff and the right of an administrator. The password is asked for on the terminal,
  or taken from DIARY_PASSWORD or from standard input; it is never printed.`,
  unknownCommand: words => `There is no such command: diary ${words}`,
  fileMissing: 'No file was given',
  tooMuch: word => `Too much in the command: ${word}`,
  nothingWritten: 'Nothing was written.',
  warning: text => `Mind: ${text}`,
  timetableDone: ({ school, startsOn, isChanged, counts }, isDryRun) =>
    [
      `School “${school.title}” (${school.id}), timetable from ${startsOn}`,
      `${counts.timetableRows} hours a week (${counts.duties} of them without students), ${counts.classes} classes, ${counts.groups} groups, ` +
        `${counts.teachers} teachers, ${counts.subjects} subjects, ${counts.rooms} rooms, ${counts.lessons} lessons`,
      isDryRun
        ? 'A trial: nothing was written.'
        : isChanged
          ? 'Imported.'
          : 'Nothing to change: this timetable is valid already.',
    ].join('\n'),
  rosterDone: ({ school, counts, isChanged }, isDryRun) =>
    [
      `School “${school.title}” (${school.id})`,
      `in the file: ${counts.students} students, ${counts.guardians} guardians, ${counts.staff} staff, ${counts.classes} classes; ` +
        `new: ${counts.newStudents} students, ${counts.newGuardians} guardians, ${counts.newStaff} staff`,
      isDryRun
        ? 'A trial: nothing was written.'
        : isChanged
          ? 'Imported.'
          : 'Nothing to change: everybody is there already.',
    ].join('\n'),
  oneRosterDone: ({ school, counts, isChanged }, isDryRun) =>
    [
      `School “${school.title}” (${school.id})`,
      `in the package: ${counts.students} students, ${counts.guardians} guardians, ${counts.staff} staff, ` +
        `${counts.classes} classes, ${counts.groups} groups`,
      isDryRun
        ? 'A trial: nothing was written.'
        : isChanged
          ? 'Imported.'
          : 'Nothing to change: all of it is there already.',
    ].join('\n'),
  loginMissing: '--login is missing',
  loginBad: 'A login has 3 to 64 characters: Latin letters, digits, dot, hyphen, underscore',
  loginTaken: login => `The login “${login}” is taken`,
  askPassword: 'Password: ',
  askAgain: 'Once more: ',
  passwordsDiffer: 'The passwords differ',
  passwordMissing: 'No password was given: set DIARY_PASSWORD or enter it on the terminal',
  passwordShort: (min, max) => `A password has ${min} to ${max} characters`,
  passwordWeak: 'This password is easy to guess: take several unrelated words',
  adminDone: (login, school) => `Administrator “${login}” of the school “${school}” was created.`,
  adminName: 'Администратор',
}
