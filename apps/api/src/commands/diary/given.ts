import { existsSync } from 'node:fs'
import { resolve } from 'node:path'
import { dateOf, dayOf, type DayText } from '@diary/db/day'
import { refuse } from '../../features/imports/import-error.ts'
import type { Setting, Values } from './setting.ts'

export function textGiven(values: Values, option: string): string | undefined {
  const value = values[option]
  return typeof value === 'string' && value.trim() !== '' ? value.trim() : undefined
}

export function dayGiven(values: Values, option: string): DayText | undefined {
  const value = textGiven(values, option)
  if (value === undefined) return undefined
  const isDay =
    /^\d{4}-\d{2}-\d{2}$/.test(value) &&
    !Number.isNaN(dateOf(value).getTime()) &&
    dayOf(dateOf(value)) === value
  return isDay ? value : refuse(texts => texts.badDay(option, value))
}

/** A path as the person meant it: the package manager may have changed the folder before it ran us. */
export function fileGiven(path: string, env: Setting['env']): string {
  const here = resolve(path)
  return existsSync(here) || !env['INIT_CWD'] ? here : resolve(env['INIT_CWD'], path)
}
