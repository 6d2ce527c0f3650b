import { useQuery, useQueryClient } from '@tanstack/react-query'
import { ask } from '../data/ask.ts'
import { read } from '../data/query.ts'
import { MeDocument, PermissionsDocument } from './generated/session.ts'

/** Permissions that components ask about while they are drawn become one question. */
let asked = new Map<string, PromiseWithResolvers<boolean>>()

/** @returns whether who is logged in holds a permission, by their groups */
function holds(permission: string): Promise<boolean> {
  if (asked.size === 0) queueMicrotask(() => void askAll())
  const known = asked.get(permission) ?? Promise.withResolvers<boolean>()
  asked.set(permission, known)
  return known.promise
}

async function askAll(): Promise<void> {
  const batch = asked
  asked = new Map()
  try {
    const { checkPermissions } = await ask(PermissionsDocument, { permissions: [...batch.keys()] })
    for (const { permission, hasPermission } of checkPermissions.checks) batch.get(permission)?.resolve(hasPermission)
  } catch (error) {
    for (const { reject } of batch.values()) reject(error)
  }
}

export const permission = (name: string) => ({ queryKey: ['permission', name], queryFn: () => holds(name), staleTime: 300_000 })

/**
 * May who is logged in do this? Undefined until it is known: offer nothing until then. The server decides again, so this is for what is offered, not for what is
 * allowed.
 * @param name for example `sinas.functions.create:own`: whoever holds a wider one holds it too
 */
export const useMay = (name: string): boolean | undefined => useQuery(permission(name)).data

export const me = read(MeDocument, {})

export function useMe() {
  const client = useQueryClient()
  // The shell has loaded it before anything is drawn.
  return client.getQueryData(me.queryKey)!.me
}
