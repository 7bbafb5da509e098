import { importRun, type ImportRun } from '@diary/contracts/imports'
import { z } from 'zod'
import { idOf } from '#testing/staff.ts'

type Words = z.input<typeof importRun>

const both = (text: string) => ({ ru: text, en: text })

/** What is asked about subjects: one found, one remembered, one guessed, one that nobody knows. */
export const subjectsQuestion: Words['questions'][number] & { type: 'match' } = {
  type: 'match',
  key: 'subjects',
  title: both('Предметы'),
  hint: null,
  isRequired: true,
  options: [
    { value: 'a1', title: both('Алгебра') },
    { value: 'f1', title: both('Физкультура') },
    { value: 'new', title: both('Завести новый') },
  ],
  items: [
    { key: 'Алгебра', title: 'Алгебра', note: null, options: null, proposed: 'a1', from: 'certain' },
    { key: 'Физ-ра', title: 'Физ-ра', note: null, options: null, proposed: 'f1', from: 'memory' },
    {
      key: 'Алгебра и начала',
      title: 'Алгебра и начала',
      note: null,
      options: null,
      proposed: 'a1',
      from: 'guess',
    },
    {
      key: 'Труд',
      title: 'Труд',
      note: both('2 урока в неделю'),
      options: null,
      proposed: null,
      from: 'none',
    },
  ],
}

/** An import whose file was recognised, or whatever else it is said to be. */
export const runMade = (words: Partial<Words> = {}): ImportRun =>
  z.decode(importRun, {
    id: idOf(500),
    kind: 'fet',
    state: 'uploaded',
    fileName: 'school.fet',
    at: '2026-11-23T03:00:00.000Z',
    by: { id: idOf(1), name: 'Белова Наталья Сергеевна' },
    finishedAt: null,
    undoneAt: null,
    undoneBy: null,
    progress: null,
    isCancelling: false,
    recognised: [{ label: both('Классов'), value: '17' }],
    questions: [subjectsQuestion],
    answers: { values: {}, matches: {} },
    counts: [],
    isNothingToChange: false,
    notices: [],
    can: { answer: true, try: true, apply: false, cancel: false, undo: false },
    version: 1,
    ...words,
  })
