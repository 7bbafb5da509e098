import type { ImportAnswers } from '@diary/contracts/imports'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { Button } from '#ui/controls/button.tsx'
import { Choice } from '#ui/controls/choice.tsx'
import { Badge, type Tone } from '#ui/display/badge.tsx'
import { Table } from '#ui/display/table.tsx'
import { Select } from '#ui/fields/select.tsx'
import styles from '../imports.module.css'
import { useSaid } from '../run/said.ts'
import { matchOf, wantsLook, type MatchItem, type MatchQuestion } from './answers.ts'

interface MatchTableProps {
  question: MatchQuestion
  answers: ImportAnswers
  isDisabled: boolean
  onChange: (item: string, value: string) => void
}

// Lists of the device with hundreds of names each: more of them at once make a phone slow.
const pageSize = 40
const tones: Record<MatchItem['from'], Tone> = {
  certain: 'good',
  memory: 'accent',
  guess: 'warn',
  none: 'bad',
}

/** Names of the file beside what they are at the school, each with where its answer comes from. */
export function MatchTable({ question, answers, isDisabled, onChange }: MatchTableProps) {
  const { t } = useTranslation('imports')
  const said = useSaid()
  const toLookAt = question.items.filter(item => wantsLook(question, item))
  const canNarrow = toLookAt.length > 0 && toLookAt.length < question.items.length
  const [scope, setScope] = useState<'look' | 'all'>(canNarrow ? 'look' : 'all')
  // Where all is clear there is nothing to read through; it can be looked at all the same.
  const [isOpen, setIsOpen] = useState(toLookAt.length > 0)
  const [shownCount, setShownCount] = useState(pageSize)
  const items = canNarrow && scope === 'look' ? toLookAt : question.items

  const optionsOf = (item: MatchItem) => {
    const options = (item.options ?? question.options).map(({ value, title }) => ({
      value,
      label: said(title),
    }))
    // Nothing can be taken back to "not chosen" where something is proposed: the server would take the proposal.
    return item.proposed === null ? [{ value: '', label: t('answers.notChosen') }, ...options] : options
  }
  const sourceOf = (item: MatchItem) => {
    const value = matchOf(question, item, answers)
    if (value !== '' && value !== item.proposed)
      return <Badge tone="accent">{t('answers.from.chosen')}</Badge>
    // Nothing like it is at the school, and making it is what is proposed.
    if (item.from === 'none' && value !== '') return <Badge>{t('answers.from.new')}</Badge>
    return <Badge tone={tones[item.from]}>{t(`answers.from.${item.from}`)}</Badge>
  }
  if (!isOpen)
    return (
      <Button onClick={() => setIsOpen(true)}>
        {t('answers.showAll', { count: question.items.length })}
      </Button>
    )
  return (
    <div className={styles.stack}>
      {canNarrow && (
        <Choice<'look' | 'all'>
          label={t('answers.scope')}
          hasHiddenLabel
          value={scope}
          options={[
            { value: 'look', label: t('answers.toLookAt', { count: toLookAt.length }) },
            { value: 'all', label: t('answers.all', { count: question.items.length }) },
          ]}
          onChange={setScope}
        />
      )}
      <Table<MatchItem>
        label={said(question.title)}
        rows={items.slice(0, shownCount)}
        keyOf={item => item.key}
        columns={[
          {
            key: 'file',
            label: t('answers.inFile'),
            isName: true,
            cell: item => (
              <>
                {item.title}
                {item.note && <div className={styles.note}>{said(item.note)}</div>}
              </>
            ),
          },
          {
            key: 'school',
            label: t('answers.inSchool'),
            cell: item => (
              <Select
                label={t('answers.matchOf', { name: item.title })}
                hasHiddenLabel
                value={matchOf(question, item, answers)}
                options={optionsOf(item)}
                isDisabled={isDisabled}
                onChange={value => onChange(item.key, value)}
              />
            ),
          },
          { key: 'from', label: t('answers.source'), cell: sourceOf },
        ]}
      />
      {items.length > shownCount && (
        <div className={styles.more}>
          <Button onClick={() => setShownCount(shownCount + pageSize)}>
            {t('more', { number: Math.min(pageSize, items.length - shownCount) })}
          </Button>
        </div>
      )}
    </div>
  )
}
