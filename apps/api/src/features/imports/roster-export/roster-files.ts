import type { rosterFilesApi } from '@diary/contracts/roster-files'
import type { Db } from '@diary/db/client'
import { dateOf, type DayText } from '@diary/db/day'
import { visibleClass } from '#access/visible'
import { Problem } from '#platform/problem'
import { FileAnswer, type Handlers } from '#platform/routes'
import { todayOf } from '#platform/school-day'
import { schoolYearStart } from '../school.ts'
import { writeWorkbook } from '../workbook/write-workbook.ts'
import { classListSheets } from './class-list.ts'
import { rosterSheets } from './roster-sheets.ts'
import { schoolPeople } from './school-people.ts'
import { templateSheets } from './template.ts'

export const rosterFiles: Handlers<typeof rosterFilesApi> = {
  async template({ actor, db, now }) {
    const yearId = await yearOf(db, actor.schoolId, todayOf(actor, now()))
    const classes = await db.schoolClass.findMany({
      where: { AND: [visibleClass(actor), { yearId: yearId ?? actor.schoolId }] },
      select: { title: true },
      orderBy: [{ grade: 'asc' }, { title: 'asc' }],
      take: 500,
    })
    const sheets = templateSheets(classes.map(({ title }) => title))
    return new FileAnswer('Шаблон списка школы.xlsx', writeWorkbook(sheets))
  },

  async show({ actor, db, sql, now }) {
    const today = todayOf(actor, now())
    const yearId = await yearOf(db, actor.schoolId, today)
    const people = await schoolPeople(sql, actor.schoolId, yearId ?? actor.schoolId, today)
    return new FileAnswer(`Список школы ${today}.xlsx`, writeWorkbook(rosterSheets(people)))
  },

  async classList({ actor, db, sql, now }, { params }) {
    const today = todayOf(actor, now())
    const found = await db.schoolClass.findFirst({
      where: { AND: [visibleClass(actor), { id: params.classId }] },
      select: { id: true, title: true, yearId: true },
    })
    if (!found) throw new Problem('not-found')
    const people = await schoolPeople(sql, actor.schoolId, found.yearId, today, found.id)
    return new FileAnswer(`${found.title} ${today}.xlsx`, writeWorkbook(classListSheets(found.title, people)))
  },
}

/** The school year that a roster is for: the one an import of today would write to. */
async function yearOf(db: Db, schoolId: string, today: DayText): Promise<string | undefined> {
  const day = dateOf(schoolYearStart(today))
  const years = await db.academicYear.findMany({
    where: { schoolId },
    select: { id: true, endsOn: true, startsOn: true },
    orderBy: { startsOn: 'desc' },
    take: 50,
  })
  const wanted =
    years.find(({ startsOn, endsOn }) => startsOn <= day && endsOn >= day) ??
    years.find(({ startsOn }) => startsOn <= dateOf(today))
  return wanted?.id
}
