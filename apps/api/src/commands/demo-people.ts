/** The password of everyone in the demonstration school; no other school knows it. */
export const demoPassword = 'demo-2026-diary'

/** Whom one can sign in as in the demonstration school, and what there is to see as them. */
export const demoPeople = [
  { login: 'parent', who: 'родитель: двое детей в разных классах и сменах' },
  { login: 'parent2', who: 'родитель из другой семьи того же класса' },
  { login: 'father', who: 'отец первого ребёнка, живёт отдельно' },
  { login: 'teacher', who: 'учитель; сам родитель во второй школе' },
  { login: 'class-teacher', who: 'классный руководитель' },
  { login: 'deputy', who: 'завуч' },
  { login: 'head', who: 'директор' },
  { login: 'secretary', who: 'секретарь' },
  { login: 'admin', who: 'администратор' },
] as const
