import { useQueryClient } from '@tanstack/react-query'
import { useNavigate } from '@tanstack/react-router'
import { logOut } from '../session/session.ts'

/** @returns what ends the session, and leaves nothing of the user in the page */
export function useLogOut(): () => Promise<void> {
  const navigate = useNavigate()
  const queryClient = useQueryClient()
  return async () => {
    await logOut()
    // The screens that are left still show what is known: it is forgotten once they are gone.
    await navigate({ to: '/login' })
    queryClient.clear()
  }
}
