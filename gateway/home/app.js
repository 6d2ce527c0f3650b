// The page at "/": a chat with an agent, the doors to everything else, and what runs. It uses nothing but the public API.
import { closeChat, openChat } from './chat.js'
import { $, attempt, make, onSubmit } from './dom.js'
import { begin, end, isLoggedIn, json } from './session.js'

const loginForm = $('#login-form')
const codeForm = $('#code-form')

let loginSession

/** Shows the parts of the page that are for logged-in users, or those for strangers. */
async function show() {
  for (const element of document.querySelectorAll('.insider')) element.hidden = !isLoggedIn()
  $('#login').hidden = isLoggedIn()
  if (!isLoggedIn()) {
    closeChat()
    return showForm(loginForm)
  }
  await attempt($('#message-form'), async () => {
    $('#email').textContent = (await json('GET', '/session')).user.email
    await openChat(await json('GET', '/agents'))
  })
}

function showForm(form) {
  loginForm.hidden = form !== loginForm
  codeForm.hidden = form !== codeForm
  form.reset()
}

async function showStatus() {
  const list = $('#dependencies')
  try {
    const { dependencies } = await (await fetch('/ready')).json()
    list.replaceChildren(
      ...Object.entries(dependencies)
        .sort()
        .map(([name, { status, milliseconds }]) =>
          make('li', status, `${name} `, make('small', '', status === 'ok' ? `${milliseconds} ms` : status)),
        ),
    )
  } catch {
    list.replaceChildren(make('li', 'unavailable', 'The server does not answer.'))
  }
}

/** By a document that the server knows under this id: an answer that the browser may keep. */
async function showVersion() {
  const answer = await fetch('/graphql?documentId=Platform', { headers: { accept: 'application/json' } })
  const { data } = await answer.json()
  const { version, commit } = data.platform
  $('#version').textContent = `Sinas ${version}${commit ? ` (${commit.slice(0, 7)})` : ''}`
}

onSubmit(loginForm, async ({ email }) => {
  loginSession = await json('POST', '/api/v1/auth/login', { email })
  showForm(codeForm)
  $('#sent-to').textContent = email
  $('input', codeForm).focus()
})

onSubmit(codeForm, async ({ code }) => {
  await begin(loginSession.session_id, code)
  await show()
})

$('#other-address').addEventListener('click', () => {
  showForm(loginForm)
  $('#login .error').hidden = true
  $('input', loginForm).focus()
})

$('#logout').addEventListener('click', async () => {
  await end()
  await show()
})

window.addEventListener('loggedout', () => void show())
showVersion().catch(() => undefined)
// Both show their failures themselves.
void showStatus()
void show()
