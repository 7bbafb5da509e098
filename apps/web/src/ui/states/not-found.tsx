import { IconMapSearch } from '@tabler/icons-react'
import { useTranslation } from 'react-i18next'
import { LinkButton } from '../controls/button.tsx'
import { State } from './state.tsx'

/** Does not exist, or not for this person: the server gives both the same answer, and so do we. */
export function NotFound() {
  const { t } = useTranslation('ui')
  return (
    <State
      isScreen
      icon={<IconMapSearch size={30} stroke={1.5} />}
      title={t('notFound.title')}
      text={t('notFound.text')}
      action={<LinkButton to="/">{t('notFound.action')}</LinkButton>}
    />
  )
}
