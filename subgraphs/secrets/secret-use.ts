import type { Order } from '../../schema/connections/order.ts'
import { type List, readPages } from '../../schema/connections/page.ts'
import { mayActOn } from '../../schema/permissions.ts'
import { builder, page, User } from './builder.ts'
import type { SecretRow } from './secret.entity.ts'
import { SecretType } from './secret.ts'
import { actionOn } from './secret-access.ts'
import { SecretUseEntity, type SecretUseRow, type UsedBy } from './secret-use.entity.ts'

export const SecretUser = builder.enumType('SecretUser', {
  description: 'What uses a secret.',
  values: {
    FUNCTION: { value: 'function' satisfies UsedBy, description: 'A run of a function that lists it.' },
  },
})

const SecretUse = builder.objectRef<SecretUseRow>('SecretUse').implement({
  description: 'That a secret was handed out.',
  fields: (t) => ({
    id: t.expose('id', { type: 'ID', description: 'Its id.' }),
    version: t.exposeInt('version', { description: 'The version that was used.' }),
    usedBy: t.field({ type: SecretUser, description: 'To what.', resolve: ({ usedBy }) => usedBy }),
    usedByName: t.exposeString('usedByName', { description: 'Its name: `billing/charge`.' }),
    executionId: t.expose('executionId', { type: 'ID', nullable: true, description: 'In which run of a function.' }),
    userId: t.expose('userId', { type: 'ID', description: 'For whom.' }),
    user: t.field({ type: User, nullable: true, description: 'For whom.', resolve: ({ userId }) => ({ id: userId }) }),
    usedAt: t.expose('usedAt', { type: 'DateTime', description: 'When.' }),
  }),
})

const SecretUseConnection = builder.connectionObject({
  type: SecretUse,
  name: 'SecretUseConnection',
  description: 'A page of the uses of a secret.',
})

const LATEST_FIRST: Order<SecretUseRow> = [
  ['usedAt', 'desc'],
  ['id', 'desc'],
]

const uses: List<SecretUseRow> = { entity: SecretUseEntity, where: {}, order: LATEST_FIRST }

builder.objectField(SecretType, 'uses', (t) =>
  t.loadable({
    type: SecretUseConnection,
    description: 'What it was handed out to in the last ninety days, the latest first: for those who may change it. Others see none.',
    byPath: true,
    args: page,
    load: (secrets: SecretRow[], context, args) => {
      const ids = secrets.map(({ id, name, userId }) => (mayActOn(context.caller, actionOn(name, 'update'), userId) ? id : null))
      return readPages(context.em, uses, args, 'secret', ids)
    },
    resolve: (row) => row as never,
  }),
)
