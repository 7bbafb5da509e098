import {
  absence as absenceShape,
  attendanceApi,
  type Absence,
  type AbsenceReason,
} from '@diary/contracts/attendance'
import { ApiProblem, call } from '@diary/contracts/call'
import { diaryApi } from '@diary/contracts/diary'
import { gradebooksApi } from '@diary/contracts/gradebooks'
import { useState } from 'react'
import { z } from 'zod'
import { queryClient, refresh } from '#platform/api.ts'
import { sessionFetch } from '#platform/session/session.ts'
import type { ClassAbsence, ClassAbsences } from './runs.ts'

/** What the class teacher said of an absence. */
export interface Given {
  reason: AbsenceReason | null
  note: string | null
}

export type Saving =
  | { is: 'saving'; given: Given }
  | { is: 'saved'; given: Given }
  | { is: 'refused'; given: Given; error: unknown }
  | { is: 'clash'; given: Given; theirs: Given }

export const keyOfAbsence = ({ lessonId, studentId }: Pick<ClassAbsence, 'lessonId' | 'studentId'>) =>
  `${lessonId} ${studentId}`

/** Gives reasons to one absence or to a whole run; each is saved for itself and says how that went. */
export function useReasons(queryKey: readonly unknown[]) {
  const [savings, setSavings] = useState<ReadonlyMap<string, Saving>>(new Map())
  const set = (absence: ClassAbsence, saving: Saving | undefined) =>
    setSavings(before => {
      const next = new Map(before)
      if (saving) next.set(keyOfAbsence(absence), saving)
      else next.delete(keyOfAbsence(absence))
      return next
    })
  const put = (absence: ClassAbsence, now: Absence) =>
    queryClient.setQueryData<ClassAbsences>(queryKey, before => before && withAbsence(before, absence, now))

  const giveOne = async (absence: ClassAbsence, given: Given) => {
    set(absence, { is: 'saving', given })
    const { lessonId, studentId, version: ifVersion } = latest(queryKey, absence)
    try {
      const sent = { params: { lessonId, studentId }, body: given, ifVersion }
      put(absence, await call(attendanceApi.putReason, sent, sessionFetch))
      set(absence, { is: 'saved', given })
    } catch (error) {
      const current =
        error instanceof ApiProblem && error.code === 'changed-meanwhile' ? error.current : undefined
      const said = z.safeDecode(absenceShape, current as never)
      if (current === undefined || !said.success) return set(absence, { is: 'refused', given, error })
      put(absence, said.data)
      const { reason, reasonNote: note } = said.data
      if (reason === given.reason && note === given.note) return set(absence, { is: 'saved', given })
      set(absence, { is: 'clash', given, theirs: { reason, note } })
    }
  }

  return {
    savingOf: (absence: ClassAbsence) => savings.get(keyOfAbsence(absence)),
    give: async (absences: readonly ClassAbsence[], givenTo: (absence: ClassAbsence) => Given) => {
      await queryClient.cancelQueries({ queryKey })
      await Promise.all(absences.map(absence => giveOne(absence, givenTo(absence))))
      await refresh([gradebooksApi.show, diaryApi.show, diaryApi.attendance])
    },
    /** What the other person wrote stands. */
    dismiss: (absence: ClassAbsence) => set(absence, undefined),
  }
}

export type Reasons = ReturnType<typeof useReasons>

/** The absence with the version that the cache has by now. */
const latest = (queryKey: readonly unknown[], absence: ClassAbsence): ClassAbsence =>
  queryClient
    .getQueryData<ClassAbsences>(queryKey)
    ?.items.find(item => keyOfAbsence(item) === keyOfAbsence(absence)) ?? absence

const withAbsence = (page: ClassAbsences, absence: ClassAbsence, now: Absence): ClassAbsences => ({
  ...page,
  items: page.items.map(item => (keyOfAbsence(item) === keyOfAbsence(absence) ? { ...item, ...now } : item)),
})
