import { useQuery, useQueryClient } from '@tanstack/react-query'
import { getRouteApi, Link, useNavigate } from '@tanstack/react-router'
import { useEffect, useEffectEvent, useState } from 'react'
import { ask } from '../../data/ask.ts'
import { useMay, useMe } from '../../session/permissions.ts'
import { states as texts } from '../../texts/en/states.ts'
import { Button } from '../../ui/Button.tsx'
import { Confirm } from '../../ui/Confirm.tsx'
import { CopyAs } from '../../ui/CopyAs.tsx'
import { Diff } from '../../ui/Diff.tsx'
import { ErrorState } from '../../ui/ErrorState.tsx'
import { Form, useForm } from '../../ui/Form.tsx'
import { Id } from '../../ui/Id.tsx'
import { JsonView } from '../../ui/JsonView.tsx'
import { Notice, Stack } from '../../ui/Layout.tsx'
import { LiveBadge } from '../../ui/LiveBadge.tsx'
import { Facts, Page } from '../../ui/Page.tsx'
import { curlOf, graphqlOf, sdkSnippets } from '../../ui/snippets.ts'
import { Time } from '../../ui/Time.tsx'
import { toast } from '../../ui/Toast.tsx'
import { oneState, type State, stateTree } from './data.ts'
import { DeleteStateDocument, StateDocument, StatesDocument, UpdateStateDocument } from './generated/states.ts'
import { StateFields } from './StateFields.tsx'
import { printed, updateInput, valuesOf } from './state-values.ts'
import styles from './states.module.css'
import { useLiveStates } from './useLiveStates.ts'

const route = getRouteApi('/shell/states/$id')

/** One state: its value in an editor, and who sees it. */
export function StatePage() {
  const { id } = route.useParams()
  const query = useQuery(oneState(id))
  if (query.error && !query.data) return <ErrorState error={query.error} onRetry={query.refetch} />
  if (!query.data) return null
  return <OneState key={id} state={query.data.state} />
}

function OneState({ state }: { state: State }) {
  const [base, setBase] = useState(state)
  const [isGone, setGone] = useState(false)
  const live = useLiveStates(state.namespace, { namespace: state.namespace }, (id) => id === state.id && setGone(true))
  const mayChange = useMayChange(state)
  return (
    <Page
      title={state.key}
      aside={<LiveBadge state={live} />}
      summary={<StateFacts state={state} />}
      actions={<StateActions state={state} mayDelete={!isGone} />}
    >
      <Stack>
        {isGone && (
          <Notice tone="bad" title={texts.gone}>
            {texts.goneText}
          </Notice>
        )}
        {mayChange === false ? (
          <>
            <p className={styles.soft}>{texts.readOnly}</p>
            <JsonView value={state.value} depth={3} />
          </>
        ) : (
          <StateForm key={base.version} base={base} current={state} onRebase={setBase} />
        )}
      </Stack>
    </Page>
  )
}

/** Its owner, and whoever may change those of its group or all. */
function useMayChange({ userId, visibility }: State): boolean | undefined {
  const me = useMe()
  const all = useMay('sinas.states.update:all')
  const group = useMay('sinas.states.update:group')
  if (userId === me.id) return true
  if (all === undefined || group === undefined) return undefined
  return all || (visibility === 'GROUP' && group)
}

interface StateFormProps {
  /** What the form began with. */
  base: State
  /** As it is now. */
  current: State
  onRebase(state: State): void
}

function StateForm({ base, current, onRebase }: StateFormProps) {
  const queryClient = useQueryClient()
  const form = useForm({
    initial: valuesOf(base),
    draft: `state/${base.id}/${base.version}`,
    submit: async (values) => ask(UpdateStateDocument, { input: updateInput(base, values) }),
    onDone({ updateState: { state } }) {
      queryClient.setQueryData(oneState(state.id).queryKey, { state })
      void queryClient.invalidateQueries({ queryKey: [StatesDocument.name] })
      onRebase(state)
      toast(texts.form.saved)
    },
  })
  const isStale = current.version > base.version
  const follow = useEffectEvent(() => {
    if (!form.isChanged && !form.isBusy) onRebase(current)
  })
  useEffect(() => {
    if (isStale) follow()
  }, [isStale, current.version])
  return (
    <div className={styles.form}>
      {isStale && form.isChanged && !form.isBusy && (
        <Conflict
          current={current}
          mine={form.values.value}
          onTake={() => {
            form.reset()
            onRebase(current)
          }}
          onKeep={() => {
            sessionStorage.setItem(`draft:state/${current.id}/${current.version}`, JSON.stringify(form.values))
            form.reset()
            onRebase(current)
          }}
        />
      )}
      <Form
        form={form}
        action={texts.form.save}
        more={
          form.isChanged && (
            <Button look="quiet" onClick={form.reset}>
              {texts.form.discard}
            </Button>
          )
        }
      >
        <StateFields form={form} expires={base.expiresAt !== null} />
      </Form>
    </div>
  )
}

function Conflict({ current, mine, onTake, onKeep }: { current: State; mine: string; onTake(): void; onKeep(): void }) {
  return (
    <Notice
      tone="warn"
      title={texts.conflict.title(current.version)}
      actions={
        <>
          <Button onClick={onTake}>{texts.conflict.take}</Button>
          <Button onClick={onKeep}>{texts.conflict.keep}</Button>
        </>
      }
    >
      <p>{texts.conflict.text}</p>
      <Diff before={printed(current.value)} after={mine} label={texts.conflict.diff} />
    </Notice>
  )
}

function StateFacts({ state }: { state: State }) {
  const { id, namespace, owner, version, visibility, group, expiresAt, updatedAt, encrypted } = state
  return (
    <Facts
      facts={[
        [
          texts.facts.namespace,
          <Link key="namespace" to="/states" search={{ namespace }} className={styles.link}>
            {namespace}
          </Link>,
        ],
        [texts.facts.version, version],
        [texts.facts.updated, <Time key="updated" at={updatedAt} />],
        [texts.facts.visibility, group?.name ?? texts.visibility[visibility]],
        [texts.facts.expires, expiresAt ? <Time key="expires" at={expiresAt} /> : texts.never],
        encrypted && [texts.facts.encrypted, texts.encrypted],
        owner?.email != null && [texts.facts.owner, owner.email],
        [texts.facts.id, <Id key="id" id={id} />],
      ]}
    />
  )
}

function StateActions({ state, mayDelete }: { state: State; mayDelete: boolean }) {
  const { id, namespace, key } = state
  const [isDeleting, setDeleting] = useState(false)
  const queryClient = useQueryClient()
  const navigate = useNavigate()
  const me = useMe()
  const mayAll = useMay('sinas.states.delete:all')
  const remove = async () => {
    await ask(DeleteStateDocument, { id })
    await navigate({ to: '/states', search: { namespace } })
    void queryClient.invalidateQueries({ queryKey: stateTree.queryKey })
    await queryClient.invalidateQueries({ queryKey: [StatesDocument.name] })
    toast(texts.removed)
  }
  const path = [namespace, key].map(encodeURIComponent).join('/')
  return (
    <>
      <CopyAs
        title={texts.copyTitle}
        snippets={{
          curl: curlOf('GET', `/states/${path}`),
          GraphQL: graphqlOf(StateDocument, { id }),
          ...sdkSnippets({
            typescript: `const state = await sinas.states.get('${namespace}', '${key}')`,
            python: `state = sinas.states.get("${namespace}", "${key}")`,
            go: `state, err := client.States.Get(ctx, "${namespace}", "${key}")`,
            rust: `let state = client.states().get("${namespace}", "${key}").await?;`,
          }),
        }}
      />
      {mayDelete && (state.userId === me.id || mayAll) && (
        <Button look="danger" onClick={() => setDeleting(true)}>
          {texts.remove}
        </Button>
      )}
      <Confirm
        isOpen={isDeleting}
        onClose={() => setDeleting(false)}
        title={texts.removeTitle}
        action={texts.removeTitle}
        onConfirm={remove}
      >
        <p>
          <b>{key}</b>: {texts.removeText}
        </p>
      </Confirm>
    </>
  )
}
