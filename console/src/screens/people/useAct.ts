import { useMutation } from '@tanstack/react-query'

/** What one click does, with whether it goes on and what went wrong. */
export const useAct = <Argument = void>(act: (argument: Argument) => Promise<unknown>) => useMutation({ mutationFn: act })
