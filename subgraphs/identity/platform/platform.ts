import { API_VERSION, VERSION, workingCopyCommit } from '../../../schema/version.ts'
import { builder } from '../builder.ts'

interface PlatformFacts {
  version: string
  commit: string | null
  apiVersion: string
  node: string
}

const Platform = builder.objectRef<PlatformFacts>('Platform').implement({
  description: 'This installation.',
  fields: (t) => ({
    version: t.exposeString('version', { description: 'Its version, as CHANGELOG.md names it.' }),
    commit: t.exposeString('commit', { nullable: true, description: 'The commit that it was built from, where that is known.' }),
    apiVersion: t.exposeString('apiVersion', { description: 'What stands in the paths of the REST API.' }),
    node: t.exposeString('node', { description: 'The version of Node.js that it runs on.' }),
  }),
})

builder.queryField('platform', (t) =>
  t.field({
    type: Platform,
    nullable: true,
    authScopes: { public: true },
    description: 'The version of this installation.',
    resolve: (_root, _args, { services: { config } }) => ({
      version: VERSION,
      commit: config.GIT_COMMIT ?? workingCopyCommit(),
      apiVersion: API_VERSION,
      node: process.versions.node,
    }),
  }),
)
