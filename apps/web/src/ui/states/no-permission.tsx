import { IconLock } from '@tabler/icons-react'
import { useTranslation } from 'react-i18next'
import { LinkButton } from '../controls/button.tsx'
import { State } from './state.tsx'

/** The server refused; says who can help. */
export function NoPermission() {
  const { t } = useTranslation('ui')
  return (
    <State
      isScreen
      icon={<IconLock size={30} stroke={1.5} />}
      title={t('noPermission.title')}
      text={t('noPermission.text')}
      action={<LinkButton to="/">{t('notFound.action')}</LinkButton>}
    />
  )
}
