import { call } from '@diary/contracts/call'
import { groupedCode, signInsApi, type CodeLayout, type CodesMade } from '@diary/contracts/sign-ins'
import { useMutation } from '@tanstack/react-query'
import { IconCut, IconMail } from '@tabler/icons-react'
import { useTranslation } from 'react-i18next'
import { useProblemText } from '#platform/problems.ts'
import { saveFile } from '#platform/save-file.ts'
import { sessionFetch } from '#platform/session/session.ts'
import { useUnloadGuard } from '#platform/unload-guard.ts'
import { Button } from '#ui/controls/button.tsx'
import { Dialog } from '#ui/overlay/dialog.tsx'
import styles from './sign-ins.module.css'

/** The codes, told this once: to be printed, or read aloud. */
export function CodesReady({ made, onClose }: { made: CodesMade; onClose: () => void }) {
  const { t } = useTranslation('signIns')
  const problemText = useProblemText()
  const printing = useMutation({
    mutationFn: async (layout: CodeLayout) => {
      const codes = made.codes.map(({ personId, code }) => ({ personId, code }))
      saveFile(
        await call(signInsApi.print, { body: { layout, codes } }, sessionFetch),
        t(`ready.file.${layout}`),
      )
    },
    networkMode: 'always',
  })
  useUnloadGuard(() => made.codes.length > 0 && !printing.isSuccess)
  return (
    <Dialog title={t('ready.title')} isOpen onClose={onClose}>
      <div className={styles.ready}>
        {made.codes.length === 0 ? (
          <p>{t('ready.none')}</p>
        ) : (
          <>
            <p>{t('ready.once')}</p>
            <div className={styles.making}>
              <Button
                look="primary"
                icon={<IconMail size={20} aria-hidden />}
                isBusy={printing.isPending && printing.variables === 'letters'}
                onClick={() => printing.mutate('letters')}
              >
                {t('ready.letters')}
              </Button>
              <Button
                icon={<IconCut size={20} aria-hidden />}
                isBusy={printing.isPending && printing.variables === 'sheet'}
                onClick={() => printing.mutate('sheet')}
              >
                {t('ready.sheet')}
              </Button>
            </div>
            <div role="alert">
              {printing.isError && <p className={styles.problem}>{problemText(printing.error)}</p>}
            </div>
            <ul className={styles.codes} aria-label={t('ready.codes')}>
              {made.codes.map(({ personId, name, code }) => (
                <li key={personId}>
                  <span>{name}</span>
                  <code className={styles.code}>{groupedCode(code)}</code>
                </li>
              ))}
            </ul>
          </>
        )}
        {made.left > 0 && <p>{t('ready.left', { count: made.left })}</p>}
        {made.skipped.length > 0 && (
          <section>
            <h3>{t('ready.skipped')}</h3>
            <ul className={styles.codes}>
              {made.skipped.map(({ personId, name, why }) => (
                <li key={personId}>
                  <span>{name}</span>
                  <span className={styles.note}>{t(`why.${why}`)}</span>
                </li>
              ))}
            </ul>
          </section>
        )}
        <Button onClick={onClose}>{t('ready.close')}</Button>
      </div>
    </Dialog>
  )
}
