import { makeZip } from '../workbook/zip.ts'

type Row = Readonly<Record<string, string>>
/** A package said shortly, for tests: rows by file; the columns are those the standard gives the file. */
export type OneRosterSketch = Readonly<Record<string, readonly Row[]>>

export type OneRosterForm = {
  manifest?: Readonly<Record<string, string>>
  system?: string
  newline?: '\n' | '\r\n'
  hasMark?: boolean
  /** Puts the columns of a file into another order. */
  order?: (columns: readonly string[]) => readonly string[]
  /** Values in quotes where they need none. */
  isQuoted?: boolean
}

const columns: Readonly<Record<string, string>> = {
  academicSessions:
    'sourcedId,status,dateLastModified,title,type,startDate,endDate,parentSourcedId,schoolYear',
  orgs: 'sourcedId,status,dateLastModified,name,type,identifier,parentSourcedId',
  courses:
    'sourcedId,status,dateLastModified,schoolYearSourcedId,title,courseCode,grades,orgSourcedId,subjects,subjectCodes',
  classes:
    'sourcedId,status,dateLastModified,title,grades,courseSourcedId,classCode,classType,location,schoolSourcedId,termSourcedIds,subjects,subjectCodes,periods',
  users:
    'sourcedId,status,dateLastModified,enabledUser,username,userIds,givenName,familyName,middleName,identifier,email,sms,phone,agentSourcedIds,grades,password,userMasterIdentifier,resourceSourcedIds,preferredGivenName,preferredMiddleName,preferredFamilyName,primaryOrgSourcedId,pronouns',
  roles:
    'sourcedId,status,dateLastModified,userSourcedId,roleType,role,beginDate,endDate,orgSourcedId,userProfileSourcedId',
  enrollments:
    'sourcedId,status,dateLastModified,classSourcedId,schoolSourcedId,userSourcedId,role,primary,beginDate,endDate',
  demographics:
    'sourcedId,status,dateLastModified,birthDate,sex,americanIndianOrAlaskaNative,asian,blackOrAfricanAmerican,nativeHawaiianOrOtherPacificIslander,white,demographicRaceTwoOrMoreRaces,hispanicOrLatinoEthnicity,countryOfBirthCode,stateOfBirthAbbreviation,cityOfBirth,publicSchoolResidenceStatus',
}

/** The files of a package, with a manifest that names them. */
export function makePackage(sketch: OneRosterSketch, form: OneRosterForm = {}): Map<string, Buffer> {
  const { newline = '\r\n', hasMark = false, order = same => same, isQuoted = false } = form
  const quoted = (value: string) =>
    isQuoted || /[",\r\n]/.test(value) ? `"${value.replaceAll('"', '""')}"` : value
  const written = (rows: readonly (readonly string[])[]) =>
    Buffer.from(`${hasMark ? '\uFEFF' : ''}${rows.map(row => row.map(quoted).join(',') + newline).join('')}`)
  const names = Object.keys(columns)
  const properties = Object.entries({
    'manifest.version': '1.0',
    'oneroster.version': '1.2',
    ...Object.fromEntries(
      names.map(name => [`file.${name}`, sketch[name] === undefined ? 'absent' : 'bulk']),
    ),
    'file.resources': 'absent',
    'source.systemName': form.system ?? 'Прежний дневник',
    ...form.manifest,
  })
  const files = new Map([['manifest.csv', written([['propertyName', 'value'], ...properties])]])
  for (const [name, rows] of Object.entries(sketch)) {
    const own = columns[name]?.split(',') ?? Object.keys(rows[0] ?? {})
    const shuffled = order(own)
    files.set(
      `${name}.csv`,
      written([shuffled, ...rows.map(row => shuffled.map(column => row[column] ?? ''))]),
    )
  }
  return files
}

/** The package as a ZIP archive. */
export const makeOneRoster = (sketch: OneRosterSketch, form?: OneRosterForm): Buffer =>
  makeZip(Object.fromEntries(makePackage(sketch, form)))

const school = 'org-1'
const homeroom = (id: string, title: string, grade: string) => ({
  sourcedId: id,
  title,
  grades: grade,
  classType: 'homeroom',
  schoolSourcedId: school,
  termSourcedIds: 'year-26',
})
const scheduled = (id: string, title: string, course: string) => ({
  sourcedId: id,
  title,
  courseSourcedId: course,
  classType: 'scheduled',
  schoolSourcedId: school,
  termSourcedIds: 'q1,q2,q3,q4',
})
const enrolled = (id: string, classId: string, user: string, role = 'student', more: Row = {}) => ({
  sourcedId: id,
  classSourcedId: classId,
  schoolSourcedId: school,
  userSourcedId: user,
  role,
  ...more,
})
const role = (user: string, name: string) => ({
  sourcedId: `role-${user}-${name}`,
  userSourcedId: user,
  roleType: 'primary',
  role: name,
  orgSourcedId: school,
})
const user = (id: string, name: string, more: Row = {}) => {
  const [familyName = '', givenName = '', middleName = ''] = name.split(' ')
  return {
    sourcedId: id,
    enabledUser: 'true',
    username: id,
    familyName,
    givenName,
    middleName,
    primaryOrgSourcedId: school,
    ...more,
  }
}
const quarter = (id: string, title: string, startDate: string, endDate: string) => ({
  sourcedId: id,
  title,
  type: 'gradingPeriod',
  startDate,
  endDate,
  parentSourcedId: 'year-26',
  schoolYear: '2027',
})

/** A small Russian school: two classes of grade 7, one language taught in two groups, a first class without marks. */
export const smallSchool: OneRosterSketch = {
  orgs: [
    { sourcedId: 'org-0', name: 'Управление образования', type: 'district' },
    { sourcedId: school, name: 'Школа № 5', type: 'school', identifier: '5', parentSourcedId: 'org-0' },
  ],
  academicSessions: [
    {
      sourcedId: 'year-26',
      title: '2026/27',
      type: 'schoolYear',
      startDate: '2026-09-01',
      endDate: '2027-05-27',
      schoolYear: '2027',
    },
    quarter('q1', 'I четверть', '2026-09-01', '2026-10-24'),
    quarter('q2', 'II четверть', '2026-11-02', '2026-12-30'),
    quarter('q3', 'III четверть', '2027-01-11', '2027-03-20'),
    quarter('q4', 'IV четверть', '2027-03-29', '2027-05-27'),
  ],
  courses: [
    { sourcedId: 'alg7', title: 'Алгебра, 7 класс', orgSourcedId: school, grades: '07', subjects: 'Алгебра' },
    { sourcedId: 'eng7', title: 'Английский язык 7 класс', orgSourcedId: school, grades: '07' },
    { sourcedId: 'read1', title: 'Чтение', orgSourcedId: school, grades: '01' },
  ],
  classes: [
    homeroom('7a', '7А', '07'),
    homeroom('7b', '7Б', '07'),
    homeroom('1a', '1А', '01'),
    scheduled('alg-7a', 'Алгебра 7А', 'alg7'),
    scheduled('eng-7a-1', 'Английский 7А, группа 1', 'eng7'),
    scheduled('eng-7ab', 'Английский 7АБ, продвинутые', 'eng7'),
    scheduled('read-1a', 'Чтение 1А', 'read1'),
  ],
  users: [
    user('s1', 'Белов Артём Ильич', { agentSourcedIds: 'p1,p2', grades: '07' }),
    user('s2', 'Серова Мария Олеговна', { agentSourcedIds: 'p3', email: 'serova.m@example.ru' }),
    user('s3', 'Орлов Пётр Петрович'),
    user('s4', 'Белова Анна Ильинична', { agentSourcedIds: 'p1' }),
    user('p1', 'Белова Ольга Игоревна', { sms: '8 (391) 200-10-20', email: 'belova@example.ru' }),
    user('p2', 'Белов Илья Сергеевич', { phone: '+7 391 200-10-21' }),
    user('p3', 'Серов "Олег", Павлович', { sms: '83912001022' }),
    user('t1', 'Волкова Нина Павловна', { email: 'volkova@example.ru', password: 'secret' }),
    user('t2', 'Ким Олег Викторович'),
    user('h1', 'Гусев Андрей Иванович'),
  ],
  roles: [
    ...['s1', 's2', 's3', 's4'].map(id => role(id, 'student')),
    ...['p1', 'p2'].map(id => role(id, 'parent')),
    role('p3', 'guardian'),
    ...['t1', 't2'].map(id => role(id, 'teacher')),
    role('h1', 'principal'),
  ],
  enrollments: [
    enrolled('e1', '7a', 's1', 'student', { beginDate: '2026-09-01', endDate: '2027-05-27' }),
    enrolled('e2', '7a', 's2'),
    enrolled('e3', '7b', 's3'),
    enrolled('e4', '1a', 's4'),
    enrolled('e5', '7a', 't1', 'teacher', { primary: 'true' }),
    enrolled('e6', 'alg-7a', 's1'),
    enrolled('e7', 'alg-7a', 's2'),
    enrolled('e8', 'alg-7a', 't1', 'teacher', { primary: 'true' }),
    enrolled('e9', 'eng-7a-1', 's1'),
    enrolled('e10', 'eng-7a-1', 't2', 'teacher'),
    enrolled('e11', 'eng-7ab', 's2'),
    enrolled('e12', 'eng-7ab', 's3', 'student', { beginDate: '2026-10-01' }),
    enrolled('e13', 'eng-7ab', 't2', 'teacher'),
    enrolled('e14', 'read-1a', 's4'),
    enrolled('e15', 'read-1a', 't1', 'teacher'),
  ],
  demographics: [
    { sourcedId: 's1', birthDate: '2013-04-12', sex: 'male' },
    { sourcedId: 's2', birthDate: '2013-08-01', sex: 'female' },
    { sourcedId: 's3', birthDate: '2013-01-20', sex: 'male' },
    { sourcedId: 's4', birthDate: '2019-06-02', sex: 'female' },
    { sourcedId: 'p1', sex: 'female' },
    { sourcedId: 'p2', sex: 'male' },
  ],
}

/** A school with some rows of a file changed; rows are known by their ids, and a new id is a new row. */
export function changed(sketch: OneRosterSketch, file: string, ...rows: readonly Row[]): OneRosterSketch {
  const before = sketch[file] ?? []
  const ids = new Set(before.map(({ sourcedId }) => sourcedId))
  return {
    ...sketch,
    [file]: [
      ...before.map(row => ({ ...row, ...rows.find(({ sourcedId }) => sourcedId === row['sourcedId']) })),
      ...rows.filter(({ sourcedId }) => !ids.has(sourcedId)),
    ],
  }
}
