/** What is said about a OneRoster package. */
export type OneRosterTexts = typeof ru

export const ru = {}
export const en: OneRosterTexts = {}
