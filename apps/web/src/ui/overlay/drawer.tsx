import '@mantine/core/styles/UnstyledButton.layer.css'
import '@mantine/core/styles/CloseButton.layer.css'
import '@mantine/core/styles/Paper.layer.css'
import '@mantine/core/styles/Overlay.layer.css'
import '@mantine/core/styles/ModalBase.layer.css'
import '@mantine/core/styles/Drawer.layer.css'
import { Drawer as MantineDrawer } from '@mantine/core'
import type { ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import styles from './overlay.module.css'

interface DrawerProps {
  title: ReactNode
  isOpen: boolean
  onClose: () => void
  children: ReactNode
}

/** A side sheet for work on one thing of the page, such as a lesson; on a phone it fills the screen. */
export function Drawer({ title, isOpen, onClose, children }: DrawerProps) {
  const { t } = useTranslation('ui')
  return (
    <MantineDrawer.Root
      opened={isOpen}
      onClose={onClose}
      position="right"
      size="min(32rem, 100vw)"
      lockScroll={false}
      data-locks-scroll={isOpen || undefined}
      classNames={styles}
    >
      <MantineDrawer.Overlay />
      <MantineDrawer.Content>
        {/* Its element would otherwise count as a second banner of the page. */}
        <MantineDrawer.Header role="presentation">
          <MantineDrawer.Title>{title}</MantineDrawer.Title>
          <MantineDrawer.CloseButton aria-label={t('close')} />
        </MantineDrawer.Header>
        <MantineDrawer.Body>{children}</MantineDrawer.Body>
      </MantineDrawer.Content>
    </MantineDrawer.Root>
  )
}
