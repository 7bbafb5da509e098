import { activationApi, groupedCode, isCode, plainCode, type CodeChecked } from '@diary/contracts/sign-ins'
import { day, type Day } from '@diary/contracts/primitives'
import { call } from '@diary/contracts/call'
import { useMutation } from '@tanstack/react-query'
import { useRef, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { Link } from 'react-router-dom'
import { useProblemText } from '#platform/problems.ts'
import { Button } from '#ui/controls/button.tsx'
import { DateField } from '#ui/fields/date-field.tsx'
import { TextField } from '#ui/fields/text-field.tsx'
import { Cover, CoverForm, CoverHelp } from '#ui/shell/cover.tsx'
import { PageTitle } from '#ui/shell/page-title.tsx'
import { AddToMine } from './add-to-mine.tsx'
import { NewPassword } from './new-password.tsx'
import { Ways } from './ways.tsx'
import { useFragment } from './fragment.ts'

/** A code and the birth date that belongs to it. */
export interface Proven {
  readonly code: string
  readonly birthOn: Day
}

/** From a code on paper to the open diary: whose is it, how will you sign in, in. */
export function ActivateScreen({ isSignedIn, onDone }: { isSignedIn: boolean; onDone: () => void }) {
  const printed = useFragment()
  const [proven, setProven] = useState<Proven>()
  const [checked, setChecked] = useState<CodeChecked>()
  return (
    <Cover>
      {proven === undefined || checked === undefined ? (
        <CodeForm
          printed={printed}
          isSignedIn={isSignedIn}
          onProven={(next, answer) => {
            setProven(next)
            setChecked(answer)
          }}
        />
      ) : (
        <>
          {checked.way === 'password' ? (
            <NewPassword proven={proven} checked={checked} onDone={onDone} />
          ) : isSignedIn ? (
            <AddToMine proven={proven} checked={checked} onDone={onDone} />
          ) : (
            <Ways proven={proven} checked={checked} onDone={onDone} />
          )}
          <Back onBack={() => setChecked(undefined)} />
        </>
      )}
    </Cover>
  )
}

function Back({ onBack }: { onBack: () => void }) {
  const { t } = useTranslation('activation')
  return (
    <CoverHelp>
      <Button look="quiet" onClick={onBack}>
        {t('back')}
      </Button>
    </CoverHelp>
  )
}

interface CodeFormProps {
  /** What the link of the letter said. */
  printed: string
  isSignedIn: boolean
  onProven: (proven: Proven, checked: CodeChecked) => void
}

function CodeForm({ printed, isSignedIn, onProven }: CodeFormProps) {
  const { t } = useTranslation('activation')
  const problemText = useProblemText()
  const [typed, setTyped] = useState(() => groupedCode(printed))
  const [birthOn, setBirthOn] = useState('')
  const [wasSent, setWasSent] = useState(false)
  const [wasLeft, setWasLeft] = useState(false)
  const codeField = useRef<HTMLInputElement>(null)
  const named = day.safeParse(birthOn)
  const checking = useMutation({
    mutationFn: (proven: Proven) => call(activationApi.check, { body: proven }, fetch),
    networkMode: 'always',
    onSuccess: (answer, proven) => onProven(proven, answer),
  })
  const isGood = isCode(typed)
  const codeError =
    wasSent && !typed.trim()
      ? t('codeMissing')
      : (wasSent || wasLeft) && typed.trim() && !isGood
        ? t('codeWrong')
        : undefined

  const handleSubmit = () => {
    setWasSent(true)
    if (!isGood) codeField.current?.focus()
    else if (named.success) checking.mutate({ code: plainCode(typed), birthOn: named.data })
  }
  return (
    <>
      <PageTitle title={t(isSignedIn ? 'addTitle' : 'title')} note={t(isSignedIn ? 'addLead' : 'lead')} />
      <CoverForm onSubmit={handleSubmit} problem={checking.isError ? problemText(checking.error) : undefined}>
        <TextField
          ref={codeField}
          label={t('code')}
          hint={t('codeHint')}
          autoComplete="off"
          autoCapitalize="none"
          spellCheck={false}
          maxLength={60}
          isRequired
          value={typed}
          onChange={value => {
            setTyped(value)
            setWasLeft(false)
            checking.reset()
          }}
          // Grouped when it is whole, and not under the typing hand.
          onBlur={() => {
            setWasLeft(true)
            if (isCode(typed)) setTyped(groupedCode(typed))
          }}
          error={codeError}
        />
        <DateField
          label={t('birthOn')}
          hint={t('birthHint')}
          isRequired
          value={birthOn}
          onChange={value => {
            setBirthOn(value)
            checking.reset()
          }}
          error={wasSent && !named.success ? t('birthMissing') : undefined}
        />
        <Button type="submit" look="primary" isWide isBusy={checking.isPending}>
          {t('next')}
        </Button>
      </CoverForm>
      {!isSignedIn && (
        <CoverHelp>
          <Link to="/sign-in">{t('signIn')}</Link>
        </CoverHelp>
      )}
    </>
  )
}
