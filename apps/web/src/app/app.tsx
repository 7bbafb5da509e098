import { QueryClientProvider } from '@tanstack/react-query'
import { StrictMode } from 'react'
import { BrowserRouter } from 'react-router-dom'
import { queryClient } from '#platform/api.ts'
import { Announcer } from '#ui/overlay/announcer.tsx'
import { Boundary } from '#ui/states/boundary.tsx'
import { KitProvider } from '#ui/theme/kit-provider.tsx'
import { Places } from './routes.tsx'
import { Splash } from './splash.tsx'

/**
 * The client: the kit, the cache and the places. The router is the declarative one: reads go through the query cache,
 * so loaders and actions would only be 17 kB more for a family to download.
 */
export function App() {
  return (
    <StrictMode>
      <KitProvider>
        <QueryClientProvider client={queryClient}>
          <BrowserRouter>
            <Boundary skeleton={<Splash />}>
              <Places />
            </Boundary>
          </BrowserRouter>
          <Announcer />
        </QueryClientProvider>
      </KitProvider>
    </StrictMode>
  )
}
