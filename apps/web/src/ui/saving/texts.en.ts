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
  forget: 'Don’t save',
  field: {
    too_small: 'Fill this in.',
    too_big: 'Too long.',
    overlap: 'Overlaps with what is there already.',
    order: 'The last day is before the first.',
    outside: 'These days are outside the school year.',
    taken: 'This name is taken.',
    unknown: 'There is no such thing at the school.',
    other: 'Check what is written here.',
  },
}
