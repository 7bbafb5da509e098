import type { ImportAction, ImportRow, ImportRun, ImportState, SaidInBoth } from '@diary/contracts/imports'
import type { Sql } from '@diary/db/client'
import { actionWords, fieldWords, headings, stateWords, subjectWords } from './report-texts.ts'

type Language = keyof SaidInBoth

/** The result of an import as a table that every spreadsheet program opens: UTF-8 with its mark, semicolons, CRLF. */
export async function reportOf(
  sql: Sql,
  schoolId: string,
  run: ImportRun,
  language: Language,
  timeZone: string,
): Promise<{ fileName: string; mediaType: string; text: string }> {
  // What is left alone is counted, not listed: of a school that has it all there would be a hundred thousand lines.
  const rows = await sql<Pick<ImportRow, 'subject' | 'action' | 'title' | 'details'>>({
    name: 'imports-report',
    text: `select subject, action, title, coalesce(details, '[]') as details from import_row
      where school_id = $1 and import_id = $2 and action <> 'unchanged' order by number limit 50000`,
    values: [schoolId, run.id],
  })
  const words = headings[language]
  const moment = (at: Date | null) =>
    at === null
      ? ''
      : new Intl.DateTimeFormat(language, { dateStyle: 'short', timeStyle: 'short', timeZone }).format(at)
  const said = (state: ImportState) => stateWords[state][language]
  const lines: string[][] = [
    [words.file, run.fileName ?? ''],
    [words.state, said(run.state)],
    [words.by, run.by?.name ?? ''],
    [words.at, moment(run.finishedAt ?? run.at)],
    [],
    [
      words.subject,
      ...(Object.keys(actionWords) as ImportAction[]).map(action => actionWords[action][language]),
    ],
    ...run.counts.map(({ subject, counts }) => [
      subjectWords[subject][language],
      ...(Object.keys(actionWords) as ImportAction[]).map(action => String(counts[action])),
    ]),
    [],
    ...run.notices.map(({ text }) => [words.notice, text[language]]),
    [],
    [words.subject, words.action, words.title, words.details],
    ...rows.map(({ subject, action, title, details }) => [
      subjectWords[subject][language],
      actionWords[action][language],
      title,
      details
        .map(
          ({ field, before, after }) =>
            `${fieldWords[field][language]}: ${[before, after].filter(Boolean).join(' → ')}`,
        )
        .join('; '),
    ]),
  ]
  const day = (run.finishedAt ?? run.at).toISOString().slice(0, 10)
  return {
    fileName: `${language === 'ru' ? 'Загрузка' : 'Import'} ${day}.csv`,
    mediaType: 'text/csv; charset=utf-8',
    text: `\uFEFF${lines.map(line => line.map(cell).join(';')).join('\r\n')}\r\n`,
  }
}

/** A cell that begins like a formula would be one for a spreadsheet: an apostrophe keeps it text. */
function cell(value: string): string {
  const text = /^[=+\-@\t\r]/.test(value) ? `'${value}` : value
  return /[";\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text
}
