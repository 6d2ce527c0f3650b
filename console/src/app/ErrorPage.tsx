import { type ErrorComponentProps, useRouter } from '@tanstack/react-router'
import { ErrorState } from '../ui/ErrorState.tsx'

/** In the place of a page that could not be read, or has a fault. */
export function ErrorPage({ error, reset }: ErrorComponentProps) {
  const router = useRouter()
  const retry = () => {
    reset()
    return router.invalidate()
  }
  return <ErrorState error={error instanceof Error ? error : new Error(String(error))} onRetry={retry} />
}

/** The same where there is no shell around it. */
export function LonelyErrorPage(props: ErrorComponentProps) {
  return (
    <main>
      <ErrorPage {...props} />
    </main>
  )
}
