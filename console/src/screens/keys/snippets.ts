import type { Snippets } from '../../ui/CopyAs.tsx'
import { curlOf, sdkSnippets } from '../../ui/snippets.ts'

/** How a new key is used first. Every key may ask who it is of, so this works with each. */
export function snippetsWith(key: string): Snippets {
  const graphql = { query: '{ me { id email groupNames } }' }
  const sdks = sdkSnippets({
    typescript: 'console.log(await sinas.auth.me())',
    python: 'print(sinas.auth.me())',
    go: 'me, err := client.Auth.Me(ctx)',
    rust: 'let me = client.auth().me().await?;',
  })
  const environment = `export SINAS_API_KEY=${key}`
  return {
    curl: `${environment}\n\n${curlOf('GET', '/api/v1/auth/me')}`,
    GraphQL: `${environment}\n\n${curlOf('POST', '/graphql', graphql)}`,
    ...sdks,
  }
}
