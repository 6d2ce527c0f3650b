import { read, readPages } from '../../data/query.ts'
import { FunctionAgentsDocument, FunctionTriggersDocument } from './generated/callers.ts'
import { FunctionByNameDocument, type FunctionDetailFragment } from './generated/function.ts'
import { FunctionsDocument } from './generated/functions.ts'
import { FunctionTimesDocument, FunctionTriesDocument, FunctionTryDocument, type TryDetailFragment } from './generated/tries.ts'
import { FunctionVersionsDocument, type FunctionVersionsQuery } from './generated/versions.ts'
import type { FunctionsSearch } from './search.ts'

export type Fn = FunctionDetailFragment
export type Try = TryDetailFragment
export type Version = FunctionVersionsQuery['functionVersions']['nodes'][number]

export interface Name {
  namespace: string
  name: string
}

export const functionsPages = ({ search, namespace, active }: FunctionsSearch) =>
  readPages(
    FunctionsDocument,
    { filter: { ...(search && { search }), ...(namespace && { namespace }), ...(active && { isActive: active === 'on' }) } },
    ({ functions }) => functions,
  )

const by = ({ namespace, name }: Name) => ({ name: { namespace, name } })

export const oneFunction = (name: Name) => read(FunctionByNameDocument, { by: by(name) })
export const versionsPages = (name: Name) =>
  readPages(FunctionVersionsDocument, { of: by(name) }, ({ functionVersions }) => functionVersions)
export const triggersOf = (name: Name) => read(FunctionTriggersDocument, { by: by(name) })
export const agentsPages = () => readPages(FunctionAgentsDocument, {}, ({ agents }) => agents)
export const triesOf = (functionId: string) => read(FunctionTriesDocument, { functionId })
export const oneTry = (id: string) => read(FunctionTryDocument, { id })
export const timesOf = (functionId: string) => read(FunctionTimesDocument, { functionId })

/** The permission that an action on a function takes of who is logged in. */
export const permissionOn = ({ namespace, name, ownerId }: Name & { ownerId: string }, action: string, userId: string): string =>
  `sinas.functions/${namespace}/${name}.${action}:${ownerId === userId ? 'own' : 'all'}`

export const OVER: readonly Try['status'][] = ['COMPLETED', 'FAILED', 'CANCELLED']
