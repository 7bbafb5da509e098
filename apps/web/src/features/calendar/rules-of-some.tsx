import { classesApi } from '@diary/contracts/classes'
import { groupsApi } from '@diary/contracts/groups'
import { useQuery } from '@tanstack/react-query'
import { IconX } from '@tabler/icons-react'
import { useTranslation } from 'react-i18next'
import { query } from '#platform/api.ts'
import { IconButton } from '#ui/controls/icon-button.tsx'
import { Select } from '#ui/fields/select.tsx'
import styles from './calendar.module.css'

/** A list that a form keeps as text. */
export const wordsIn = (words: string) => words.split(' ').filter(Boolean)

const useClasses = () => useQuery(query(classesApi.list, {})).data?.items ?? []
const useSubjects = () => useQuery(query(groupsApi.subjects, {})).data?.items ?? []

/** The names of the classes and subjects that rules speak of. */
export function useRuleNames() {
  const { t } = useTranslation('calendar')
  const named = [...useClasses(), ...useSubjects()]
  // A class of another year is not in the list.
  return (id: string) => named.find(one => one.id === id)?.title ?? t('scheme.otherYear')
}

interface RulesOfSomeProps {
  classIds: string
  subjectIds: string
  onChange: (change: { classIds: string } | { subjectIds: string }) => void
}

/** Single classes and single subjects that a scheme is for: a subject goes before a class, that before a parallel. */
export function RulesOfSome({ classIds, subjectIds, onChange }: RulesOfSomeProps) {
  const { t } = useTranslation('calendar')
  return (
    <>
      <Some
        label={t('scheme.classes')}
        add={t('scheme.addClass')}
        ids={classIds}
        all={useClasses()}
        onChange={ids => onChange({ classIds: ids })}
      />
      <Some
        label={t('scheme.subjects')}
        add={t('scheme.addSubject')}
        ids={subjectIds}
        all={useSubjects()}
        onChange={ids => onChange({ subjectIds: ids })}
      />
      <p className={styles.note}>{t('scheme.order')}</p>
    </>
  )
}

interface SomeProps {
  label: string
  add: string
  ids: string
  all: readonly { id: string; title: string }[]
  onChange: (ids: string) => void
}

function Some({ label, add, ids, all, onChange }: SomeProps) {
  const { t } = useTranslation('calendar')
  const nameOf = useRuleNames()
  const chosen = wordsIn(ids)
  const put = (next: readonly string[]) => onChange(next.toSorted().join(' '))
  return (
    <div className={styles.some}>
      <Select
        label={label}
        value=""
        options={[
          { value: '', label: add },
          ...all
            .filter(({ id }) => !chosen.includes(id))
            .toSorted((one, other) => one.title.localeCompare(other.title, 'ru', { numeric: true }))
            .map(({ id, title }) => ({ value: id, label: title })),
        ]}
        onChange={id => id !== '' && put([...chosen, id])}
      />
      {chosen.length > 0 && (
        <ul aria-label={label}>
          {chosen.map(id => (
            <li key={id} className={styles.line}>
              <span>{nameOf(id)}</span>
              <IconButton
                label={t('scheme.removeRule', { title: nameOf(id) })}
                icon={<IconX size={20} />}
                onClick={() => put(chosen.filter(other => other !== id))}
              />
            </li>
          ))}
        </ul>
      )}
    </div>
  )
}
