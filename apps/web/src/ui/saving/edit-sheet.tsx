import type { ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import type { SaveState } from '#platform/saving/use-edits.ts'
import { FormSheet } from '../overlay/form-sheet.tsx'
import { Clash } from './clash.tsx'

interface EditSheetProps<Values> {
  title: string
  onClose: () => void
  form: {
    values: Values
    now: Values
    isDirty: boolean
    state: SaveState
    clashes: readonly (keyof Values)[]
    save: () => Promise<boolean>
    takeTheirs: () => Promise<boolean>
    keepMine: () => Promise<boolean>
    forget: () => void
  }
  labels: Readonly<Record<keyof Values, string>>
  /** How a value is written where two versions stand side by side. */
  show?: (key: keyof Values, value: Values[keyof Values]) => ReactNode
  isIncomplete?: boolean
  /** What else went wrong. */
  error?: unknown
  children: ReactNode
}

/** Changes one thing at the side of the screen; when somebody else was faster, both versions are shown for a decision. */
export function EditSheet<Values>({
  title,
  onClose,
  form,
  labels,
  show = (_, value) => String(value),
  isIncomplete = false,
  error,
  children,
}: EditSheetProps<Values>) {
  const { t } = useTranslation('saving')
  const closeWhenSaved = async (saving: Promise<boolean>) => {
    if (await saving) onClose()
  }
  return (
    <FormSheet
      title={title}
      isOpen
      onClose={onClose}
      action={t('save')}
      onSave={() => void closeWhenSaved(form.save())}
      isBusy={form.state.is === 'saving'}
      isIncomplete={isIncomplete}
      isDirty={form.isDirty}
      error={form.state.is === 'refused' ? form.state.error : error}
      onForget={() => {
        form.forget()
        onClose()
      }}
    >
      {children}
      <Clash
        fields={form.clashes.map(key => ({
          label: labels[key],
          theirs: show(key, form.now[key]),
          mine: show(key, form.values[key]),
        }))}
        onTake={() => void closeWhenSaved(form.takeTheirs())}
        onKeep={() => void closeWhenSaved(form.keepMine())}
      />
    </FormSheet>
  )
}
