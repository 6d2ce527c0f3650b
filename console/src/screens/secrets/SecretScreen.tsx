import { useQuery, useQueryClient } from '@tanstack/react-query'
import { getRouteApi, Link, useNavigate } from '@tanstack/react-router'
import { ask } from '../../data/ask.ts'
import { useMay, useMe } from '../../session/permissions.ts'
import { secrets } from '../../texts/en/secrets.ts'
import { ConfirmButton } from '../../ui/ConfirmButton.tsx'
import { ConnectionTable } from '../../ui/ConnectionTable.tsx'
import { CopyAs } from '../../ui/CopyAs.tsx'
import { EmptyState } from '../../ui/EmptyState.tsx'
import { ErrorState } from '../../ui/ErrorState.tsx'
import { Field } from '../../ui/Field.tsx'
import { Form, useForm } from '../../ui/Form.tsx'
import { Id } from '../../ui/Id.tsx'
import { Columns, Stack } from '../../ui/Layout.tsx'
import { Facts, Page, Section } from '../../ui/Page.tsx'
import { Allowed } from '../../ui/PermissionHint.tsx'
import { curlOf } from '../../ui/snippets.ts'
import { type Column, Table } from '../../ui/Table.tsx'
import { Textarea } from '../../ui/Textarea.tsx'
import { Time } from '../../ui/Time.tsx'
import { toast } from '../../ui/Toast.tsx'
import { oneSecret, permissionOn, type Secret, type SecretUse, usesPages } from './data.ts'
import { DeleteSecretDocument, RollbackSecretDocument, SecretsDocument, UpdateSecretDocument } from './generated/secrets.ts'
import styles from './secrets.module.css'

const texts = secrets.one
const route = getRouteApi('/shell/secrets/$id')

/** One secret: when it got a value, who used it, and how to replace it. */
export function SecretScreen() {
  const { id } = route.useParams()
  const query = useQuery(oneSecret(id))
  if (query.error && !query.data) return <ErrorState error={query.error} onRetry={query.refetch} />
  if (!query.data) return null
  return <OneSecret key={id} secret={query.data.secret} />
}

function OneSecret({ secret }: { secret: Secret }) {
  const me = useMe()
  return (
    <Page
      title={secret.name}
      summary={<SecretFacts secret={secret} />}
      actions={<SecretActions secret={secret} permission={permissionOn(secret, 'delete', me.id)} />}
    >
      <Columns
        side={
          <>
            <HowToUse secret={secret} />
            <Section title={texts.replace}>
              <Allowed permission={permissionOn(secret, 'update', me.id)}>
                <Replace secret={secret} />
              </Allowed>
            </Section>
          </>
        }
      >
        <Section title={texts.versions}>
          <Versions secret={secret} />
        </Section>
        <Section title={texts.uses}>
          <Allowed permission={permissionOn(secret, 'update', me.id)}>
            <Stack>
              <p className={styles.soft}>{texts.usesText}</p>
              <Uses id={secret.id} />
            </Stack>
          </Allowed>
        </Section>
      </Columns>
    </Page>
  )
}

function SecretFacts({ secret: { id, visibility, description, version, updatedAt, owner } }: { secret: Secret }) {
  return (
    <Facts
      facts={[
        description !== null && [secrets.columns.description, description],
        [texts.facts.visibility, secrets.visibility[visibility]],
        [texts.facts.version, version],
        [texts.facts.updated, <Time key="updated" at={updatedAt} />],
        owner?.email != null && [texts.facts.owner, owner.email],
        [texts.facts.id, <Id key="id" id={id} />],
      ]}
    />
  )
}

function HowToUse({ secret: { name, visibility } }: { secret: Secret }) {
  return (
    <Section title={texts.howTitle}>
      <p className={styles.soft}>{texts.how}</p>
      <pre className={styles.code}>{`def handler(input, context):\n    key = context["secrets"]["${name}"]`}</pre>
      {visibility === 'SHARED' && <p className={styles.soft}>{texts.howShared(name)}</p>}
    </Section>
  )
}

/** What every screen shows of the secret is read anew. */
function useRefresh(id: string) {
  const queryClient = useQueryClient()
  return () =>
    Promise.all([
      queryClient.invalidateQueries({ queryKey: oneSecret(id).queryKey }),
      queryClient.invalidateQueries({ queryKey: [SecretsDocument.name] }),
    ])
}

function Replace({ secret: { id } }: { secret: Secret }) {
  const refresh = useRefresh(id)
  const form = useForm({
    initial: { value: '' },
    // Without a draft: the value must not stay in the browser.
    submit: ({ value }) => ask(UpdateSecretDocument, { input: { secret: { id }, value } }),
    async onDone({ updateSecret: { secret, warnings } }) {
      form.reset()
      await refresh()
      toast([texts.replaced(secret.version), ...warnings].join('. '))
    },
  })
  return (
    <Form form={form} action={texts.replaceAction}>
      <Field label={secrets.new.value} hint={texts.replaceText} error={form.errorOf('value')}>
        <Textarea isCode autoComplete="off" {...form.bind('value')} />
      </Field>
    </Form>
  )
}

type Version = Secret['versions']['nodes'][number]

function Versions({ secret }: { secret: Secret }) {
  const columns: Column<Version>[] = [
    {
      title: secrets.columns.version,
      width: '6rem',
      cell: ({ version }) => (version === secret.version ? `${version}, ${texts.current}` : version),
    },
    { title: texts.author, width: 'minmax(8rem, 2fr)', isMinor: true, cell: ({ author }) => author?.email },
    {
      title: texts.origin,
      width: 'minmax(7rem, 2fr)',
      isMinor: true,
      cell: ({ restoredFrom }) => restoredFrom !== null && texts.restoredFrom(restoredFrom),
    },
    { title: secrets.columns.updated, width: '6.5rem', align: 'end', cell: ({ createdAt }) => <Time at={createdAt} /> },
    {
      title: texts.rollback,
      width: '9rem',
      align: 'end',
      cell: ({ version }) => version !== secret.version && <Rollback secret={secret} version={version} />,
    },
  ]
  return <Table label={texts.versions} rows={secret.versions.nodes} columns={columns} keyOf={({ id }) => id} />
}

function Rollback({ secret, version }: { secret: Secret; version: number }) {
  const refresh = useRefresh(secret.id)
  const rollback = async () => {
    const { rollbackSecret } = await ask(RollbackSecretDocument, { id: secret.id, version })
    await refresh()
    toast(texts.replaced(rollbackSecret.secret.version))
  }
  const may = useMay(permissionOn(secret, 'update', useMe().id))
  if (!may) return null
  return (
    <ConfirmButton
      look="quiet"
      text={texts.rollback}
      label={texts.rollbackLabel(version)}
      title={texts.rollbackLabel(version)}
      action={texts.rollback}
      onConfirm={rollback}
    >
      <p>{texts.rollbackText}</p>
    </ConfirmButton>
  )
}

const USES: readonly Column<SecretUse>[] = [
  { title: texts.usesColumns.by, width: 'minmax(9rem, 3fr)', cell: (use) => <UsedBy use={use} /> },
  { title: texts.usesColumns.for, width: 'minmax(8rem, 2fr)', isMinor: true, cell: ({ user }) => user?.email },
  { title: texts.usesColumns.version, width: '5rem', align: 'end', isMinor: true, cell: ({ version }) => version },
  { title: texts.usesColumns.when, width: '6.5rem', align: 'end', cell: ({ usedAt }) => <Time at={usedAt} /> },
]

function Uses({ id }: { id: string }) {
  return (
    <ConnectionTable
      label={texts.uses}
      pages={usesPages(id)}
      columns={USES}
      empty={<EmptyState title={texts.noUses}>{texts.noUsesText}</EmptyState>}
    />
  )
}

function UsedBy({ use: { usedBy, usedByName, executionId } }: { use: SecretUse }) {
  const text = `${texts.usedBy[usedBy]} ${usedByName}`
  if (!executionId) return text
  return (
    <Link to="/runs/$id" params={{ id: executionId }} className={styles.link}>
      {text}
    </Link>
  )
}

function SecretActions({ secret: { id, name }, permission }: { secret: Secret; permission: string }) {
  const queryClient = useQueryClient()
  const navigate = useNavigate()
  const remove = async () => {
    await ask(DeleteSecretDocument, { id })
    await navigate({ to: '/secrets' })
    await queryClient.invalidateQueries({ queryKey: [SecretsDocument.name] })
    queryClient.removeQueries({ queryKey: oneSecret(id).queryKey })
    toast(texts.removed(name))
  }
  return (
    <>
      <CopyAs title={texts.copyTitle} snippets={{ curl: curlOf('PUT', `/api/v1/secrets/${name}`, { value: '…' }) }} />
      <Allowed permission={permission}>
        <ConfirmButton text={texts.remove} title={texts.removeTitle} name={name} onConfirm={remove}>
          <p>{texts.removeText}</p>
        </ConfirmButton>
      </Allowed>
    </>
  )
}
