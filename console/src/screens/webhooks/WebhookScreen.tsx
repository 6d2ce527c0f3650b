import { useQuery, useQueryClient } from '@tanstack/react-query'
import { getRouteApi, Outlet, useNavigate } from '@tanstack/react-router'
import { useEffect } from 'react'
import { ask } from '../../data/ask.ts'
import { useLive } from '../../data/live.ts'
import { applyEvent, mergeRow } from '../../data/query.ts'
import { webhooks as texts } from '../../texts/en/webhooks.ts'
import { Button } from '../../ui/Button.tsx'
import { ConfirmButton } from '../../ui/ConfirmButton.tsx'
import { CopyAs } from '../../ui/CopyAs.tsx'
import { CopyText } from '../../ui/CopyText.tsx'
import { ErrorState } from '../../ui/ErrorState.tsx'
import { Notice, Stack } from '../../ui/Layout.tsx'
import { LiveBadge } from '../../ui/LiveBadge.tsx'
import { Facts, Page } from '../../ui/Page.tsx'
import { Allowed } from '../../ui/PermissionHint.tsx'
import { StatusBadge } from '../../ui/StatusBadge.tsx'
import { Tabs } from '../../ui/Tabs.tsx'
import { toast } from '../../ui/Toast.tsx'
import { addressOf, deliveryPages, oneDelivery, oneWebhook, type Webhook } from './data.ts'
import { DeleteWebhookDocument, DeliveryChangesDocument, UpdateWebhookDocument, WebhooksDocument } from './generated/webhooks.ts'
import { DELIVERY_STATUSES } from './search.ts'
import { dropSecret, keptSecret } from './secret-store.ts'
import { senderSnippets } from './sender-snippets.ts'

const route = getRouteApi('/shell/webhooks/$id')

/** One webhook: what it is, and its parts, each with an address. */
export function WebhookScreen() {
  const { id } = route.useParams()
  const query = useQuery(oneWebhook(id))
  if (query.error && !query.data) return <ErrorState error={query.error} onRetry={query.refetch} />
  if (!query.data) return null
  return <WebhookPage key={id} webhook={query.data.webhook} />
}

function WebhookPage({ webhook }: { webhook: Webhook }) {
  const { id, path, isActive, fault } = webhook
  const params = { id }
  const state = useLiveDeliveries(id)
  const noSearch = { exact: true, includeSearch: false }
  return (
    <Page
      title={path}
      aside={
        <>
          <StatusBadge status={isActive ? 'ACTIVE' : 'OFF'} label={isActive ? texts.active.yes : texts.active.no} />
          <LiveBadge state={state} />
        </>
      }
      actions={<WebhookActions webhook={webhook} />}
      summary={<WebhookFacts webhook={webhook} />}
      bar={
        <Tabs
          label={texts.tabs.label}
          tabs={[
            { label: texts.tabs.deliveries, link: { to: '/webhooks/$id', params, activeOptions: noSearch } },
            { label: texts.tabs.test, link: { to: '/webhooks/$id/test', params } },
            { label: texts.tabs.sender, link: { to: '/webhooks/$id/sender', params } },
            { label: texts.tabs.settings, link: { to: '/webhooks/$id/settings', params } },
          ]}
        />
      }
    >
      <Stack>
        <NewSecret id={id} />
        {fault && (
          <Notice tone="bad" title={texts.fault}>
            {fault}
          </Notice>
        )}
        {!isActive && <Notice tone="warn" title={texts.off} />}
        <Outlet />
      </Stack>
    </Page>
  )
}

function WebhookFacts({ webhook }: { webhook: Webhook }) {
  const { path, httpMethod, functionNamespace, functionName, requiresAuth, signature, responseMode, owner, editor } = webhook
  return (
    <Facts
      facts={[
        [texts.facts.address, <CopyText key="address" text={addressOf(path)} shown={`${httpMethod} ${addressOf(path)}`} isCode />],
        [texts.facts.function, `${functionNamespace}/${functionName}`],
        [texts.facts.access, requiresAuth ? texts.auth.login : texts.auth.public],
        [texts.facts.signature, texts.scheme[signature?.scheme ?? 'NONE']],
        [texts.facts.answer, texts.answerShort[responseMode]],
        [texts.facts.runsAs, requiresAuth ? texts.caller : (owner?.email ?? '–')],
        editor && editor.id !== owner?.id && [texts.facts.editor, editor.email ?? '–'],
      ]}
    />
  )
}

/** The secret that was just made, until one says that one has it. */
function NewSecret({ id }: { id: string }) {
  const queryClient = useQueryClient()
  const { data: secret } = useQuery(keptSecret(id))
  useEffect(() => () => dropSecret(queryClient, id), [queryClient, id])
  if (!secret) return null
  return (
    <Notice
      tone="good"
      title={texts.secret.title}
      actions={
        <Button
          onClick={() => {
            queryClient.setQueryData(keptSecret(id).queryKey, null)
          }}
        >
          {texts.secret.done}
        </Button>
      }
    >
      <CopyText text={secret} isCode />
      <p>{texts.secret.text}</p>
    </Notice>
  )
}

function WebhookActions({ webhook }: { webhook: Webhook }) {
  const { id, path, isActive } = webhook
  const queryClient = useQueryClient()
  const navigate = useNavigate()
  const turn = async (on: boolean) => {
    const { updateWebhook } = await ask(UpdateWebhookDocument, { input: { webhook: { id }, isActive: on } })
    queryClient.setQueryData(oneWebhook(id).queryKey, updateWebhook)
    void queryClient.invalidateQueries({ queryKey: [WebhooksDocument.name] })
    toast(on ? texts.turnedOn : texts.turnedOff, on ? {} : { undo: () => turn(true) })
  }
  const remove = async () => {
    await ask(DeleteWebhookDocument, { id })
    await navigate({ to: '/webhooks' })
    await queryClient.invalidateQueries({ queryKey: [WebhooksDocument.name] })
    toast(texts.removed)
  }
  return (
    <>
      <CopyAs title={texts.copyTitle} snippets={senderSnippets(webhook)} />
      <Allowed permission="sinas.webhooks.update:own" isQuiet>
        <Button onClick={() => void turn(!isActive)}>{isActive ? texts.turnOff : texts.turnOn}</Button>
      </Allowed>
      <Allowed permission="sinas.webhooks.delete:own" isQuiet>
        <ConfirmButton text={texts.remove} title={texts.removeTitle} name={path} onConfirm={remove}>
          <p>{texts.removeText}</p>
        </ConfirmButton>
      </Allowed>
    </>
  )
}

/** Merges deliveries into every list of them that was read, and into the one that is looked at. */
function useLiveDeliveries(id: string) {
  const queryClient = useQueryClient()
  return useLive(
    {
      document: DeliveryChangesDocument,
      variables: () => ({ webhook: { id } }),
      onEvent({ webhookDeliveryChanges: delivery }) {
        if (!delivery) return
        for (const status of [undefined, ...DELIVERY_STATUSES])
          applyEvent(queryClient, deliveryPages(id, { status }).queryKey, (pages) =>
            mergeRow(pages, delivery, status === undefined || status === delivery.status),
          )
        void queryClient.invalidateQueries({ queryKey: oneDelivery(delivery.id).queryKey })
      },
      onConnect: () => void queryClient.invalidateQueries({ queryKey: deliveryPages(id, {}).queryKey.slice(0, 1) }),
    },
    { key: id },
  )
}
