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
  save: 'Save',
  forget: 'Don’t save',
  field: {
    empty: 'Fill this in.',
    tooLong: 'Too long.',
    overlap: 'There is one in those days already.',
    beforeStart: 'Before the first day.',
    afterEnd: 'After the last day.',
    outsideYear: 'These days are outside the school year.',
    taken: 'This name is taken.',
    unknown: 'There is no such thing at the school.',
    markedAfter: 'There are marks or absences on that day or later. Choose a later day.',
    same: 'The student is in this class already.',
    future: 'This day is yet to come.',
    phone: 'This does not look like a phone number.',
    self: 'Nobody represents oneself.',
    other: 'Check what is written here.',
  },
}
