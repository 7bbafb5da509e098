/** Whom a transaction speaks for. The second wall (row-level security) reads nothing else. */
export interface Scope {
  readonly schoolId: string
  /** `system` is for imports, jobs and factories: still one school, but no person's limits. */
  readonly kind: 'staff' | 'guardian' | 'system'
  readonly personId?: string
  readonly accountId?: string
  /** The children a guardian represents. */
  readonly studentIds?: readonly string[]
  /** The schools the account is known in. */
  readonly schoolIds?: readonly string[]
  readonly requestId?: string
  /** A transaction that cannot write: every GET. */
  readonly isReadOnly?: boolean
}

const uuidForm = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/

function uuid(text: string): string {
  if (!uuidForm.test(text)) throw new Error('A scope takes UUIDs only')
  return text
}

const uuids = (texts: readonly string[] = []) => texts.map(uuid).join(',')

/**
 * The statements that begin a scoped transaction, in one string: they reach the server in one round trip.
 * With an account, the last one reads its authorization epoch. Nothing but checked UUIDs and fixed words goes in.
 */
export function beginOf(scope: Scope): string {
  const requestId = (scope.requestId ?? '').replace(/[^\w-]/g, '').slice(0, 64)
  return [
    scope.isReadOnly ? 'BEGIN READ ONLY' : 'BEGIN',
    `SET LOCAL app.school_id = '${uuid(scope.schoolId)}'`,
    `SET LOCAL app.kind = '${scope.kind}'`,
    scope.personId && `SET LOCAL app.person_id = '${uuid(scope.personId)}'`,
    scope.accountId && `SET LOCAL app.account_id = '${uuid(scope.accountId)}'`,
    scope.studentIds?.length && `SET LOCAL app.student_ids = '${uuids(scope.studentIds)}'`,
    scope.schoolIds?.length && `SET LOCAL app.school_ids = '${uuids(scope.schoolIds)}'`,
    requestId && `SET LOCAL app.request_id = '${requestId}'`,
    scope.accountId &&
      `SELECT epoch, disabled_at IS NOT NULL AS disabled FROM account WHERE id = '${uuid(scope.accountId)}'`,
  ]
    .filter(Boolean)
    .join(';')
}

/** What the first statement of a request found out about its account; absent when the account is gone. */
export interface AccountState {
  readonly epoch: number
  readonly disabled: boolean
}

/** Names the import whose rows the database is to record until the transaction ends; $1 is its id, or nothing to stop. */
export const nameImportSql = `select set_config('app.import_id', $1, true)`
