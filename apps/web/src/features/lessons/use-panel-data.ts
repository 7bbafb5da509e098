import { gradebooksApi } from '@diary/contracts/gradebooks'
import { lessonsApi, type Lesson } from '@diary/contracts/lessons'
import { useSuspenseQuery } from '@tanstack/react-query'
import { query, queryClient, refresh } from '#platform/api.ts'

/** A lesson with those who are in its group on its day, their absences and the kinds of work there are. */
export function usePanelData(lessonId: Lesson['id']) {
  const lessonQuery = query(lessonsApi.show, { params: { lessonId } })
  const { data: lesson } = useSuspenseQuery(lessonQuery)
  const { gradebookId, day } = lesson
  const { data: page } = useSuspenseQuery(
    query(gradebooksApi.show, { params: { gradebookId }, query: { from: day, to: day } }),
  )
  const inPage = page.lessons.find(({ id }) => id === lessonId)
  const students = page.students.filter(
    ({ joinedOn, leftOn }) => (joinedOn === null || joinedOn <= day) && (leftOn === null || leftOn >= day),
  )
  return {
    lesson,
    students,
    absences: inPage?.absences ?? [],
    marksCountOf: (workId: string) => inPage?.works.find(({ id }) => id === workId)?.marks.length ?? 0,
    workTypes: page.workTypes,
    isMarked: page.gradebook.isMarked,
    isFuture: day > page.today,
    /** Takes over what the server now has, and lets the day and the register read it again. */
    onLesson: (now: Lesson) => {
      queryClient.setQueryData(lessonQuery.queryKey, now)
      void refresh([lessonsApi.list, gradebooksApi.show])
    },
    /** Something that hangs on the lesson changed. */
    onParts: () => void refresh([lessonsApi.show, lessonsApi.list, gradebooksApi.show]),
  }
}

export type PanelData = ReturnType<typeof usePanelData>
