import { ascImporter } from './asc/asc-importer.ts'
import { fetImporter } from './fet/fet-importer.ts'
import type { ImportFile, Importer } from './importer.ts'
import { oneRosterImporter } from './oneroster/oneroster-importer.ts'
import { rosterImporter } from './roster/roster-importer.ts'
import type { MakeLessons } from './timetable/write-timetable.ts'

/** Every kind of file that can be imported. Where two would take a file, the first does. */
export const importersWith = (makeLessons: MakeLessons): Importer[] => [
  fetImporter(makeLessons),
  ascImporter(makeLessons),
  oneRosterImporter,
  rosterImporter,
]

/** Whose file it is, by what is in it. */
export const importerFor = (importers: readonly Importer[], file: ImportFile): Importer | undefined =>
  importers.find(importer => importer.fits(file))
