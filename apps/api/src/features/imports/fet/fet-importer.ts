import type { Importer } from '../importer.ts'
import { decodeXml } from '../source-file.ts'
import { timetableImporter } from '../timetable/timetable-importer.ts'
import type { MakeLessons } from '../timetable/write-timetable.ts'
import { parseFet } from './fet.ts'
import { timetablePlan } from './plan.ts'
import { weekdaysOf } from './week.ts'

/** Imports FET's «data and timetable». */
export const fetImporter = (makeLessons: MakeLessons): Importer =>
  timetableImporter({
    kind: 'fet',
    extensions: ['fet', 'xml'],
    source: 'FET',
    makeLessons,
    fits: ({ name, bytes }) => /<fet[\s>]/i.test(textOf(bytes)) || /\.fet$/i.test(name),
    open(bytes) {
      const fet = parseFet(decodeXml(bytes))
      const isHalfDays = /^mornings.afternoons$/i.test(fet.mode)
      const names = fet.days.map(({ name }) => name)
      const { weekdays } = weekdaysOf(names, isHalfDays, undefined)
      return {
        days: names.map((name, index) => ({
          name,
          weekday: weekdays[index] ?? { weekday: 1, week: 'every' },
        })),
        hasLevels: true,
        plan: options => timetablePlan(fet, options),
      }
    },
  })

/** The beginning of a text in any of the encodings a file may have: zero bytes are those of UTF-16. */
const textOf = (bytes: Buffer) => bytes.subarray(0, 4000).toString('latin1').replaceAll('\u0000', '')
