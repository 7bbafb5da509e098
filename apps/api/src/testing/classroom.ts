import type { MadeAccount, MadePerson } from '@diary/db/make/made'
import type { Caller, TestApi } from './api.ts'

/** What a test names in a call: the id of whatever a factory made, in the brand that the contract wants there. */
export const idOf = (it: { readonly id: string }) => it.id as never

const accounts = new Map<string, Promise<MadeAccount>>()

/** Signs a person in; the first time it is given an account. */
export async function enter(api: TestApi, person: MadePerson): Promise<Caller> {
  const account = accounts.get(person.id) ?? api.make.account({ person })
  accounts.set(person.id, account)
  return api.as(await account)
}

/** A school with class 5А: its class teacher, its teacher of mathematics, two students and a guardian of each. */
export async function makeClassroom({ make }: TestApi) {
  const school = await make.school()
  const classTeacher = await make.teacher({ school, lastName: 'Белова', firstName: 'Ирина' })
  const teacher = await make.teacher({ school })
  const fifth = await make.schoolClass({ school, title: '5А', teacher: classTeacher })
  const student = await make.student({ class: fifth })
  const classmate = await make.student({ class: fifth, lastName: 'Яковлева', firstName: 'Анна' })
  const guardian = await make.guardian({ of: student })
  const stranger = await make.guardian({ of: classmate, lastName: 'Яковлев', firstName: 'Пётр' })
  const gradebook = await make.gradebook({ class: fifth, teacher })
  return { school, classTeacher, teacher, fifth, student, classmate, guardian, stranger, gradebook }
}
