// The page at "/": what runs, and a chat with an agent. It uses nothing but the public REST API.
import { events } from './events.js'

const $ = (selector, within = document) => within.querySelector(selector)

const session = {
  get token() { return sessionStorage.getItem('token') },
  set token(value) { value ? sessionStorage.setItem('token', value) : sessionStorage.removeItem('token') },
}

let loginSession
let chat
let lastEventId

async function call(method, path, body, headers = {}) {
  const response = await fetch(path, {
    method,
    headers: { ...(body !== undefined && { 'content-type': 'application/json' }), ...(session.token && { authorization: `Bearer ${session.token}` }), ...headers },
    ...(body !== undefined && { body: JSON.stringify(body) }),
  })
  if (response.ok) return response
  const answer = await response.json().catch(() => ({}))
  if (response.status === 401 && session.token) leave()
  throw new Error(typeof answer.detail === 'string' ? answer.detail : (answer.detail?.[0]?.msg ?? response.statusText))
}

const json = async (...request) => (await call(...request)).json()

/** Runs what a form does, and shows its failure below it. */
function onSubmit(form, act) {
  form.addEventListener('submit', async (event) => {
    event.preventDefault()
    const alert = $('.error', form.closest('section'))
    const button = $('button', form)
    alert.hidden = true
    button.disabled = true
    try {
      await act(new FormData(form), form)
    } catch (error) {
      alert.textContent = error.message
      alert.hidden = false
    } finally {
      button.disabled = false
    }
  })
}

async function showStatus() {
  const list = $('#dependencies')
  try {
    const { dependencies } = await (await fetch('/ready')).json()
    list.replaceChildren(...Object.entries(dependencies).map(([name, { status, milliseconds }]) => item('li', status, `${name} ${status === 'ok' ? `${milliseconds} ms` : status}`)))
  } catch {
    list.replaceChildren(item('li', 'unavailable', 'The server does not answer.'))
  }
}

function item(tag, className, text) {
  const element = document.createElement(tag)
  element.className = className
  element.textContent = text
  return element
}

async function enter() {
  const user = await json('GET', '/api/v1/auth/me')
  $('#email').textContent = user.email
  $('#account').hidden = $('#chat').hidden = false
  $('#login').hidden = true
  const agents = await json('GET', '/agents')
  $('#agents').replaceChildren(...agents.map(({ namespace, name }) => new Option(`${namespace}/${name}`, `${encodeURIComponent(namespace)}/${encodeURIComponent(name)}`)))
  $('#no-agents').hidden = agents.length > 0
  $('#message-form').hidden = agents.length === 0
  if (agents.length === 0) {
    $('#no-agents').textContent = 'There is no agent yet. Start with OPENAI_API_KEY, ANTHROPIC_API_KEY, MISTRAL_API_KEY or OLLAMA_HOST set, and a first one is made for you; or create a provider and an agent with the Management API.'
  }
}

function leave() {
  session.token = null
  chat = undefined
  $('#messages').replaceChildren()
  $('#account').hidden = $('#chat').hidden = true
  $('#login').hidden = $('#login-form').hidden = false
  $('#code-form').hidden = true
}

function say(className, text = '') {
  const line = item('li', className, text)
  $('#messages').append(line)
  line.scrollIntoView({ block: 'nearest' })
  return line
}

/** Streams one answer. A broken connection is taken up again after the last event that was seen. */
async function converse(content) {
  chat ??= await json('POST', `/agents/${$('#agents').value}/chats`, {})
  say('user', content)
  const turn = { line: undefined, done: false }
  let response = await call('POST', `/chats/${chat.id}/messages/stream`, { content })
  for (let attempt = 0; ; attempt++) {
    const channel = response.headers.get('x-stream-channel')
    try {
      for await (const event of events(response.body)) show(event, turn)
    } catch (error) {
      if (turn.done || attempt >= 5) throw error
    }
    if (turn.done || !channel) return
    response = await call('GET', `/chats/${chat.id}/stream/${channel}?last_id=${lastEventId ?? 0}`)
  }
}

function show({ id, event, data }, turn) {
  if (id) lastEventId = id
  if (event === 'ping') return
  const payload = JSON.parse(data)
  if (event === 'message' && payload.content) {
    turn.line ??= say('assistant')
    turn.line.append(payload.content)
    turn.line.scrollIntoView({ block: 'nearest' })
  } else if (event === 'tool_start') {
    say('tool', payload.description || `Using ${payload.name}…`).dataset.call = payload.tool_call_id
    turn.line = undefined
  } else if (event === 'tool_end') {
    const line = $(`[data-call="${CSS.escape(payload.tool_call_id)}"]`)
    if (line) line.textContent += ' done'
  } else if (event === 'approval_required') {
    askApproval(payload)
  } else if (event === 'error') {
    say('failure', payload.error)
  }
  turn.done ||= event === 'done' || event === 'error'
}

function askApproval({ tool_call_id: id, function_namespace: namespace, function_name: name, arguments: given }) {
  const line = say('tool', `${namespace}/${name} ${JSON.stringify(given)} waits for your approval.`)
  const decide = (approved) => async () => {
    for (const button of line.querySelectorAll('button')) button.disabled = true
    const { channel_id: channel } = await json('POST', `/chats/${chat.id}/approve-tool/${encodeURIComponent(id)}`, { approved })
    line.append(approved ? ' Approved.' : ' Rejected.')
    if (!channel) return
    const response = await call('GET', `/chats/${chat.id}/stream/${channel}?last_id=${lastEventId ?? 0}`)
    const turn = { line: undefined, done: false }
    for await (const event of events(response.body)) show(event, turn)
  }
  const approve = item('button', '', 'Approve')
  const reject = item('button', 'quiet', 'Reject')
  approve.addEventListener('click', decide(true))
  reject.addEventListener('click', decide(false))
  line.append(approve, reject)
}

onSubmit($('#login-form'), async (data, form) => {
  loginSession = await json('POST', '/api/v1/auth/login', { email: data.get('email') })
  form.hidden = true
  $('#code-form').hidden = false
  $('#code-form input').focus()
})

onSubmit($('#code-form'), async (data, form) => {
  const { access_token } = await json('POST', '/api/v1/auth/verify-otp', { session_id: loginSession.session_id, otp_code: data.get('code') })
  session.token = access_token
  form.reset()
  await enter()
})

onSubmit($('#message-form'), async (data, form) => {
  form.reset()
  await converse(data.get('content'))
})

$('#message-form textarea').addEventListener('keydown', (event) => {
  if (event.key !== 'Enter' || event.shiftKey || event.isComposing) return
  event.preventDefault()
  event.target.form.requestSubmit()
})

function newChat() {
  chat = lastEventId = undefined
  $('#messages').replaceChildren()
}

$('#new-chat').addEventListener('click', newChat)
$('#agents').addEventListener('change', newChat)
$('#logout').addEventListener('click', leave)

showStatus()
if (session.token) enter().catch(leave)
