import { useInfiniteQuery, useQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { Fragment } from 'react'
import { rowsOf } from '../../data/query.ts'
import { type Grant, partsOf, permissionReference, type Reference, widest } from '../../session/rights.ts'
import { people } from '../../texts/en/people.ts'
import { rights } from '../../texts/en/rights.ts'
import { Button } from '../../ui/Button.tsx'
import { classes } from '../../ui/classes.ts'
import { ErrorState } from '../../ui/ErrorState.tsx'
import { Page } from '../../ui/Page.tsx'
import { matrixPages, NEEDS } from './data.ts'
import { Guard } from './Guard.tsx'
import styles from './Matrix.module.css'
import { PeopleTabs } from './PeopleTabs.tsx'

const texts = people.matrix

/** Which group grants what: all of it at a look. */
export function MatrixScreen() {
  return (
    <Page title={people.title} bar={<PeopleTabs />}>
      <Guard permission={NEEDS.grants}>
        <Matrix />
      </Guard>
    </Page>
  )
}

interface Column {
  id: string
  name: string
  grants: Grant[]
}

function Matrix() {
  const query = useInfiniteQuery(matrixPages)
  const reference = useQuery(permissionReference).data?.permissionReference
  if (query.error && !query.data) return <ErrorState error={query.error} onRetry={query.refetch} isCompact />
  if (!query.data || !reference) return null
  const columns: Column[] = rowsOf(query.data)
  return (
    <div className={styles.matrix}>
      <p className={styles.text}>{texts.text}</p>
      <div className={styles.scroll} tabIndex={0} role="region" aria-label={texts.label}>
        <table>
          <thead>
            <tr>
              <th scope="col">{texts.action}</th>
              {columns.map(({ id, name }) => (
                <th key={id} scope="col">
                  <Link to="/people/groups/$id" params={{ id }}>
                    {name}
                  </Link>
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {reference.map((entry) => (
              <Resource key={entry.resource} entry={entry} columns={columns} />
            ))}
          </tbody>
        </table>
      </div>
      {query.hasNextPage && <Button onClick={() => void query.fetchNextPage()}>{texts.more}</Button>}
    </div>
  )
}

function Resource({
  entry: { resource, description, actions, adminOnly },
  columns,
}: {
  entry: Reference[number]
  columns: readonly Column[]
}) {
  return (
    <Fragment>
      <tr className={styles.resource}>
        <th scope="rowgroup" colSpan={columns.length + 1}>
          {resource.replaceAll('_', ' ')}
          <span>
            {description}
            {adminOnly && `; ${texts.adminOnly}`}
          </span>
        </th>
      </tr>
      {actions.map((action) => (
        <tr key={action}>
          <th scope="row">{action.replaceAll('_', ' ')}</th>
          {columns.map((column) => (
            <Cell key={column.id} column={column} resource={resource} action={action} />
          ))}
        </tr>
      ))}
    </Fragment>
  )
}

function Cell({ column: { id, grants }, resource, action }: { column: Column; resource: string; action: string }) {
  const keys = grants.filter(({ isOn }) => isOn).map(({ key }) => key)
  const scope = widest(keys, `${resource}.${action}`)
  const isPartly = !scope && keys.some((key) => isAboutNames(key, resource, action))
  if (!scope && !isPartly)
    return (
      <td className={styles.none}>
        <span aria-hidden="true">·</span>
        <span className="visually-hidden">{texts.nothing}</span>
      </td>
    )
  return (
    <td>
      <Link
        to="/people/groups/$id"
        params={{ id }}
        className={classes(styles.scope, scope ? styles[scope] : styles.partly)}
        title={scope ? rights.scopes[scope] : texts.partlyHint}
      >
        {scope ? rights.scope[scope] : texts.partly}
      </Link>
    </td>
  )
}

/** Does it grant the action for some namespace or name? */
function isAboutNames(key: string, resource: string, action: string): boolean {
  const parts = partsOf(key)
  return parts !== null && parts.path !== '' && parts.resource === resource && (parts.action === action || parts.action === '*')
}
