import { useQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { covers, type Grant } from '../../session/rights.ts'
import { people } from '../../texts/en/people.ts'
import { ErrorState } from '../../ui/ErrorState.tsx'
import { formatNumber } from '../../ui/format.ts'
import { type ListedPermission, PermissionList } from '../../ui/PermissionList.tsx'
import { userRights } from './data.ts'
import styles from './people.module.css'

const texts = people.user

interface Right {
  key: string
  sources: Grant[]
  /** A wider right of theirs, which includes it. */
  within?: string
}

/** What groups grant together: each right once, with where it comes from, and those that others include apart. */
function rightsOf(grants: readonly Grant[]): Right[] {
  const byKey = Map.groupBy(
    grants.filter(({ isOn }) => isOn),
    ({ key }) => key,
  )
  const keys = [...byKey.keys()].sort()
  return keys.map((key): Right => {
    const within = keys.find((other) => other !== key && covers(other, key) && (!covers(key, other) || other < key))
    return { key, sources: byKey.get(key)!, ...(within && { within }) }
  })
}

/** What a user may do, by all of their groups. */
export function UserRights({ id }: { id: string }) {
  const { data, error, refetch } = useQuery(userRights(id))
  if (error) return <ErrorState error={error} onRetry={refetch} isCompact />
  if (!data) return null
  const rights = rightsOf(data.grants)
  if (rights.length === 0) return <p className={styles.soft}>{texts.noRights}</p>
  const widest = rights.filter(({ within }) => !within)
  const others = rights.filter(({ within }) => within)
  return (
    <div>
      <PermissionList label={texts.rights} permissions={widest.map(listed)} />
      {others.length > 0 && (
        <details className={styles.narrower}>
          <summary>{texts.narrower(formatNumber(others.length))}</summary>
          <PermissionList label={texts.narrower(formatNumber(others.length))} permissions={others.map(listed)} />
        </details>
      )}
    </div>
  )
}

const listed = ({ key, sources, within }: Right): ListedPermission => ({
  id: key,
  key,
  end: (
    <>
      {within && <span className={styles.soft}>{texts.within(within)}</span>}
      {sources.map(({ groupId, groupName }) => (
        <Link key={groupId} to="/people/groups/$id" params={{ id: groupId }} className={styles.source} title={texts.from}>
          {groupName}
        </Link>
      ))}
    </>
  ),
})
