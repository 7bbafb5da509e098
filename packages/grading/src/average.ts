/** A weighted average as an exact fraction: Σ value·weight ÷ Σ weight, with weights in tenths. */
export interface Average {
  readonly numerator: number
  readonly denominator: number
}

/** What the average needs to know of a mark. */
export interface WeighedMark {
  /** `null`: a debt, which never enters an average. */
  readonly value: string | null
  /** 0 to 10 in steps of 0.5. */
  readonly weight: number
  readonly countsInAverage: boolean
}

const numericValues: Readonly<Record<string, number>> = { '5': 5, '4': 4, '3': 3, '2': 2, '1': 1 }

/**
 * The weighted average of the numeric marks that count; `null` while none does. "Not yet marked" is not zero, so
 * whatever is not a number stays outside both sums.
 */
export function weightedAverage(marks: Iterable<WeighedMark>): Average | null {
  let numerator = 0
  let denominator = 0
  for (const { value, weight, countsInAverage } of marks) {
    const number = value === null ? undefined : numericValues[value]
    // A weight is a number of halves, so its tenths are whole; rounding takes away only the float's noise.
    const weightTenths = Math.round(weight * 10)
    if (number === undefined || !countsInAverage || weightTenths <= 0) continue
    numerator += number * weightTenths
    denominator += weightTenths
  }
  return denominator === 0 ? null : { numerator, denominator }
}

/** The average in hundredths, half up, in whole numbers: 4.495 is 450 and never 449. */
export const hundredthsOf = ({ numerator, denominator }: Average): number =>
  Math.floor((numerator * 200 + denominator) / (denominator * 2))

/** `4,50` for Russian, `4.50` for English. */
export function formatAverage(average: Average, language: 'ru' | 'en'): string {
  const hundredths = hundredthsOf(average)
  const fraction = String(hundredths % 100).padStart(2, '0')
  return `${Math.floor(hundredths / 100)}${language === 'ru' ? ',' : '.'}${fraction}`
}

/** The fraction as a teacher reckons it: `27/6`, six marks of weight one that sum to 27. Only the tenths are taken out. */
export function formatFraction({ numerator, denominator }: Average): string {
  const tenths = greatestCommonDivisor(10, greatestCommonDivisor(numerator, denominator))
  return `${numerator / tenths}/${denominator / tenths}`
}

const greatestCommonDivisor = (a: number, b: number): number =>
  b === 0 ? a : greatestCommonDivisor(b, a % b)
