import { useInfiniteQuery, useQueryClient } from '@tanstack/react-query'
import { getRouteApi, Link } from '@tanstack/react-router'
import { useState } from 'react'
import { ask } from '../../data/ask.ts'
import { rowsOf } from '../../data/query.ts'
import { useMay, useMe } from '../../session/permissions.ts'
import { functions } from '../../texts/en/functions.ts'
import { Button } from '../../ui/Button.tsx'
import { CodeEditor } from '../../ui/CodeEditor.tsx'
import { Diff } from '../../ui/Diff.tsx'
import { ErrorState } from '../../ui/ErrorState.tsx'
import { Section } from '../../ui/Page.tsx'
import { PermissionHint } from '../../ui/PermissionHint.tsx'
import { Select } from '../../ui/Select.tsx'
import { Skeleton } from '../../ui/Skeleton.tsx'
import { Time } from '../../ui/Time.tsx'
import { toast } from '../../ui/Toast.tsx'
import { type Fn, oneFunction, permissionOn, type Version, versionsPages } from './data.ts'
import { RollBackFunctionDocument } from './generated/function.ts'
import styles from './VersionsTab.module.css'

const route = getRouteApi('/shell/functions/$namespace/$name')
const texts = functions.versions

/** Every version, the newest first; of the chosen one, what it changed, and the way back to it. */
export function VersionsTab({ fn }: { fn: Fn }) {
  const query = useInfiniteQuery(versionsPages(fn))
  const search = route.useSearch()
  if (query.error && !query.data) return <ErrorState error={query.error} onRetry={query.refetch} />
  if (!query.data) return <Skeleton lines={6} />
  const versions = rowsOf(query.data)
  const chosen = versions.find(({ version }) => version === search.version) ?? versions[0]
  if (!chosen) return <p>{texts.none}</p>
  const base = versions.find(({ version }) => version === (search.with ?? chosen.version - 1))
  return (
    <div className={styles.columns}>
      <nav aria-label={texts.title}>
        <ul className={styles.list}>
          {versions.map((version) => (
            <li key={version.id}>
              <VersionLink fn={fn} version={version} isChosen={version === chosen} />
            </li>
          ))}
        </ul>
        {query.hasNextPage && <Button onClick={() => void query.fetchNextPage()}>{texts.more}</Button>}
      </nav>
      <VersionDetail key={chosen.id} fn={fn} version={chosen} base={base} versions={versions} />
    </div>
  )
}

function VersionLink({ fn, version, isChosen }: { fn: Fn; version: Version; isChosen: boolean }) {
  return (
    <Link
      to="/functions/$namespace/$name"
      params={fn}
      search={{ tab: 'versions', version: version.version }}
      replace
      aria-current={isChosen}
      className={styles.link}
    >
      <span>
        {texts.version(version.version)}
        {version.version === fn.version && <span className={styles.now}>{texts.now}</span>}
      </span>
      <span className={styles.soft}>
        <Time at={version.createdAt} /> {version.author?.email}
        {version.restoredFrom !== null && `, ${texts.restored(version.restoredFrom)}`}
      </span>
    </Link>
  )
}

function VersionDetail({
  fn,
  version,
  base,
  versions,
}: {
  fn: Fn
  version: Version
  base: Version | undefined
  versions: readonly Version[]
}) {
  const navigate = route.useNavigate()
  const { line } = route.useSearch()
  const others = versions.filter((each) => each !== version)
  return (
    <div className={styles.detail}>
      <Section title={texts.version(version.version)} actions={version.version !== fn.version && <RollBack fn={fn} to={version.version} />}>
        {others.length > 0 && (
          <label className={styles.compare}>
            <span>{texts.compare}</span>
            <Select
              value={String(base?.version ?? '')}
              options={[
                ...(base ? [] : [{ value: '', label: '–' }]),
                ...others.map((each) => ({ value: String(each.version), label: texts.version(each.version) })),
              ]}
              onChange={(chosen) =>
                void navigate({ search: (before) => ({ ...before, version: version.version, with: Number(chosen) }), replace: true })
              }
            />
          </label>
        )}
        {line !== undefined && (
          <CodeEditor language="python" label={texts.codeOf(version.version)} value={version.code} isReadOnly line={line} />
        )}
        {!base && <p className={styles.soft}>{texts.first}</p>}
        <Diff before={base?.code ?? ''} after={version.code} label={texts.diff(base?.version ?? 0, version.version)} />
      </Section>
      <SchemaDiff title={texts.inputSchema} before={base?.inputSchema} after={version.inputSchema} />
      <SchemaDiff title={texts.outputSchema} before={base?.outputSchema} after={version.outputSchema} />
    </div>
  )
}

function SchemaDiff({ title, before, after }: { title: string; before: unknown; after: unknown }) {
  const [from, to] = [before, after].map((schema) => JSON.stringify(schema ?? {}, null, 2))
  if (from === to) return null
  return (
    <Section title={title}>
      <Diff before={from!} after={to!} label={title} />
    </Section>
  )
}

/** Going back is a new version, so it can be gone back from as well: it is done at once. */
function RollBack({ fn, to }: { fn: Fn; to: number }) {
  const queryClient = useQueryClient()
  const navigate = route.useNavigate()
  const permission = permissionOn(fn, 'update', useMe().id)
  const may = useMay(permission)
  const [isBusy, setBusy] = useState(false)
  const [error, setError] = useState<Error>()
  const roll = async (version: number): Promise<void> => {
    setBusy(true)
    setError(undefined)
    try {
      const { rollbackFunction } = await ask(RollBackFunctionDocument, { id: fn.id, version })
      sessionStorage.removeItem(`draft:function/${fn.id}`)
      queryClient.setQueryData(oneFunction(fn).queryKey, rollbackFunction)
      void queryClient.invalidateQueries({ queryKey: versionsPages(fn).queryKey })
      toast(texts.rolledBack(version, rollbackFunction.function.version), { undo: () => roll(fn.version) })
      await navigate({ search: { tab: 'versions' }, replace: true })
    } catch (failure) {
      setError(failure as Error)
    } finally {
      setBusy(false)
    }
  }
  if (may === undefined) return null
  if (!may) return <PermissionHint permission={permission} />
  return (
    <>
      {error && <ErrorState error={error} isCompact />}
      <Button look="primary" isBusy={isBusy} onClick={() => void roll(to)}>
        {texts.rollback}
      </Button>
    </>
  )
}
