import type { Translated } from '#platform/i18n.ts'
import type { texts as russian } from './texts.ru.ts'

export const texts: Translated<typeof russian> = {
  state: {
    saving: 'Saving…',
    saved: 'Saved',
    unsaved: 'Not saved yet',
  },
  clash: {
    text: 'While you were writing somebody else changed this.',
    theirs: 'Recorded now',
    mine: 'Yours',
    empty: 'empty',
    take: 'Leave as it is now',
    keep: 'Record mine',
  },
}
