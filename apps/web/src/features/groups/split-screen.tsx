import type { SchoolClass } from '@diary/contracts/classes'
import { groupsApi, type ClassGroups, type StudyGroup } from '@diary/contracts/groups'
import { day as dayShape } from '@diary/contracts/primitives'
import { useSuspenseQuery } from '@tanstack/react-query'
import { IconArrowLeft, IconPlus } from '@tabler/icons-react'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useSearchParams } from 'react-router-dom'
import { query } from '#platform/api.ts'
import { useToday } from '#platform/today.ts'
import { Button, LinkButton } from '#ui/controls/button.tsx'
import { DateField } from '#ui/fields/date-field.tsx'
import { Select } from '#ui/fields/select.tsx'
import { PageTitle } from '#ui/shell/page-title.tsx'
import { EmptyState } from '#ui/states/empty-state.tsx'
import { NewDivision } from './new-division.tsx'
import { SplitTable } from './split-table.tsx'
import styles from './split-screen.module.css'

interface SplitScreenProps {
  classId: SchoolClass['id']
  classTitle: string
}

/** Divides a class into groups from a day on: by keys, one save for all. */
export function SplitScreen({ classId, classTitle }: SplitScreenProps) {
  const { t } = useTranslation('groups')
  const today = useToday()
  const [search, setSearch] = useSearchParams()
  const asked = dayShape.safeParse(search.get('from'))
  const fromOn = asked.success ? asked.data : today
  const { data } = useSuspenseQuery(query(groupsApi.list, { params: { classId }, query: { on: fromOn } }))
  const [isMaking, setIsMaking] = useState(false)

  const divisions = divisionsOf(data)
  const wanted = search.get('groups')?.split(' ') ?? []
  const named = data.groups.filter(({ id, kind }) => kind !== 'whole_class' && wanted.includes(id))
  const division = named.length > 0 ? named : (divisions[0]?.groups ?? [])
  const key = keyOf(division)
  const go = (groups: string, from: string) =>
    setSearch({ ...(groups && { groups }), ...(from !== today && { from }) }, { replace: true })
  const options = divisions.map(({ title, groups }) => ({ value: keyOf(groups), label: title }))
  if (division.length > 0 && !options.some(({ value }) => value === key))
    options.unshift({ value: key, label: division.map(({ title }) => title).join(', ') })

  return (
    <>
      <PageTitle
        title={t('split.title', { title: classTitle })}
        note={t('split.note')}
        actions={
          <LinkButton to={`/classes/${classId}`} look="quiet" icon={<IconArrowLeft size={20} />}>
            {t('split.back')}
          </LinkButton>
        }
      />
      {data.students.length === 0 ? (
        <EmptyState title={t('split.nobody.title')} text={t('split.nobody.text')} />
      ) : (
        <>
          <div className={styles.tools}>
            {options.length > 0 && (
              <Select
                label={t('split.division')}
                value={key}
                options={options}
                onChange={groups => go(groups, fromOn)}
              />
            )}
            <DateField
              label={t('split.fromOn')}
              value={fromOn}
              onChange={from => dayShape.safeParse(from).success && go(keyOf(named), from)}
            />
            <Button icon={<IconPlus size={20} />} onClick={() => setIsMaking(true)}>
              {t('division.new')}
            </Button>
          </div>
          {division.length === 0 ? (
            <EmptyState
              title={t('split.noGroups.title')}
              text={t('split.noGroups.text')}
              action={
                <Button look="primary" onClick={() => setIsMaking(true)}>
                  {t('division.new')}
                </Button>
              }
            />
          ) : (
            <SplitTable
              key={`${key} ${fromOn}`}
              classId={classId}
              data={data}
              groups={division}
              fromOn={fromOn}
            />
          )}
        </>
      )}
      <NewDivision
        classId={classId}
        classTitle={classTitle}
        isOpen={isMaking}
        onClose={() => setIsMaking(false)}
        onMade={made => {
          setIsMaking(false)
          go(keyOf(made), fromOn)
        }}
      />
    </>
  )
}

const keyOf = (groups: readonly { id: string }[]) => groups.map(({ id }) => id).join(' ')

/** Groups that belong together: parts of the class in which the same subjects are taught. */
function divisionsOf({ groups }: ClassGroups): { title: string; groups: StudyGroup[] }[] {
  const parts = groups.filter(({ kind }) => kind === 'part' || kind === 'stream')
  const together = new Map<string, StudyGroup[]>()
  for (const group of parts) {
    const subjects = group.gradebooks
      .map(({ subject }) => subject)
      .toSorted((one, other) => one.localeCompare(other, 'ru'))
    // Groups nobody teaches yet belong together by their name but for its last word.
    const title = subjects.join(', ') || group.title.replace(/\s*\S*$/, '') || group.title
    together.set(title, [...(together.get(title) ?? []), group])
  }
  return [...together]
    .map(([title, of]) => ({
      title,
      groups: of
        .toSorted((one, other) => one.title.localeCompare(other.title, 'ru', { numeric: true }))
        .slice(0, 6),
    }))
    .toSorted((one, other) => one.title.localeCompare(other.title, 'ru'))
}
