import { useEffect, useState } from 'react'

/** What day and time it is at the school, wherever the reader is. */
export interface SchoolNow {
  day: string
  /** `HH:MM`, comparable as text with the times of lessons. */
  time: string
}

export function nowAt(timeZone: string, at = new Date()): SchoolNow {
  const parts = new Intl.DateTimeFormat('en-CA', {
    timeZone,
    year: 'numeric',
    month: '2-digit',
    day: '2-digit',
    hour: '2-digit',
    minute: '2-digit',
    hourCycle: 'h23',
  }).formatToParts(at)
  const part = (type: Intl.DateTimeFormatPartTypes) =>
    parts.find(candidate => candidate.type === type)?.value ?? ''
  return { day: `${part('year')}-${part('month')}-${part('day')}`, time: `${part('hour')}:${part('minute')}` }
}

/** The school's clock, going. */
export function useSchoolNow(timeZone: string): SchoolNow {
  const [now, setNow] = useState(() => nowAt(timeZone))
  useEffect(() => {
    const timer = setInterval(() => setNow(nowAt(timeZone)), 20_000)
    return () => clearInterval(timer)
  }, [timeZone])
  return now
}
