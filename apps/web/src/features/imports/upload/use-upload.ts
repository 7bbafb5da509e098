import { ApiProblem, call, randomKey } from '@diary/contracts/call'
import { importBytesMax, importsApi, type ImportKind, type ImportRun } from '@diary/contracts/imports'
import { useRef, useState } from 'react'
import { refresh } from '#platform/api.ts'
import { useUnloadGuard } from '#platform/unload-guard.ts'
import { uploading } from '#platform/upload.ts'

/** A file on its way to the school, or what became of it. */
export type UploadState =
  | { at: 'rest' }
  | { at: 'way'; file: File; share: number }
  | { at: 'unknown'; file: File }
  | { at: 'refused'; file: File; error: unknown }
  /** It need not be sent to know that it is of no use. */
  | { at: 'empty' | 'tooLarge'; file: File }

/** Sends one file at a time; the same key for every retry of the same choice, so that it is never given twice. */
export function useUpload(onGiven: (run: ImportRun) => void) {
  const [state, setState] = useState<UploadState>({ at: 'rest' })
  const chosen = useRef<{ file: File; kind: ImportKind | undefined; key: string }>(undefined)
  const abort = useRef<AbortController>(undefined)
  useUnloadGuard(() => state.at === 'way')

  async function send(file: File, kind?: ImportKind) {
    if (file.size === 0) return setState({ at: 'empty', file })
    if (file.size > importBytesMax) return setState({ at: 'tooLarge', file })
    if (chosen.current?.file !== file || chosen.current.kind !== kind)
      chosen.current = { file, kind, key: randomKey() }
    const controller = (abort.current = new AbortController())
    const onProgress = (share: number) => setState({ at: 'way', file, share })
    onProgress(0)
    try {
      const run = await call(
        importsApi.create,
        {
          query: { fileName: nameOf(file), ...(kind !== undefined && { kind }) },
          file,
          idempotencyKey: chosen.current.key,
        },
        uploading({ signal: controller.signal, onProgress }),
      )
      void refresh([importsApi.list])
      onGiven(run)
    } catch (error) {
      if (controller.signal.aborted) setState({ at: 'rest' })
      else if (error instanceof ApiProblem && error.code === 'import-unknown-file')
        setState({ at: 'unknown', file })
      else setState({ at: 'refused', file, error })
    }
  }
  return { state, send, cancel: () => abort.current?.abort() }
}

// A name is shown and never opened: what the contract would refuse in it is of no use to anybody.
const nameOf = ({ name }: File) =>
  name
    .replace(/[\p{Cc}\p{Cs}]/gu, '')
    .trim()
    .slice(-255) || 'file'
