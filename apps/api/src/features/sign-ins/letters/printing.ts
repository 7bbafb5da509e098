/** A code with what is written beside it. */
export interface PrintedCode {
  readonly name: string
  readonly position: string | null
  readonly isStaff: boolean
  readonly children: readonly { readonly name: string; readonly className: string | null }[]
  readonly code: string
  /** `7 декабря 2026 г.`: the last day, included. */
  readonly until: string
}

export interface Printing {
  readonly school: string
  /** `https://dnevnik.example/activate`. */
  readonly page: string
  readonly codes: readonly PrintedCode[]
}
