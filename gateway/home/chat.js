// The chat: what was said, what is being said, and what waits for approval. A turn goes on when no page watches it, so a reload finds it again.
import { $, make, onClick, onSubmit } from './dom.js'
import { events } from './events.js'
import { markdown } from './markdown.js'
import { call, json } from './session.js'

const KEY = 'chat'
/** Milliseconds before a broken stream is taken up again: the server may be starting anew. */
const PAUSES = [0, 500, 1000, 2000, 4000, 8000, 16_000]

const form = $('#message-form')
const messages = $('#messages')

/** Id of the chat that is shown. */
let chat = null
/** The turn that is being shown: at most one goes on in a chat. */
let turn = null

function setTurn(next) {
  turn?.leave.abort()
  turn = next
  form.classList.toggle('busy', turn !== null)
}

function choose(id) {
  chat = id
  if (id) sessionStorage.setItem(KEY, id)
  else sessionStorage.removeItem(KEY)
}

/** Offers these agents, and shows the chat that this tab was in. */
export async function openChat(agents) {
  const address = ({ namespace, name }) => [namespace, name].map(encodeURIComponent).join('/')
  $('#agents').replaceChildren(...agents.map((agent) => new Option(`${agent.namespace}/${agent.name}`, address(agent))))
  $('#no-agents').hidden = agents.length > 0
  form.hidden = $('#chat-bar').hidden = agents.length === 0
  const known = sessionStorage.getItem(KEY)
  if (known && agents.length > 0) await restore(known)
}

export function closeChat() {
  choose(null)
  setTurn(null)
  messages.replaceChildren()
}

async function restore(id) {
  const stored = await json('GET', `/chats/${id}`).catch(() => closeChat())
  if (!stored) return
  choose(id)
  $('#agents').value = [stored.agent_namespace, stored.agent_name].map(encodeURIComponent).join('/')
  const isGoingOn = stored.active_channel_id !== null && stored.pending_approvals.length === 0
  showStored(stored, isGoingOn)
  if (!isGoingOn) return
  const isWhole = await follow(await watch(stored.active_channel_id, 0))
  // What came before an approval is in no stream of the turn after it.
  if (isWhole && chat === id) showStored(await json('GET', `/chats/${id}`))
}

/** Shows what is stored; of a turn that goes on, what began it. */
function showStored({ messages: rows, pending_approvals: approvals }, isGoingOn = false) {
  const pending = new Set(approvals.map(({ tool_call_id: id }) => id))
  messages.replaceChildren()
  for (const row of isGoingOn ? rows.slice(0, rows.findLastIndex(({ role }) => role === 'user') + 1) : rows) {
    if (row.role === 'user') say('user', textOf(row.content))
    if (row.role === 'assistant' && row.content) say('assistant', ...markdown(textOf(row.content)))
    for (const call of row.tool_calls ?? []) if (!pending.has(call.id)) say('tool', call.description || call.function.name)
  }
  for (const approval of approvals) askApproval(approval)
}

const textOf = (content) => (typeof content === 'string' ? content : content.map(({ type, text }) => text ?? `[${type}]`).join('\n'))

function say(className, ...content) {
  const line = make('li', className, ...content)
  keepingEndInSight(() => messages.append(line))
  return line
}

/** Scrolls along, unless the user has scrolled away from the end. */
function keepingEndInSight(change) {
  const { scrollHeight, clientHeight, scrollTop } = document.documentElement
  const isAtEnd = scrollHeight - clientHeight - scrollTop < 100
  change()
  if (isAtEnd) form.scrollIntoView({ block: 'end' })
}

const watch = (channel, after) => call('GET', `/chats/${chat}/stream/${channel}?last_id=${after}`)

/** Shows a turn to its end. A stream that breaks is taken up again after the last event that was seen. @returns whether it did not fail */
async function follow(response) {
  const mine = { isOver: false, isWhole: false, lastId: 0, line: null, text: '', leave: new AbortController() }
  setTurn(mine)
  const channel = response.headers.get('x-stream-channel')
  try {
    await read(response, mine)
    for (const pause of PAUSES) {
      if (mine.isOver || turn !== mine) return mine.isWhole
      await new Promise((resolve) => setTimeout(resolve, pause))
      const again = await watch(channel, mine.lastId).catch(() => null)
      if (again) await read(again, mine)
    }
    if (!mine.isOver && turn === mine) throw new Error('The connection is lost. Reload the page to see the rest.')
  } finally {
    if (turn === mine) setTurn(null)
  }
}

async function read(response, mine) {
  try {
    for await (const event of events(response.body, mine.leave.signal)) if (turn === mine) show(event, mine)
  } catch {
    // Broken: what is missing comes with the next connection.
  }
}

function show({ id, event, data }, mine) {
  if (id) mine.lastId = id
  const payload = JSON.parse(data)
  if (event === 'message') addText(payload.content ?? '', mine)
  else mine.line = null
  if (event === 'tool_start') say('tool running', payload.description || payload.name).dataset.call = payload.tool_call_id
  if (event === 'tool_end') $(`[data-call="${CSS.escape(payload.tool_call_id)}"]`)?.classList.remove('running')
  if (event === 'approval_required') askApproval(payload)
  if (event === 'error') say('failure', payload.error)
  mine.isOver ||= event === 'done' || event === 'error'
  mine.isWhole ||= event === 'done'
}

function addText(text, mine) {
  if (text === '') return
  if (!mine.line) Object.assign(mine, { line: say('assistant'), text: '' })
  mine.text += text
  keepingEndInSight(() => mine.line.replaceChildren(...markdown(mine.text)))
}

function askApproval({ tool_call_id: id, function_namespace: namespace, function_name: name, arguments: given }) {
  const approve = make('button', '', 'Approve')
  const reject = make('button', 'quiet', 'Reject')
  const line = say(
    'approval',
    `${namespace}/${name} waits for your approval.`,
    make('pre', '', JSON.stringify(given, null, 2)),
    approve,
    ' ',
    reject,
  )
  const decide = async (approved) => {
    const { channel_id: channel } = await json('POST', `/chats/${chat}/approve-tool/${encodeURIComponent(id)}`, { approved })
    line.replaceChildren(`${namespace}/${name}: ${approved ? 'approved' : 'rejected'}`)
    line.className = 'tool'
    if (channel) await follow(await watch(channel, 0))
  }
  onClick(approve, () => decide(true))
  onClick(reject, () => decide(false))
}

onSubmit(form, async ({ content }) => {
  if (turn) return
  if (!chat) choose((await json('POST', `/agents/${$('#agents').value}/chats`, {})).id)
  const response = await call('POST', `/chats/${chat}/messages/stream`, { content })
  form.reset()
  say('user', content)
  await follow(response)
})

$('textarea', form).addEventListener('keydown', (event) => {
  if (event.key !== 'Enter' || event.shiftKey || event.isComposing) return
  event.preventDefault()
  if (!turn) form.requestSubmit()
})

$('#stop').addEventListener('click', () => call('POST', `/chats/${chat}/cancel`).catch(() => undefined))
$('#new-chat').addEventListener('click', closeChat)
$('#agents').addEventListener('change', closeChat)
