import { readPage } from '../../../schema/connections/page.ts'
import { builder, page, User } from '../builder.ts'
import { EVERYONE, PackageEntity, type PackageRow } from './package.entity.ts'

export const Package = builder.objectRef<PackageRow>('Package').implement({
  description:
    'A Python package that functions may import: the functions of all users, or those of one user. In that user’s functions it comes before a package of the same name for all users.',
  fields: (t) => ({
    id: t.expose('id', { type: 'ID', description: 'Its id.' }),
    forEveryone: t.boolean({
      description: 'Whether the functions of all users may import it.',
      resolve: ({ ownerId }) => ownerId === EVERYONE,
    }),
    ownerId: t.field({
      type: 'ID',
      nullable: true,
      description: 'The user whose functions may import it; null where it is for everyone.',
      resolve: ({ ownerId }) => (ownerId === EVERYONE ? null : ownerId),
    }),
    owner: t.field({
      type: User,
      nullable: true,
      description: 'The user whose functions may import it; null where it is for everyone.',
      resolve: ({ ownerId }) => (ownerId === EVERYONE ? null : { id: ownerId }),
    }),
    name: t.exposeString('packageName', { description: 'Its name.' }),
    version: t.exposeString('version', { description: 'The version that pip chose.' }),
    installedBy: t.field({ type: 'ID', description: 'The user who installed it.', resolve: ({ installedBy }) => installedBy }),
    installer: t.field({
      type: User,
      nullable: true,
      description: 'The user who installed it.',
      resolve: ({ installedBy }) => ({ id: installedBy }),
    }),
    installedAt: t.expose('installedAt', { type: 'DateTime', description: 'When it was installed.' }),
  }),
})

const PackageConnection = builder.connectionObject({
  type: Package,
  name: 'PackageConnection',
  description: 'A page of a list of packages.',
})

builder.queryField('packages', (t) =>
  t.field({
    type: PackageConnection,
    nullable: true,
    description: 'Packages, by name: those for everyone and those of the caller. With `sinas.packages.read:all` also those of other users.',
    authScopes: { can: 'packages.read' },
    args: page,
    resolve(_, args, context) {
      const where = context.reach('packages.read') === 'all' ? {} : { ownerId: { $in: [EVERYONE, context.caller!.userId] } }
      const order = [
        ['name', 'asc'],
        ['ownerId', 'asc'],
      ] as const
      return readPage(context.em, { entity: PackageEntity, where, order }, args)
    },
  }),
)
