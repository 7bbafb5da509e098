import { attendanceApi } from '@diary/contracts/attendance'
import type { SchoolClass } from '@diary/contracts/classes'
import type { Lesson } from '@diary/contracts/lessons'
import { useQuery } from '@tanstack/react-query'
import { IconUserOff } from '@tabler/icons-react'
import { useTranslation } from 'react-i18next'
import { query } from '#platform/api.ts'
import { addDays } from '#platform/days.ts'
import { LinkButton } from '#ui/controls/button.tsx'

interface ClassAbsencesLinkProps {
  classId: SchoolClass['id']
  className: string
  day: Lesson['day']
}

/** Leads the class teacher to the reasons of absence, and says how many are open in the last two weeks. */
export function ClassAbsencesLink({ classId, className, day }: ClassAbsencesLinkProps) {
  const { t } = useTranslation('teacherDay')
  // The day does not wait for this number, nor does it fail with it.
  const { data } = useQuery(
    query(attendanceApi.ofClass, { params: { classId }, query: { from: addDays(day, -13), to: day } }),
  )
  const count = data?.items.filter(
    ({ observation, reason }) => observation === 'absent' && reason === null,
  ).length
  return (
    <LinkButton to={`/absences?class=${classId}`} icon={<IconUserOff size={20} />}>
      {t('absences', { className })}
      {count !== undefined && count > 0 && `: ${t('absencesOpen', { count })}`}
    </LinkButton>
  )
}
