import type { SchoolClass } from '@diary/contracts/classes'
import { signInsApi, type CodesFor, type CodesMade, type SignIn } from '@diary/contracts/sign-ins'
import { useMutation } from '@tanstack/react-query'
import { IconTicket } from '@tabler/icons-react'
import { useTranslation } from 'react-i18next'
import { mutation } from '#platform/api.ts'
import { useCreateKey } from '#platform/create-key.ts'
import { useProblemText } from '#platform/problems.ts'
import { Button } from '#ui/controls/button.tsx'
import styles from './sign-ins.module.css'

interface MakeCodesProps {
  /** The class that is looked at. */
  classOf: { classId: SchoolClass['id']; title: string } | undefined
  chosen: readonly SignIn['personId'][]
  onMade: (made: CodesMade) => void
}

/** For whom codes are made: those who were chosen, a class, everyone new. */
export function MakeCodes({ classOf, chosen, onMade }: MakeCodesProps) {
  const { t } = useTranslation('signIns')
  const problemText = useProblemText()
  const key = useCreateKey()
  const { onSuccess, ...make } = mutation(signInsApi.make, [signInsApi.list, signInsApi.counts])
  const making = useMutation({
    ...make,
    onSuccess: async (made, sent, ...rest) => {
      key.done()
      onMade(made)
      await onSuccess?.(made, sent, ...rest)
    },
  })
  const handleMake = (body: CodesFor) => making.mutate({ body, idempotencyKey: key.take() })
  const icon = <IconTicket size={20} aria-hidden />
  return (
    <div className={styles.making}>
      {chosen.length > 0 ? (
        <>
          <Button
            look="primary"
            icon={icon}
            isBusy={making.isPending}
            onClick={() => handleMake({ whom: 'people', personIds: [...chosen] })}
          >
            {t('makeFor.chosen', { count: chosen.length })}
          </Button>
          <p className={styles.note}>{t('remake')}</p>
        </>
      ) : (
        <>
          {classOf && (
            <Button
              look="primary"
              icon={icon}
              isBusy={making.isPending}
              onClick={() => handleMake({ whom: 'class', classId: classOf.classId })}
            >
              {t('makeFor.class', { title: classOf.title })}
            </Button>
          )}
          <Button
            icon={icon}
            isDisabled={making.isPending}
            onClick={() => handleMake({ whom: 'new-guardians' })}
          >
            {t('makeFor.guardians')}
          </Button>
          <Button icon={icon} isDisabled={making.isPending} onClick={() => handleMake({ whom: 'new-staff' })}>
            {t('makeFor.staff')}
          </Button>
        </>
      )}
      <div role="alert">
        {making.isError && <p className={styles.problem}>{problemText(making.error)}</p>}
      </div>
    </div>
  )
}
