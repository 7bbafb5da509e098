import type { Work, WorkType } from '@diary/contracts/works'
import { useTranslation } from 'react-i18next'
import { Select } from '#ui/fields/select.tsx'
import { TextArea } from '#ui/fields/text-area.tsx'
import { TextField } from '#ui/fields/text-field.tsx'

const topicMax = 500
const descriptionMax = 4000

/** A work as it is typed. */
export interface WorkValues {
  workTypeId: WorkType['id']
  topic: string
  description: string
}

/** Whether it can be sent; the fields say what is wrong. */
export const isValidWork = ({ topic, description }: Omit<WorkValues, 'workTypeId'>): boolean =>
  topic.trim().length <= topicMax && description.trim().length <= descriptionMax

interface WorkFieldsProps {
  values: WorkValues
  types: readonly WorkType[]
  /** The type a work already has stays to choose from when the school no longer uses it. */
  current?: Work['type']
  onChange: <Key extends keyof WorkValues>(key: Key, value: WorkValues[Key]) => void
}

export function WorkFields({ values, types, current, onChange }: WorkFieldsProps) {
  const { t } = useTranslation('lessons')
  const all = current && !types.some(({ id }) => id === current.id) ? [current, ...types] : types
  return (
    <>
      <Select
        label={t('works.type')}
        value={values.workTypeId}
        options={all.map(type => ({ value: type.id, label: type.title }))}
        onChange={workTypeId => onChange('workTypeId', workTypeId)}
      />
      <TextField
        label={t('works.topic')}
        hint={t('works.topicHint')}
        value={values.topic}
        onChange={topic => onChange('topic', topic)}
        error={values.topic.trim().length > topicMax ? t('tooLong', { max: topicMax }) : undefined}
      />
      <TextArea
        label={t('works.description')}
        value={values.description}
        onChange={description => onChange('description', description)}
        error={
          values.description.trim().length > descriptionMax
            ? t('tooLong', { max: descriptionMax })
            : undefined
        }
      />
    </>
  )
}
