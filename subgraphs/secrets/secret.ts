import { containingIn } from '../../schema/bounded/contains.ts'
import { orderInput } from '../../schema/connections/fields.ts'
import { loadRow } from '../../schema/connections/load-row.ts'
import type { Order } from '../../schema/connections/order.ts'
import { type List, readPage } from '../../schema/connections/page.ts'
import { readVisiblePages } from '../../schema/connections/visible-pages.ts'
import type { Context } from '../../schema/context.ts'
import { text } from '../../schema/inputs.ts'
import { builder, page, type Services, User } from './builder.ts'
import { SecretEntity, type SecretRow } from './secret.entity.ts'
import { findSecret, maySee } from './secret-access.ts'
import { SECRET_NAME, SecretReference, SecretVisibility } from './secret-input.ts'

export const SecretType = builder.objectRef<SecretRow>('Secret').implement({
  description:
    'A value that functions use by its name, and that no answer of this API holds: it can be replaced, and not be read again. ' +
    'Where it appears in what a function prints, returns or raises, `[secret NAME]` is kept in its place.',
  fields: (t) => ({
    id: t.expose('id', { type: 'ID', description: 'Its id.' }),
    userId: t.expose('userId', { type: 'ID', description: 'Its owner.' }),
    owner: t.field({ type: User, nullable: true, description: 'Its owner.', resolve: ({ userId }) => ({ id: userId }) }),
    name: t.exposeString('name', { description: SECRET_NAME }),
    visibility: t.field({
      type: SecretVisibility,
      description: 'Whether it is used in the runs of its owner alone.',
      resolve: ({ visibility }) => visibility,
    }),
    description: t.exposeString('description', { nullable: true, description: 'What it is for.' }),
    version: t.exposeInt('version', { description: 'Number of the version that is used: each new value is a version.' }),
    createdAt: t.expose('createdAt', { type: 'DateTime', description: 'When it was made.' }),
    updatedAt: t.expose('updatedAt', { type: 'DateTime', description: 'When it last changed.' }),
  }),
})

builder.asEntity(SecretType, {
  key: builder.selection<{ id: string }>('id'),
  resolveReference: ({ id }, context) => visibleSecret(context, id),
})

/** The secret, or null where the caller may not see it. */
export async function visibleSecret(context: Context<Services>, id: string): Promise<SecretRow | null> {
  const row = context.caller && (await loadRow(context, SecretEntity, id))
  return row && maySee(context.caller!, row) ? row : null
}

const SecretConnection = builder.connectionObject({
  type: SecretType,
  name: 'SecretConnection',
  description: 'A page of a list of secrets.',
})

const SecretFilter = builder.inputType('SecretFilter', {
  description: 'Which secrets are listed: those that meet all that is given.',
  fields: (t) => ({
    visibility: t.field({ type: SecretVisibility, description: 'Those of this kind.' }),
    search: t.string({ validate: text(0, 255), description: 'Part of the name or the description, in any case.' }),
  }),
})

const SecretOrder = orderInput<SecretRow, Services>(builder, 'Secret', {
  CREATED_AT: { property: 'createdAt', description: 'When it was made.' },
  NAME: { property: 'name', description: 'Its name.' },
  UPDATED_AT: { property: 'updatedAt', description: 'When it last changed.' },
})

const BY_NAME: Order<SecretRow> = [
  ['name', 'asc'],
  ['id', 'asc'],
]

type Filter = typeof SecretFilter.$inferInput

function listOfSecrets({ caller }: Context<Services>, { visibility, search }: Filter, order: Order<SecretRow>): List<SecretRow> {
  return {
    entity: SecretEntity,
    where: {
      ...(visibility && { visibility }),
      ...(search && containingIn(search, 'name', 'description')),
    },
    order,
    isVisible: (row) => caller !== null && maySee(caller, row),
  }
}

builder.queryFields((t) => ({
  secrets: t.field({
    type: SecretConnection,
    nullable: true,
    description: 'The secrets that the caller may read or use, without their values.',
    authScopes: { authenticated: true },
    args: {
      ...page,
      filter: t.arg({ type: SecretFilter, description: 'Which ones.' }),
      orderBy: t.arg({ type: SecretOrder.input, description: 'Absent: by name.' }),
    },
    resolve: (_, { filter, orderBy, ...args }, context) =>
      readPage(context.em, listOfSecrets(context, filter ?? {}, SecretOrder.order(orderBy, BY_NAME)), args),
  }),
  secret: t.field({
    type: SecretType,
    nullable: true,
    description: 'One secret, without its value. Errors: NOT_FOUND.',
    authScopes: { authenticated: true },
    args: { by: t.arg({ type: SecretReference, required: true, description: 'Which one.' }) },
    resolve: (_, { by }, context) => findSecret(context, by, 'read'),
  }),
}))

builder.objectFields(User, (t) => ({
  secrets: t.loadable({
    type: SecretConnection,
    description: 'Their secrets, as far as the caller may read or use them, by name.',
    byPath: true,
    args: page,
    load: (ids: string[], context, args) =>
      readVisiblePages(context.em, listOfSecrets(context, {}, BY_NAME), args, 'userId', ids, ['name', 'userId']),
    resolve: ({ id }) => id,
  }),
}))
