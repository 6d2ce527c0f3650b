import './ui/tokens.css'
import './ui/base.css'
import { QueryClientProvider } from '@tanstack/react-query'
import { RouterProvider } from '@tanstack/react-router'
import { StrictMode } from 'react'
import { createRoot } from 'react-dom/client'
import { createConsoleRouter } from './app/router.ts'
import { applyTheme } from './app/theme.ts'
import { createQueryClient } from './data/query-client.ts'
import { forgetSession, onSessionEnd } from './session/session.ts'
import { Toasts } from './ui/Toast.tsx'

applyTheme()
const queryClient = createQueryClient(leave)
const router = createConsoleRouter(queryClient)
onSessionEnd(leave)

/** To the login, and back here after it. */
function leave(): void {
  forgetSession()
  queryClient.clear()
  const { pathname, publicHref } = router.state.location
  if (pathname !== '/login') void router.navigate({ to: '/login', search: { next: publicHref } })
}

createRoot(document.getElementById('root')!).render(
  <StrictMode>
    <QueryClientProvider client={queryClient}>
      <RouterProvider router={router} />
      <Toasts />
    </QueryClientProvider>
  </StrictMode>,
)
