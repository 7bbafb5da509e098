import { QueryClientProvider } from '@tanstack/react-query'
import { render } from '@testing-library/react'
import userEvent from '@testing-library/user-event'
import type { ReactElement } from 'react'
import { MemoryRouter } from 'react-router-dom'
import { queryClient } from '#platform/api.ts'
import { loadTexts, startLanguage } from '#platform/i18n.ts'
import { logCaught } from '#platform/problems.ts'
import { Boundary } from '#ui/states/boundary.tsx'
import { KitProvider } from '#ui/theme/kit-provider.tsx'
import { commonTexts, staffTexts } from '../app/texts/blocks.ts'

let language: Promise<void> | undefined

/** Renders a screen as the application does, in Russian, at a place. */
export async function renderAt(place: string, screen: ReactElement) {
  await (language ??= startLanguage(commonTexts).then(() => loadTexts(staffTexts)))
  const user = userEvent.setup()
  render(
    <KitProvider>
      <QueryClientProvider client={queryClient}>
        <MemoryRouter initialEntries={[place]}>
          <Boundary>{screen}</Boundary>
        </MemoryRouter>
      </QueryClientProvider>
    </KitProvider>,
    { onCaughtError: logCaught },
  )
  return user
}
