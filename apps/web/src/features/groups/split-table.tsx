import type { SchoolClass } from '@diary/contracts/classes'
import type { ClassGroups, StudyGroup } from '@diary/contracts/groups'
import type { Day } from '@diary/contracts/primitives'
import { IconArrowBackUp, IconSortAscendingLetters } from '@tabler/icons-react'
import { useTranslation } from 'react-i18next'
import { useProblemText } from '#platform/problems.ts'
import { useFormats } from '#platform/format.ts'
import { useUnloadGuard } from '#platform/unload-guard.ts'
import { Button } from '#ui/controls/button.tsx'
import { useLiveText } from '#ui/overlay/use-live-text.tsx'
import { Clash } from '#ui/saving/clash.tsx'
import { placesIn } from './merge.ts'
import { SplitGrid } from './split-grid.tsx'
import { chosenOf, columnOf, countsOf, type SplitAction } from './split.ts'
import styles from './split-screen.module.css'
import { useSplit } from './use-split.ts'

interface SplitTableProps {
  classId: SchoolClass['id']
  data: ClassGroups
  groups: readonly StudyGroup[]
  fromOn: Day
}

/** The table with what is done to all of it at once, and the saving. */
export function SplitTable({ classId, data, groups, fromOn }: SplitTableProps) {
  const { t } = useTranslation('groups')
  const problem = useProblemText()
  const formats = useFormats()
  const groupIds = groups.map(({ id }) => id)
  const { split, seen, moved, saving, clashing, act, save, decide, forget } = useSplit({
    classId,
    data,
    groupIds,
  })
  const [say, spoken] = useLiveText()
  useUnloadGuard(() => moved.length > 0)

  const names = new Map<string, string>(seen.students.map(({ id, name }) => [id, name]))
  const nameOf = (student: string) => names.get(student) ?? ''
  const titleOf = (group: string | null) =>
    seen.groups.find(({ id }) => id === group)?.title ?? t('split.none')
  const titles = split.columns.map(titleOf)
  const nobody = countsOf(split)[0] ?? 0

  const handleAct = (action: SplitAction) => {
    const movers = chosenOf(split)
    const next = act(action)
    if (next.places === split.places) {
      const chosen = chosenOf(next).length
      say(chosen > 1 ? t('split.chosen', { count: chosen }) : '')
      return
    }
    const counts = titles.map((title, column) => `${title}: ${countsOf(next)[column]}`).join(', ')
    const first = movers[0]
    const what =
      action.do === 'evenly' || action.do === 'undo' || first === undefined
        ? t(action.do === 'undo' ? 'split.undone' : 'split.dividedEvenly')
        : movers.length > 1
          ? t('split.movedMany', { count: movers.length, group: titles[columnOf(next, first)] })
          : t('split.movedOne', { name: nameOf(first), group: titles[columnOf(next, first)] })
    say(`${what} ${counts}`)
  }
  const handleSave = () => {
    if (moved.length > 0 && saving.is !== 'saving') void save(fromOn)
  }

  return (
    <div className={styles.split}>
      <div className={styles.actions}>
        <Button icon={<IconSortAscendingLetters size={20} />} onClick={() => handleAct({ do: 'evenly' })}>
          {t('split.evenly')}
        </Button>
        <Button
          look="quiet"
          icon={<IconArrowBackUp size={20} />}
          isDisabled={split.past.length === 0}
          onClick={() => handleAct({ do: 'undo' })}
        >
          {t('split.undo')}
        </Button>
        {moved.length > 0 && (
          <Button look="quiet" onClick={forget}>
            {t('split.forget')}
          </Button>
        )}
        <p className={styles.keys}>{t('split.keys')}</p>
      </div>
      {clashing && (
        <Clash
          fields={clashing.students.map(student => ({
            label: nameOf(student),
            theirs: titleOf(placesIn(clashing.theirs, groupIds).get(student) ?? null),
            mine: titleOf(split.places.get(student) ?? null),
          }))}
          onTake={() => decide(false)}
          onKeep={() => decide(true)}
        />
      )}
      <SplitGrid
        split={split}
        nameOf={nameOf}
        titles={titles}
        moved={moved}
        onAct={handleAct}
        onSave={handleSave}
      />
      {spoken}
      <div className={styles.saving}>
        {saving.is === 'refused' && (
          <p role="alert" className={styles.refused}>
            {problem(saving.error)}
          </p>
        )}
        <p role="status" className={styles.state} data-state={moved.length > 0 ? 'unsaved' : saving.is}>
          {moved.length > 0
            ? t('split.unsaved', { count: moved.length })
            : saving.is === 'saved'
              ? t('split.saved', { day: formats.day(fromOn) })
              : t('split.nothingMoved')}
          {nobody > 0 && ` ${t('split.left', { count: nobody })}`}
        </p>
        <Button
          look="primary"
          isBusy={saving.is === 'saving'}
          isDisabled={moved.length === 0}
          onClick={handleSave}
        >
          {t('split.save', { day: formats.day(fromOn) })}
        </Button>
      </div>
    </div>
  )
}
