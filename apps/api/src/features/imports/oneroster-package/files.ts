/** The files of a OneRoster 1.2 package that are read, each with the columns that are: `*` must be there and be filled. */
const columns = {
  academicsessions:
    'sourcedId* status dateLastModified title* type* startDate* endDate* parentSourcedId schoolYear',
  orgs: 'sourcedId* status dateLastModified name* type* identifier parentSourcedId',
  courses:
    'sourcedId* status dateLastModified schoolYearSourcedId title* courseCode grades orgSourcedId subjects subjectCodes',
  classes:
    'sourcedId* status dateLastModified title* grades courseSourcedId classCode classType* location schoolSourcedId* termSourcedIds subjects subjectCodes periods',
  users:
    'sourcedId* status dateLastModified enabledUser username userIds givenName* familyName* middleName identifier email sms phone agentSourcedIds grades password userMasterIdentifier resourceSourcedIds preferredGivenName preferredMiddleName preferredFamilyName primaryOrgSourcedId pronouns',
  roles:
    'sourcedId* status dateLastModified userSourcedId* roleType* role* beginDate endDate orgSourcedId* userProfileSourcedId',
  enrollments:
    'sourcedId* status dateLastModified classSourcedId* schoolSourcedId* userSourcedId* role* primary beginDate endDate',
  demographics:
    'sourcedId* status dateLastModified birthDate sex americanIndianOrAlaskaNative asian blackOrAfricanAmerican nativeHawaiianOrOtherPacificIslander white demographicRaceTwoOrMoreRaces hispanicOrLatinoEthnicity countryOfBirthCode stateOfBirthAbbreviation cityOfBirth publicSchoolResidenceStatus',
} as const

export type FileName = keyof typeof columns

export const fileNames = Object.keys(columns) as FileName[]

/** The files of the standard that hold what a school's roster has no place for; they are named to the person. */
export const otherFiles =
  'userProfiles resources classResources courseResources userResources categories lineItems results lineItemLearningObjectiveIds lineItemScoreScales resultLearningObjectiveIds resultScoreScales scoreScales'.split(
    ' ',
  )

/** Columns whose values an import keeps or looks at. What else is filled is named to the person. */
const kept: Readonly<Record<FileName, string>> = {
  academicsessions: 'title type startDate endDate parentSourcedId schoolYear',
  orgs: 'name type parentSourcedId identifier',
  courses: 'schoolYearSourcedId title orgSourcedId subjects grades courseCode',
  classes: 'title grades courseSourcedId classType schoolSourcedId termSourcedIds subjects classCode',
  users:
    'enabledUser givenName familyName middleName email sms phone agentSourcedIds grades primaryOrgSourcedId username',
  roles: 'userSourcedId roleType role beginDate endDate orgSourcedId',
  enrollments: 'classSourcedId schoolSourcedId userSourcedId role primary beginDate endDate',
  demographics: 'birthDate sex',
}

export type Columns = { all: string[]; required: string[]; kept: ReadonlySet<string> }

/** The columns of a file of the standard. */
export function columnsOf(file: FileName): Columns {
  const words = columns[file].split(' ')
  return {
    all: words.map(word => word.replace('*', '')),
    required: words.filter(word => word.endsWith('*')).map(word => word.slice(0, -1)),
    kept: new Set(['sourcedId', 'status', 'dateLastModified', ...kept[file].split(' ')]),
  }
}

/** A file's name as the standard writes it. */
export const properName = (file: FileName) => `${file === 'academicsessions' ? 'academicSessions' : file}.csv`
