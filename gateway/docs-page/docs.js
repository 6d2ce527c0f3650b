// The pages of the REST API. A document tells what its reader may use, so it is asked for with the credential that they have given, or as who is logged in
// in this browser: its cookie goes along by itself.

const { document: url } = document.getElementById('docs').dataset
document.documentElement.classList.toggle('dark-mode', matchMedia('(prefers-color-scheme: dark)').matches)

const docs = SwaggerUIBundle({
  url,
  dom_id: '#docs',
  deepLinking: true,
  persistAuthorization: true,
  docExpansion: 'list',
  filter: true,
  defaultModelsExpandDepth: -1,
  // A third-party validator would learn where this server is.
  validatorUrl: null,
  plugins: [reloadOnAuthorization, readJson, resolveParts, findOperations],
  async requestInterceptor(request) {
    return { ...request, headers: { ...request.headers, 'sinas-csrf': '1', ...(request.loadSpec && (await credential())) } }
  },
})

function reloadOnAuthorization() {
  const andReload = (change) => (payload) => {
    change(payload)
    docs.specActions.download(url)
  }
  return { statePlugins: { auth: { wrapActions: { authorizeWithPersistOption: andReload, logoutWithPersistOption: andReload } } } }
}

/** A document is JSON: to read it as YAML, which Swagger UI does, takes many times as long. */
function readJson() {
  const parseToJson =
    (_original, { specActions, specSelectors }) =>
    (text) =>
      specActions.updateJsonSpec(JSON.parse(text || specSelectors.specStr()))
  return { statePlugins: { spec: { wrapActions: { parseToJson } } } }
}

/** Swagger UI takes a whole document apart to resolve one operation of it: it gets a document of that operation alone. */
function resolveParts() {
  return {
    afterLoad({ fn: { resolveSubtree } }) {
      Object.assign(this.fn, { resolveSubtree: (document, path, options) => resolveSubtree(partOf(document, path), path, options) })
    },
  }
}

function partOf(document, [root, name]) {
  const { securitySchemes, ...named } = document.components
  const item = root === 'paths' ? document.paths[name] : undefined
  const components = { securitySchemes }
  const pending = [item]
  for (let part = pending.pop(); part !== undefined || pending.length > 0; part = pending.pop()) {
    if (typeof part !== 'object' || part === null) continue
    const [, kind, of] = typeof part.$ref === 'string' ? part.$ref.split('/').slice(-3) : []
    if (kind && !components[kind]?.[of]) {
      components[kind] = { ...components[kind], [of]: named[kind][of] }
      pending.push(named[kind][of])
    }
    pending.push(...Object.values(part))
  }
  return { ...document, paths: item ? { [name]: item } : {}, components }
}

/** A field that finds operations by words of their method, path, name and summary; that of Swagger UI finds headings alone. */
function findOperations({ React, layoutActions, layoutSelectors }) {
  const fits = (words) => (row) => {
    const operation = row.get('operation')
    const told = [row.get('method'), row.get('path'), operation.get('operationId'), operation.get('summary')].join(' ').toLowerCase()
    return words.every((word) => told.includes(word))
  }
  const opsFilter = (headings, phrase) => {
    const words = phrase.toLowerCase().split(/\s+/).filter(Boolean)
    return headings
      .map((heading) => heading.update('operations', (rows) => rows.filter(fits(words))))
      .filter((heading) => heading.get('operations').size > 0)
  }
  const FilterContainer = () => () => {
    const filter = layoutSelectors.currentFilter()
    const onChange = ({ target }) => layoutActions.updateFilter(target.value)
    const value = typeof filter === 'string' ? filter : ''
    const placeholder = 'Find an operation: post chats, approve, /states…'
    const props = { className: 'operation-filter', type: 'search', placeholder, 'aria-label': 'Find an operation', value, onChange }
    return React.createElement('div', { className: 'wrapper' }, React.createElement('input', props))
  }
  return { fn: { opsFilter }, wrapComponents: { FilterContainer } }
}

/** What was given by the button `Authorize`. */
function chosen() {
  const { apiKey, bearer } = docs.authSelectors.authorized()?.toJS() ?? {}
  if (apiKey) return { 'X-API-Key': apiKey.value }
  return bearer && { Authorization: `Bearer ${bearer.value}` }
}

/** With an expired token the page shows what it would without. */
async function credential() {
  // The first document is asked for while `docs` is being made.
  await undefined
  const headers = chosen()
  return headers && (await fetch(url, { method: 'HEAD', headers })).ok ? headers : {}
}
