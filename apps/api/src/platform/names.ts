/** A name's parts, as the database holds them. */
export interface NameParts {
  readonly lastName: string
  readonly firstName: string
  readonly middleName: string | null
}

/** `Иванова Анна Петровна`. A person imported with one name only has no first name. */
export function fullName({ lastName, firstName, middleName }: NameParts): string {
  return [lastName, firstName, middleName].filter(Boolean).join(' ')
}

/** What a Prisma select needs for `fullName`. */
export const nameSelect = { lastName: true, firstName: true, middleName: true } as const

/** `fullName` in SQL, of a `person` under this alias. */
export const fullNameSql = (alias: string) =>
  `concat_ws(' ', ${alias}.last_name, nullif(${alias}.first_name, ''), ${alias}.middle_name)`

/** `08:30` of minutes since midnight, in SQL. */
export const timeSql = (column: string) => `to_char(make_interval(mins => ${column}), 'HH24:MI')`

/** `08:30` of minutes since midnight. */
export function timeOf(minute: number | null): string | null {
  if (minute === null) return null
  return `${String(Math.floor(minute / 60)).padStart(2, '0')}:${String(minute % 60).padStart(2, '0')}`
}

/** A moment as the wire has it, in SQL. */
export const instantSql = (column: string) =>
  `to_char(${column} at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"')`
