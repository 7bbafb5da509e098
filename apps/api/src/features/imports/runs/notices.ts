import type { ImportNotice } from '@diary/contracts/imports'
import { sentence, type Notice } from '../import-error.ts'
import { en, ru } from '../import-texts.ts'

/** A notice as it is kept: said in both languages, for whoever reads it later. */
export function toNotice(notice: Notice, severity: ImportNotice['severity']): ImportNotice {
  return {
    severity,
    text: { ru: sentence(notice, ru), en: sentence(notice, en) },
    place: notice.place ?? null,
  }
}

/** A sentence that no file is to blame for. */
export const said = (severity: ImportNotice['severity'], text: ImportNotice['text']): ImportNotice => ({
  severity,
  text,
  place: null,
})

export const interrupted = said('error', {
  ru: 'Работа прервалась: программа или база данных была остановлена. В школу ничего не записано — повторите.',
  en: 'The work was interrupted: the program or the database was stopped. Nothing was written to the school — try again.',
})

export const undoInterrupted = said('error', {
  ru: 'Отмена прервалась: программа или база данных была остановлена. Загруженное осталось целиком — отмените ещё раз.',
  en: 'The undoing was interrupted: the program or the database was stopped. All that was imported is still there — undo it again.',
})

export const broken = said('error', {
  ru: 'Ошибка программы. В школу ничего не записано. Подробности — в журнале сервера.',
  en: 'A fault of the program. Nothing was written to the school. The server’s log says more.',
})
