import '@mantine/core/styles/UnstyledButton.layer.css'
import '@mantine/core/styles/CloseButton.layer.css'
import '@mantine/core/styles/Paper.layer.css'
import '@mantine/core/styles/Overlay.layer.css'
import '@mantine/core/styles/ModalBase.layer.css'
import '@mantine/core/styles/Modal.layer.css'
import { Modal } from '@mantine/core'
import type { ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import styles from './overlay.module.css'

interface OverlayProps {
  title: string
  isOpen: boolean
  onClose: () => void
  children: ReactNode
}

/** A question or a small form over the page. Escape closes it and focus goes back to where it was. */
export function Dialog({ title, isOpen, onClose, children }: OverlayProps) {
  const { t } = useTranslation('ui')
  return (
    <Modal.Root
      opened={isOpen}
      onClose={onClose}
      centered
      lockScroll={false}
      data-locks-scroll={isOpen || undefined}
      classNames={styles}
    >
      <Modal.Overlay />
      <Modal.Content>
        {/* Its element would otherwise count as a second banner of the page. */}
        <Modal.Header role="presentation">
          <Modal.Title>{title}</Modal.Title>
          <Modal.CloseButton aria-label={t('close')} />
        </Modal.Header>
        <Modal.Body>{children}</Modal.Body>
      </Modal.Content>
    </Modal.Root>
  )
}
