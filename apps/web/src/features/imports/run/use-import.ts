import { ApiProblem } from '@diary/contracts/call'
import type { Sent } from '@diary/contracts/endpoint'
import { importsApi, type ImportAnswers, type ImportRun } from '@diary/contracts/imports'
import { useMutation, useSuspenseQuery } from '@tanstack/react-query'
import { useEffect, useRef } from 'react'
import { useTranslation } from 'react-i18next'
import { mutation, query, queryClient, refresh } from '#platform/api.ts'
import { useProblemText } from '#platform/problems.ts'
import { announce } from '#ui/overlay/announcements.ts'
import { isRunning } from './stage.ts'

const askAgainMs = 800

const shown = (importId: ImportRun['id']) => query(importsApi.show, { params: { importId } })

/** Keeps what an answer told of an import, so that nothing older is shown. */
export function keepRun(run: ImportRun) {
  const { queryKey } = shown(run.id)
  // A question asked before would bring back what was before.
  void queryClient.cancelQueries({ queryKey })
  queryClient.setQueryData(queryKey, run)
}

/** An import as the server has it, asked for again while a job works on it. */
export function useImport(importId: ImportRun['id']): ImportRun {
  const { data: run } = useSuspenseQuery({
    ...shown(importId),
    refetchInterval: ({ state }) => (state.data && isRunning(state.data) ? askAgainMs : false),
  })
  // Rows and the list of imports belong to the state they were read in.
  const { version } = run
  const readAt = useRef(version)
  useEffect(() => {
    if (readAt.current === version) return
    readAt.current = version
    void refresh([importsApi.rows, importsApi.list])
  }, [version])
  return run
}

type Doing = 'try' | 'apply' | 'cancel' | 'undo'

/** What may be done with an import. Each names the version that was seen; who was overtaken is shown how it is now. */
export function useImportActions(run: ImportRun) {
  const { t } = useTranslation('imports')
  const problemText = useProblemText()
  const answering = useMutation(mutation(importsApi.answer, []))
  const trying = useMutation(mutation(importsApi.try, []))
  const applying = useMutation(mutation(importsApi.apply, []))
  const cancelling = useMutation(mutation(importsApi.cancel, []))
  const undoing = useMutation(mutation(importsApi.undo, []))
  const doings = { try: trying, apply: applying, cancel: cancelling, undo: undoing }

  const handleRefusal = (error: unknown) => {
    const isOvertaken =
      error instanceof ApiProblem && ['changed-meanwhile', 'import-not-ready'].includes(error.code)
    announce(isOvertaken ? t('overtaken') : problemText(error), 'bad')
    void refresh([importsApi.show, importsApi.list])
  }
  const act = (doing: Doing, seen: Pick<ImportRun, 'id' | 'version'> = run) => {
    const sent: Sent<typeof importsApi.try> = { params: { importId: seen.id }, ifVersion: seen.version }
    doings[doing].mutate(sent, { onSuccess: keepRun, onError: handleRefusal })
  }
  return {
    isBusy: answering.isPending || Object.values(doings).some(({ isPending }) => isPending),
    act,
    /** Saves the answers; what comes next is up to the caller. `true` when they were saved. */
    async answer(answers: ImportAnswers): Promise<ImportRun | undefined> {
      try {
        const saved = await answering.mutateAsync({
          params: { importId: run.id },
          body: answers,
          ifVersion: run.version,
        })
        keepRun(saved)
        return saved
      } catch (error) {
        handleRefusal(error)
        return undefined
      }
    },
  }
}
