import type { Order } from '../../schema/connections/order.ts'
import { type List, readPages } from '../../schema/connections/page.ts'
import { builder, page, User } from './builder.ts'
import type { SecretRow } from './secret.entity.ts'
import { SecretType, visibleSecret } from './secret.ts'
import { SecretVersionEntity, type SecretVersionRow } from './secret-version.entity.ts'

const SecretVersion = builder.objectRef<SecretVersionRow>('SecretVersion').implement({
  description: 'That a secret got a new value at some time. The value itself is not told.',
  fields: (t) => ({
    id: t.expose('id', { type: 'ID', description: 'Its id.' }),
    version: t.exposeInt('version', { description: 'Its number, from 1.' }),
    secret: t.field({
      type: SecretType,
      nullable: true,
      description: 'The secret that it is a version of.',
      resolve: ({ secret }, _, context) => visibleSecret(context, secret),
    }),
    restoredFrom: t.exposeInt('restoredFrom', { nullable: true, description: 'The version whose value it has again.' }),
    createdBy: t.field({ type: 'ID', description: 'The user who set it.', resolve: ({ createdBy }) => createdBy }),
    author: t.field({ type: User, nullable: true, description: 'The user who set it.', resolve: ({ createdBy }) => ({ id: createdBy }) }),
    createdAt: t.expose('createdAt', { type: 'DateTime', description: 'When it was set.' }),
  }),
})

const SecretVersionConnection = builder.connectionObject({
  type: SecretVersion,
  name: 'SecretVersionConnection',
  description: 'A page of the versions of a secret.',
})

const NEWEST_FIRST: Order<SecretVersionRow> = [
  ['version', 'desc'],
  ['id', 'desc'],
]

const versions: List<SecretVersionRow> = { entity: SecretVersionEntity, where: {}, order: NEWEST_FIRST }

builder.objectField(SecretType, 'versions', (t) =>
  t.loadable({
    type: SecretVersionConnection,
    description: 'The last twenty times that it got a value, newest first.',
    byPath: true,
    args: page,
    load: (ids: string[], context, args) => readPages(context.em, versions, args, 'secret', ids),
    resolve: ({ id }: SecretRow) => id,
  }),
)
