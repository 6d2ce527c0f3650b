// The pages of the REST API. A document tells what its reader may use, so it is asked for with the credential that they have given.
import { authorization, call, isLoggedIn } from '/home/session.js'

const { document: url } = document.getElementById('docs').dataset
document.documentElement.classList.toggle('dark-mode', matchMedia('(prefers-color-scheme: dark)').matches)

const docs = SwaggerUIBundle({
  url,
  dom_id: '#docs',
  deepLinking: true,
  persistAuthorization: true,
  docExpansion: 'list',
  defaultModelsExpandDepth: -1,
  // A third-party validator would learn where this server is.
  validatorUrl: null,
  plugins: [reloadOnAuthorization],
  async requestInterceptor(request) {
    return request.loadSpec ? { ...request, headers: { ...request.headers, ...(await credential()) } } : request
  },
  onComplete() {
    // A login on the page at / counts here too.
    if (isLoggedIn() && !chosen()) docs.preauthorizeApiKey('bearer', authorization().Authorization.replace('Bearer ', ''))
  },
})

function reloadOnAuthorization() {
  const andReload = (change) => (payload) => {
    change(payload)
    docs.specActions.download(url)
  }
  return { statePlugins: { auth: { wrapActions: { authorizeWithPersistOption: andReload, logoutWithPersistOption: andReload } } } }
}

/** What was given by the button `Authorize`. */
function chosen() {
  const { apiKey, bearer } = docs.authSelectors.authorized()?.toJS() ?? {}
  if (apiKey) return { 'X-API-Key': apiKey.value }
  return bearer && { Authorization: `Bearer ${bearer.value}` }
}

/** With an expired token the page shows what strangers see. */
async function credential() {
  // The first document is asked for while `docs` is being made.
  await undefined
  const headers = chosen()
  if (headers) return (await fetch(url, { method: 'HEAD', headers })).ok ? headers : {}
  // Renews a token that has run out.
  if (isLoggedIn()) await call('HEAD', url).catch(() => undefined)
  return isLoggedIn() ? authorization() : {}
}
