// Loaded before the product: it then lives on the day it is told, at this time of the day, and its clock goes on from there.
// A journey through a real school needs a school day, and the demonstration's own day is for a demonstration alone.

const Clock = Date
const day = process.env['SCHOOL_DAY'] ?? ''
// It is the school's day: where it lies it is tomorrow already while others have today.
const today = new Intl.DateTimeFormat('en-CA', { timeZone: 'Asia/Krasnoyarsk' }).format(new Clock())
const shiftMs = Clock.parse(`${day}T00:00:00Z`) - Clock.parse(`${today}T00:00:00Z`)
if (Number.isNaN(shiftMs)) throw new Error(`SCHOOL_DAY: ${day} is no day`)

globalThis.Date = class extends Clock {
  constructor(...given: unknown[]) {
    if (given.length === 0) super(Clock.now() + shiftMs)
    else super(...(given as [number]))
  }

  static override now() {
    return Clock.now() + shiftMs
  }

  // What came from elsewhere, such as another thread, is a date too.
  static override [Symbol.hasInstance](value: unknown) {
    return value instanceof Clock
  }
} as unknown as DateConstructor
