import { IconCloudOff, IconRefresh } from '@tabler/icons-react'
import { useEffect, useRef } from 'react'
import { useTranslation } from 'react-i18next'
import { useOnline } from '#platform/online.ts'
import { Button } from '../controls/button.tsx'
import { State } from './state.tsx'

/** Something failed; it can be tried again. Without a network it says so instead of blaming the diary. */
export function ErrorState({ text, onRetry }: { text: string; onRetry: () => void }) {
  const { t } = useTranslation('ui')
  const isOnline = useOnline()
  const wasOffline = useRef(!isOnline)

  // Whoever comes out of the tunnel need not press anything.
  useEffect(() => {
    if (isOnline && wasOffline.current) onRetry()
    wasOffline.current = !isOnline
  }, [isOnline, onRetry])

  return (
    <State
      isScreen
      role="alert"
      icon={<IconCloudOff size={30} stroke={1.5} />}
      title={isOnline ? t('failed.title') : t('failed.offlineTitle')}
      text={isOnline ? text : t('failed.offlineText')}
      action={
        <Button look="primary" icon={<IconRefresh size={20} />} onClick={onRetry}>
          {t('retry')}
        </Button>
      }
    />
  )
}
