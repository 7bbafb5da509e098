import type { GroupKind, GuardianshipKind, Sex, StaffKind } from './roster.ts'

// The first word of each is the one that the product itself writes.
const guardianships: readonly (readonly [string, RegExp, GuardianshipKind])[] = [
  ['мать', /^(мать|мама|mother)$/u, 'mother'],
  ['отец', /^(отец|папа|father)$/u, 'father'],
  ['усыновитель', /^(усыновитель(ница)?|adopter)$/u, 'adopter'],
  ['опекун', /^(опекун(ша)?|guardian)$/u, 'guardian'],
  ['попечитель', /^(попечитель(ница)?|custodian)$/u, 'custodian'],
  [
    'представитель',
    /^((законный )?представитель|бабушка|дедушка|представитель по доверенности|representative|)$/u,
    'representative',
  ],
]
const staffs: readonly (readonly [string, RegExp, StaffKind | 'none'])[] = [
  ['нет', /^(нет|none)$/u, 'none'],
  ['заместитель директора', /зам(еститель|\.)?.*директор|завуч|deputy/u, 'deputy'],
  ['директор', /директор|head(?!.*department)/u, 'head'],
  ['секретарь', /секретар|делопроизводител|secretary/u, 'secretary'],
  ['администратор', /администратор.*(дневник|систем|журнал)|^администратор$|^admin(istrator)?$/u, 'admin'],
  ['редактор', /редактор|content.editor/u, 'content_editor'],
  ['учитель', /учител|преподавател|педагог|тьютор|воспитател|teacher/u, 'teacher'],
]
const sexes: readonly (readonly [string, RegExp, Sex])[] = [
  ['ж', /^(ж|жен|женский|f|female|девочка)\.?$/u, 'female'],
  ['м', /^(м|муж|мужской|m|male|мальчик)\.?$/u, 'male'],
]
const groups: readonly (readonly [string, RegExp, GroupKind])[] = [
  ['часть класса', /^(часть( класса)?|подгруппа|part)$/u, 'part'],
  ['поток', /^(поток|stream)$/u, 'stream'],
  ['индивидуально', /^(индивидуально|индивидуальный( план)?|individual)$/u, 'individual'],
  ['весь класс', /^(весь класс|класс|whole class)$/u, 'whole_class'],
]

type Words<Kind> = readonly (readonly [string, RegExp, Kind])[]

const plain = (word: string) => word.trim().toLowerCase().replaceAll('ё', 'е')
const kindIn =
  <Kind>(words: Words<Kind>) =>
  (word: string): Kind | undefined =>
    words.find(([, form]) => form.test(plain(word)))?.[2]
const wordFor =
  <Kind>(words: Words<Kind>) =>
  (kind: Kind): string =>
    words.find(([, , of]) => of === kind)?.[0] ?? ''
const wordsOf = <Kind>(words: Words<Kind>) => words.map(([word]) => word)

export const guardianshipKindIn = kindIn(guardianships)
export const guardianshipWord = wordFor(guardianships)
export const guardianshipWords = wordsOf(guardianships)
export const staffKindIn = kindIn(staffs)
export const staffWord = wordFor(staffs)
export const staffWords = wordsOf(staffs)
export const sexIn = kindIn(sexes)
export const sexWord = wordFor(sexes)
export const sexWords = wordsOf(sexes)
export const groupKindIn = kindIn(groups)
export const groupWord = wordFor(groups)
export const groupWords = wordsOf(groups).slice(0, 3)

/** What the product's own files call a person. */
export const codeForm = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/i
