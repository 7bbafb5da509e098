import { ApiProblem, call } from '@diary/contracts/call'
import { classGroups, groupsApi, type ClassGroups } from '@diary/contracts/groups'
import { classesApi, type SchoolClass } from '@diary/contracts/classes'
import { peopleApi } from '@diary/contracts/people'
import type { Day } from '@diary/contracts/primitives'
import { useRef, useState } from 'react'
import { z } from 'zod'
import { queryClient, query, refresh } from '#platform/api.ts'
import { useDraft } from '#platform/drafts.ts'
import { clashesOf } from '#platform/saving/edits.ts'
import { sessionFetch } from '#platform/session/session.ts'
import { editsOf, movesOver, placesIn, type Moves } from './merge.ts'
import { movedOf, splitAfter, splitOf, type Split, type SplitAction } from './split.ts'

const noMoves: Moves = {}

type Saving = { is: 'idle' | 'saving' | 'saved' } | { is: 'refused'; error: unknown }

interface SplitOptions {
  classId: SchoolClass['id']
  /** What the server had when the screen was opened. */
  data: ClassGroups
  groupIds: readonly string[]
}

/**
 * A split at work: the keys' moves, kept until they are saved, and the saving. When somebody else was faster, their
 * moves are taken over, and only who was moved by both to different groups is asked about.
 */
export function useSplit({ classId, data, groupIds }: SplitOptions) {
  const [moves, setMoves] = useDraft<Moves>(`split ${classId} ${groupIds.join(' ')}`, noMoves)
  const [seen, setSeen] = useState(data)
  const [split, setSplit] = useState(() => withMoves(beginOf(data, groupIds), moves))
  const [saving, setSaving] = useState<Saving>({ is: 'idle' })
  const [clashing, setClashing] = useState<{ theirs: ClassGroups; students: readonly string[] }>()
  // Keys come faster than drawings.
  const latest = useRef({ split, seen })

  const show = (next: Split, now: ClassGroups) => {
    latest.current = { split: next, seen: now }
    setSplit(next)
    setSeen(now)
    const base = placesIn(now, groupIds)
    const moved = movedOf(base, next).map(student => [student, next.places.get(student) ?? null] as const)
    setMoves(moved.length > 0 ? Object.fromEntries(moved) : noMoves)
    return moved.length
  }

  const act = (action: SplitAction): Split => {
    const next = splitAfter(latest.current.split, action)
    if (next.places !== latest.current.split.places && saving.is === 'saved') setSaving({ is: 'idle' })
    show(next, latest.current.seen)
    return next
  }

  const save = async (fromOn: Day, triesLeft = 2): Promise<void> => {
    const { split: sent, seen: base } = latest.current
    setSaving({ is: 'saving' })
    try {
      const saved = await call(
        groupsApi.split,
        { params: { classId }, body: { fromOn, groups: groupsOf(sent, base) } },
        sessionFetch,
      )
      // What was moved while this was on its way is still to be saved.
      const since = movesSince(sent, latest.current.split)
      show(withMoves(beginOf(saved, groupIds, latest.current.split.active), since), saved)
      setSaving({ is: 'saved' })
      queryClient.setQueryData(
        query(groupsApi.list, { params: { classId }, query: { on: saved.on } }).queryKey,
        {
          on: saved.on,
          students: saved.students,
          groups: saved.groups,
        },
      )
      await refresh([classesApi.show, groupsApi.list, peopleApi.show])
    } catch (error) {
      const theirs =
        error instanceof ApiProblem && error.code === 'changed-meanwhile'
          ? z.safeDecode(classGroups, error.current as never)
          : undefined
      if (!theirs?.success || triesLeft === 0) {
        setSaving({ is: 'refused', error })
        return
      }
      await meet(theirs.data, fromOn, triesLeft)
    }
  }

  // Somebody else was faster: who was moved by one of us alone is where that one said.
  const meet = async (theirs: ClassGroups, fromOn: Day, triesLeft: number) => {
    const { split: mine, seen: base } = latest.current
    const before = placesIn(base, groupIds)
    const moved = Object.fromEntries(
      movedOf(before, mine).map(student => [student, mine.places.get(student) ?? null]),
    )
    const now = placesIn(theirs, groupIds)
    const students = clashesOf(editsOf(before, moved), Object.fromEntries(now))
      .map(String)
      .filter(student => now.has(student))
    if (students.length > 0) {
      setSaving({ is: 'idle' })
      setClashing({ theirs, students })
      return
    }
    show(withMoves(beginOf(theirs, groupIds, mine.active), movesOver(now, moved)), theirs)
    await save(fromOn, triesLeft - 1)
  }

  /** One's own moves again, or theirs, where both moved the same student. */
  const decide = (isMine: boolean) => {
    if (!clashing) return
    const { split: mine, seen: base } = latest.current
    const moved = movedOf(placesIn(base, groupIds), mine)
      .filter(student => isMine || !clashing.students.includes(student))
      .map(student => [student, mine.places.get(student) ?? null] as const)
    const now = placesIn(clashing.theirs, groupIds)
    show(
      withMoves(beginOf(clashing.theirs, groupIds, mine.active), movesOver(now, Object.fromEntries(moved))),
      clashing.theirs,
    )
    setClashing(undefined)
  }

  return {
    split,
    seen,
    moved: Object.keys(moves),
    saving,
    clashing,
    act,
    save,
    decide,
    forget: () => {
      setSaving({ is: 'idle' })
      show(beginOf(latest.current.seen, groupIds, latest.current.split.active), latest.current.seen)
    },
  }
}

const beginOf = (data: ClassGroups, groupIds: readonly string[], active = 0) =>
  splitOf(
    data.students.map(({ id }) => id),
    groupIds,
    placesIn(data, groupIds),
    active,
  )

function withMoves(split: Split, moves: Moves): Split {
  const places = new Map(split.places)
  for (const [student, group] of Object.entries(moves)) if (places.has(student)) places.set(student, group)
  return { ...split, places }
}

const movesSince = (sent: Split, now: Split): Moves =>
  Object.fromEntries(movedOf(sent.places, now).map(student => [student, now.places.get(student) ?? null]))

/** All groups of the split with who of the class is in each. */
function groupsOf(split: Split, { students, groups }: ClassGroups) {
  return groups
    .filter(({ id }) => split.columns.includes(id))
    .map(({ id, version }) => ({
      groupId: id,
      version,
      studentIds: students.filter(student => split.places.get(student.id) === id).map(student => student.id),
    }))
}
