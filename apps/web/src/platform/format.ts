import { useMemo } from 'react'
import { useLanguage, type Language } from './i18n.ts'

// A school day is printed as it is written: at midnight UTC, in UTC, whatever the device's zone says.
const asDate = (day: string) => new Date(`${day}T00:00:00Z`)
const upperFirst = (text: string) => text.slice(0, 1).toUpperCase() + text.slice(1)

/** Dates and numbers as a reader of the language writes them. */
export function formatsOf(language: Language) {
  const locale = language === 'ru' ? 'ru-RU' : 'en-GB'
  const days = (options: Intl.DateTimeFormatOptions) =>
    new Intl.DateTimeFormat(locale, { timeZone: 'UTC', ...options })
  const long = days({ day: 'numeric', month: 'long' })
  const full = days({ day: 'numeric', month: 'long', year: 'numeric' })
  const short = days({ day: 'numeric', month: 'short' })
  const weekdayAndDay = days({ weekday: 'long', day: 'numeric', month: 'long' })
  const weekdayLong = days({ weekday: 'long' })
  const monthLong = days({ month: 'long' })
  const weekdayShort = days({ weekday: 'short' })
  const moment = new Intl.DateTimeFormat(locale, {
    day: 'numeric',
    month: 'long',
    hour: '2-digit',
    minute: '2-digit',
  })
  const unit = (name: 'hour' | 'minute') =>
    new Intl.NumberFormat(locale, { style: 'unit', unit: name, unitDisplay: 'short' })
  const hours = unit('hour')
  const minutes = unit('minute')
  const whole = new Intl.NumberFormat(locale)
  return {
    /** `23 ноября` */
    day: (day: string) => long.format(asDate(day)),
    /** `23 ноября 2026 г.` */
    dayOfYear: (day: string) => full.format(asDate(day)),
    /** `23 нояб.` */
    shortDay: (day: string) => short.format(asDate(day)),
    /** `понедельник, 23 ноября` */
    weekdayAndDay: (day: string) => weekdayAndDay.format(asDate(day)),
    /** `Понедельник` */
    weekday: (day: string) => upperFirst(weekdayLong.format(asDate(day))),
    /** `Пн` */
    shortWeekday: (day: string) => upperFirst(weekdayShort.format(asDate(day))),
    /** `Ноябрь` */
    month: (day: string) => upperFirst(monthLong.format(asDate(day))),
    /** `23–28 ноября` */
    days: (from: string, to: string) => long.formatRange(asDate(from), asDate(to)),
    /** `23 ноября, 18:42` in the zone of the device: a moment, not a school day. */
    moment: (at: Date) => moment.format(at),
    /** `1 ч 20 мин` */
    duration: (total: number) =>
      [total >= 60 && hours.format(Math.floor(total / 60)), total % 60 > 0 && minutes.format(total % 60)]
        .filter(Boolean)
        .join(' '),
    number: (value: number) => whole.format(value),
  }
}

/** The formats of the language the reader chose. */
export function useFormats() {
  const language = useLanguage()
  return useMemo(() => formatsOf(language), [language])
}
