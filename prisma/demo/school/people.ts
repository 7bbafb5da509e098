import { addDays, dateOf } from '../../day.ts'
import { rows } from '../../make/rows.ts'
import { childName, fatherName, motherName, surnameOf, surnames, unusualFamilies } from '../content/names.ts'
import type { Father, FullName, Sex } from '../content/names.ts'
import type { Draft } from '../draft.ts'
import type { Random } from '../random.ts'
import type { DemoLogin, SchoolSpec } from './schools.ts'
import type { DemoYear } from '../year.ts'

/** A child of the demonstration, with what the story knows and the school does not. */
export interface Child {
  id: string
  classTitle: string
  surname: string
  /** The marks it tends to get. */
  ability: number
  /** Told about by name: nothing unusual happens to it by chance. */
  isNamed: boolean
}

interface Birth extends FullName {
  sex: Sex
  classTitle: string
  grade: number
  ability?: number
  isNamed?: true
}
type Kind = 'mother' | 'father' | 'guardian' | 'adopter' | 'custodian'
interface Adult extends FullName {
  kind: Kind
  login?: DemoLogin
  of: number[]
  until?: string
  endReason?: string
}

/** Fills every class with children of families: brothers and sisters, separated parents, one parent, a grandmother. */
export function drawFamilies(
  draft: Draft,
  spec: SchoolSpec,
  year: DemoYear,
  random: Random,
  people: Map<DemoLogin, string>,
): Child[] {
  const chance = random.fork('families')
  const children: Child[] = []
  const seats = new Map(spec.classes.map(it => [it.title, it.size]))
  const gradeOf = new Map(spec.classes.map(it => [it.title, it.grade]))
  const take = (title: string) => seats.set(title, (seats.get(title) ?? 0) - 1)
  const settle = (births: Birth[], adults: Adult[]) => {
    const ids = births.map(birth => {
      take(birth.classTitle)
      const id = addStudent(draft, birth, year, chance)
      const ability = birth.ability ?? clamp(chance.around(3.98, 0.95), 2.8, 4.9)
      children.push({
        id,
        classTitle: birth.classTitle,
        surname: birth.surname,
        ability,
        isNamed: birth.isNamed ?? false,
      })
      return id
    })
    for (const adult of adults) {
      const id = addGuardian(draft, adult, ids, year, chance)
      if (adult.login) people.set(adult.login, id)
    }
  }

  for (const family of spec.families) {
    const births = family.children.map(({ class: classTitle, ...child }) => ({
      ...child,
      classTitle,
      grade: gradeOf.get(classTitle) ?? 1,
      isNamed: true as const,
    }))
    settle(births, family.guardians)
  }

  const open = () => chance.shuffle(spec.classes.filter(it => (seats.get(it.title) ?? 0) > 0))
  if (spec.classes.length > 10)
    for (const { surname, father, children: unusual } of unusualFamilies) {
      const births = unusual.map(child => {
        const seat = chance.pick(open())
        const patronymic = child.noPatronymic ? null : father.patronymic[child.sex]
        return {
          ...child,
          surname: surnameOf(surname, child.sex),
          patronymic,
          classTitle: seat.title,
          grade: seat.grade,
        }
      })
      settle(births, parentsOf(chance, surname, father, births.length, year))
    }

  for (let places = open(); places.length > 0; places = open()) {
    const surname = chance.pick(surnames)
    const father = fatherName(chance, surname)
    const wanted = 1 + chance.weighted([62, 33, 5])
    const births: Birth[] = []
    for (const seat of places) {
      // Brothers and sisters are a year or more apart, and not so far that one of them is a grown-up.
      if (births.some(other => other.grade === seat.grade || Math.abs(other.grade - seat.grade) > 7)) continue
      const sex = chance.chance(0.51) ? 'male' : 'female'
      let name = childName(chance, surname, sex)
      while (births.some(other => other.name === name)) name = childName(chance, surname, sex)
      const own = { surname: surnameOf(surname, sex), patronymic: father.patronymic[sex] }
      births.push({ ...own, name, sex, classTitle: seat.title, grade: seat.grade })
      if (births.length === wanted) break
    }
    settle(births, parentsOf(chance, surname, father, births.length, year))
  }
  return children
}

function parentsOf(chance: Random, surname: string, father: Father, count: number, year: DemoYear): Adult[] {
  const of = Array.from({ length: count }, (_, index) => index)
  const man = (): Adult => ({
    surname,
    name: father.name,
    patronymic: fatherName(chance, surname).patronymic.male,
    kind: 'father',
    of,
  })
  const woman = (own: string, kind: Kind = 'mother'): Adult => ({
    surname: surnameOf(own, 'female'),
    name: motherName(chance, own),
    patronymic: fatherName(chance, own).patronymic.female,
    kind,
    of,
  })
  switch (chance.weighted([60, 18, 14, 3, 3, 2])) {
    case 0:
      return [woman(surname), man()]
    case 1: {
      // Separated: the mother bears another name, both represent the children.
      return [woman(chance.pick(surnames)), man()]
    }
    case 2:
      return [woman(surname)]
    case 3:
      return [man()]
    case 4:
      return [woman(chance.pick(surnames), 'guardian')]
    default: {
      const ended = addDays(year.startsOn, 30)
      const left = { until: ended, endReason: 'Решение суда' }
      return [woman(surname), ended < year.today ? { ...man(), ...left } : man()]
    }
  }
}

function addStudent(draft: Draft, birth: Birth, year: DemoYear, chance: Random): string {
  const { schoolId } = draft
  const id = draft.id()
  // Six and a half to nearly eight when the first grade begins.
  const birthOn = addDays(`${year.year - 6 - birth.grade}-03-01`, -chance.whole(0, 330))
  draft.add('person', rows.person({ schoolId, id, ...personOf(birth), birthOn: dateOf(birthOn) }))
  draft.add('student', { schoolId, id })
  return id
}

function addGuardian(draft: Draft, adult: Adult, children: string[], year: DemoYear, chance: Random): string {
  const { schoolId } = draft
  const id = draft.id()
  draft.add(
    'person',
    rows.person({ schoolId, id, ...personOf(adult), externalId: externalIdOf(adult.login) }),
  )
  draft.add('guardian', { schoolId, id })
  // Numbers of an area code that does not exist: a demonstration must not ring at anyone's.
  const digits = String(chance.whole(0, 9_999_999)).padStart(7, '0')
  const phone = `+7 000 ${digits.slice(0, 3)}-${digits.slice(3, 5)}-${digits.slice(5)}`
  draft.add('contact', { schoolId, id: draft.id(), personId: id, kind: 'phone', value: phone })
  if (chance.chance(0.6)) {
    const value = `family${chance.whole(1000, 9999)}.${id.slice(-4)}@example.com`
    draft.add('contact', { schoolId, id: draft.id(), personId: id, kind: 'email', value })
  }
  for (const index of adult.of) {
    const studentId = children[index]
    if (!studentId) throw new Error('A guardian of nobody')
    draft.add(
      'guardianship',
      rows.guardianship({
        schoolId,
        id: draft.id(),
        guardianId: id,
        studentId,
        kind: adult.kind,
        fromOn: dateOf(year.startsOn),
        untilOn: adult.until ? dateOf(adult.until) : null,
        ground: adult.kind === 'guardian' ? 'распоряжение органа опеки' : 'свидетельство о рождении',
        endReason: adult.endReason ?? null,
      }),
    )
  }
  return id
}

/** Adds someone who works at the school and tells the id. */
export function addStaff(
  draft: Draft,
  name: FullName,
  position: string,
  kinds: readonly ('teacher' | 'head' | 'deputy' | 'secretary' | 'admin' | 'content_editor')[],
  year: DemoYear,
  login?: DemoLogin,
): string {
  const { schoolId } = draft
  const id = draft.id()
  // Capacities begin before the year does: the school is staffed when the first bell rings.
  const fromOn = dateOf(addDays(year.startsOn, -7))
  draft.add(
    'person',
    rows.person({ schoolId, id, ...personOf(name), isStaff: true, externalId: externalIdOf(login) }),
  )
  draft.add('staff', { schoolId, id, position })
  for (const kind of kinds)
    draft.add('capacity', rows.capacity({ schoolId, id: draft.id(), staffId: id, kind, fromOn }))
  return id
}

/** A teacher's name: four of five are women. */
export function drawTeacherName(chance: Random): FullName {
  const surname = chance.pick(surnames)
  const sex = chance.chance(0.8) ? 'female' : 'male'
  const name = sex === 'female' ? motherName(chance, surname) : fatherName(chance, surname).name
  return { surname: surnameOf(surname, sex), name, patronymic: fatherName(chance, surname).patronymic[sex] }
}

/** Marks whom a login belongs to, so that a fill that lost its logins can be completed. */
export function externalIdOf(login: DemoLogin | undefined): string | null {
  return login ? `demo:${login}` : null
}

function personOf({ surname, name, patronymic }: FullName) {
  return { lastName: surname, firstName: name, middleName: patronymic }
}

function clamp(value: number, low: number, high: number): number {
  return Math.min(high, Math.max(low, value))
}
