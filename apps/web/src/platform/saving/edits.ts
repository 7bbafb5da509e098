/** What was changed in a form: each field with what it was when the change began. */
export type Edits<Values> = {
  readonly [Key in keyof Values]?: { readonly base: Values[Key]; readonly mine: Values[Key] }
}

/** The edits after one more change. What is changed back is no edit. */
export function withEdit<Values, Key extends keyof Values>(
  edits: Edits<Values>,
  key: Key,
  now: Values[Key],
  mine: Values[Key],
): Edits<Values> {
  const base = edits[key]?.base ?? now
  const { [key]: _, ...others } = edits
  // The rest of a mapped type is more than the compiler follows.
  return (mine === base ? others : { ...edits, [key]: { base, mine } }) as Edits<Values>
}

/** The fields that somebody else changed to something else since the edit began: only a person can decide those. */
export const clashesOf = <Values>(edits: Edits<Values>, theirs: Values): (keyof Values)[] =>
  keysOf(edits).filter(key => {
    const edit = edits[key]
    return edit !== undefined && theirs[key] !== edit.base && theirs[key] !== edit.mine
  })

/** The same edits over what there is now. */
export const rebased = <Values>(edits: Edits<Values>, now: Values): Edits<Values> =>
  keysOf(edits).reduce<Edits<Values>>((all, key) => {
    const edit = edits[key]
    return edit ? withEdit(all, key, now[key], edit.mine) : all
  }, {})

/** The edits that remain once `sent` was saved: those made or changed while it was on its way. */
export function remaining<Values>(edits: Edits<Values>, sent: Edits<Values>, saved: Values): Edits<Values> {
  return keysOf(edits).reduce<Edits<Values>>((all, key) => {
    const edit = edits[key]
    return edit && edit.mine !== sent[key]?.mine ? withEdit(all, key, saved[key], edit.mine) : all
  }, {})
}

/** What to send: the changed fields only, so that two people fill in one lesson without disturbing each other. */
export function patchOf<Values>(edits: Edits<Values>): Partial<Values> {
  const patch: Partial<Values> = {}
  for (const key of keysOf(edits)) {
    const edit = edits[key]
    if (edit) patch[key] = edit.mine
  }
  return patch
}

/** What the form shows. */
export const valuesWith = <Values extends object>(values: Values, edits: Edits<Values>): Values => ({
  ...values,
  ...patchOf(edits),
})

export const keysOf = <Values>(edits: Edits<Values>) => Object.keys(edits) as (keyof Values)[]
