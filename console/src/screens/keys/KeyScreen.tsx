import { useQuery, useQueryClient } from '@tanstack/react-query'
import { getRouteApi, Link } from '@tanstack/react-router'
import { useState } from 'react'
import { ask } from '../../data/ask.ts'
import { useMe } from '../../session/permissions.ts'
import { keys } from '../../texts/en/keys.ts'
import { Button } from '../../ui/Button.tsx'
import { Confirm } from '../../ui/Confirm.tsx'
import { CopyText } from '../../ui/CopyText.tsx'
import { ErrorState } from '../../ui/ErrorState.tsx'
import { Facts, Page, Section } from '../../ui/Page.tsx'
import { Allowed } from '../../ui/PermissionHint.tsx'
import { PermissionList } from '../../ui/PermissionList.tsx'
import { Time } from '../../ui/Time.tsx'
import { toast } from '../../ui/Toast.tsx'
import { type Key, NEEDS, oneKey } from './data.ts'
import { KeysDocument, RevokeKeyDocument } from './generated/keys.ts'
import { KeyState } from './KeyState.tsx'
import styles from './keys.module.css'

const route = getRouteApi('/shell/keys/$id')
const texts = keys.key

/** One key: what it grants, since when, until when; and what revokes it. */
export function KeyScreen() {
  const { id } = route.useParams()
  const query = useQuery(oneKey(id))
  if (query.error && !query.data) return <ErrorState error={query.error} onRetry={query.refetch} />
  if (!query.data) return null
  return <KeyPage key={id} apiKey={query.data.apiKey} />
}

function KeyPage({ apiKey }: { apiKey: Key }) {
  const { name, permissions, children } = apiKey
  return (
    <Page title={name} aside={<KeyState apiKey={apiKey} />} summary={<KeyFacts apiKey={apiKey} />} actions={<Revoke apiKey={apiKey} />}>
      <div className={styles.page}>
        <Section title={texts.rights}>
          <p className={styles.soft}>{permissions.length === 0 ? texts.noRights : texts.rightsText}</p>
          {permissions.length > 0 && (
            <PermissionList label={texts.rights} permissions={permissions.map((permission) => ({ id: permission, key: permission }))} />
          )}
        </Section>
        {children.nodes.length > 0 && (
          <Section title={texts.children}>
            <p className={styles.soft}>{texts.childrenText}</p>
            <ul className={styles.links}>
              {children.nodes.map((child) => (
                <li key={child.id}>
                  <Link to="/keys/$id" params={{ id: child.id }} className={styles.link}>
                    {child.name}
                  </Link>
                </li>
              ))}
            </ul>
          </Section>
        )}
      </div>
    </Page>
  )
}

function KeyFacts({ apiKey: { keyPrefix, userEmail, userId, createdAt, lastUsedAt, expiresAt, revokedAt, parent } }: { apiKey: Key }) {
  const facts = texts.facts
  return (
    <Facts
      facts={[
        [facts.prefix, <code key="prefix">{keyPrefix}…</code>],
        [facts.owner, <CopyText key="owner" text={userId} shown={userEmail ?? userId} label="Copy the id of the owner" />],
        [facts.made, <Time key="made" at={createdAt} />],
        [facts.used, lastUsedAt ? <Time key="used" at={lastUsedAt} /> : keys.never],
        [facts.expires, expiresAt ? <Time key="expires" at={expiresAt} look="exact" /> : keys.never],
        revokedAt !== null && [facts.revoked, <Time key="revoked" at={revokedAt} />],
        parent !== null && [
          facts.parent,
          <Link key="parent" to="/keys/$id" params={{ id: parent.id }} className={styles.link}>
            {parent.name}
          </Link>,
        ],
      ]}
    />
  )
}

function Revoke({ apiKey: { id, name, userId, isActive } }: { apiKey: Key }) {
  const [isAsking, setAsking] = useState(false)
  const queryClient = useQueryClient()
  const isMine = useMe().id === userId
  if (!isActive) return null
  const revoke = async () => {
    await ask(RevokeKeyDocument, { id })
    void queryClient.invalidateQueries({ queryKey: [KeysDocument.name] })
    await queryClient.invalidateQueries({ queryKey: oneKey(id).queryKey })
    toast(texts.revoked(name))
  }
  return (
    <>
      <Allowed permission={isMine ? NEEDS.delete : NEEDS.deleteAll}>
        <Button look="danger" onClick={() => setAsking(true)}>
          {texts.revoke}
        </Button>
      </Allowed>
      <Confirm isOpen={isAsking} onClose={() => setAsking(false)} title={texts.revoke} action={texts.revoke} onConfirm={revoke}>
        {texts.revokeText}
      </Confirm>
    </>
  )
}
