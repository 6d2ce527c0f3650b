import { Link } from '@tanstack/react-router'
import { errors } from '../texts/en/errors.ts'
import { buttonClass } from '../ui/Button.tsx'
import { EmptyState } from '../ui/EmptyState.tsx'

/** For an address that nothing has. */
export function NotFoundPage() {
  return (
    <main>
      <EmptyState
        heading="h1"
        title={errors.notFound.title}
        action={
          <Link to="/" className={buttonClass()}>
            {errors.notFound.home}
          </Link>
        }
      >
        {errors.notFound.advice}
      </EmptyState>
    </main>
  )
}
