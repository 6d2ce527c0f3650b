import { z } from 'zod'
import type { Context } from '../../../schema/context.ts'
import { invalid, SinasError } from '../../../schema/errors.ts'
import { limit, skip } from '../../../schema/inputs.ts'
import { cancellable } from '../../../schema/streams.ts'
import { builder, User } from '../builder.ts'
import { FunctionEntity } from '../functions/function.entity.ts'
import type { Services } from '../services.ts'
import { assertInstallable } from './allow.ts'
import { installerOf } from './installer.ts'
import { mayInstall, mayInstallForOthers } from './may-install.ts'
import { EVERYONE, PackageEntity, type PackageRow } from './package.entity.ts'
import { pipLines } from './pip-lines.ts'
import { parseRequirement } from './requirement.ts'

const Package = builder.objectRef<PackageRow>('Package').implement({
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
    packageName: t.exposeString('packageName', { description: 'Its name.' }),
    version: t.exposeString('version', { description: 'The version that pip chose.' }),
    installedBy: t.field({ type: 'ID', description: 'The user who installed it.', resolve: ({ installedBy }) => installedBy }),
    installer: t.field({ type: User, description: 'The user who installed it.', resolve: ({ installedBy }) => ({ id: installedBy }) }),
    installedAt: t.expose('installedAt', { type: 'DateTime', description: 'When it was installed.' }),
  }),
})

builder.queryField('packages', (t) =>
  t.field({
    type: [Package],
    description: 'Packages, by name: those for everyone and those of the caller. With `sinas.packages.read:all` also those of other users.',
    authScopes: { can: 'packages.read' },
    args: { skip: t.arg.int(skip), limit: t.arg.int(limit) },
    resolve: (_, { skip, limit }, context) =>
      context.em.find(PackageEntity, context.reach('packages.read') === 'all' ? {} : { ownerId: [EVERYONE, context.caller!.userId] }, {
        orderBy: { name: 'asc', ownerId: 'asc' },
        offset: skip!,
        limit: limit!,
      }),
  }),
)

builder.mutationField('installPackage', (t) =>
  t.field({
    type: Package,
    description:
      'Installs a package from the index, as a wheel, for the functions of the caller or of everyone. It is there for the next execution; running ones keep the set that they began with. Installations wait for each other. Errors: FORBIDDEN (also by ALLOW_PACKAGE_INSTALLATION and ALLOWED_PACKAGES), ALREADY_EXISTS, BAD_REQUEST with what pip says, or where a package has files in the place of another’s or of the standard library’s, REFUSED above the quota of disk, QUEUE_FULL where too many wait, UNAVAILABLE without pip.',
    authScopes: (_, __, context) => (mayInstall(context) ? { authenticated: true } : { can: 'packages.create' }),
    args: {
      packageName: t.arg.string({ validate: z.string().min(1).max(255), description: 'Its name, `[extras]` where wanted.' }),
      name: t.arg.string({ validate: z.string().min(1).max(255), description: 'The same as `packageName`, as older clients send it.' }),
      forEveryone: t.arg.boolean({
        description:
          'Whether the functions of all users may import it, which takes `sinas.packages.install:all`; false: those of the caller alone. Default: whatever the caller may.',
      }),
      version: t.arg.string({ validate: z.string().min(1).max(255), description: 'A version, `2.31.0`, or a specifier, `>=2,<3`.' }),
    },
    async resolve(_, { version, forEveryone, ...named }, context) {
      const packageName = named.packageName ?? named.name
      if (!packageName) throw new SinasError('VALIDATION', { issues: [{ type: 'missing', loc: ['packageName'], msg: 'Field required' }] })
      const { em, services, signal } = context
      const caller = context.caller!
      const ownerId = ownerFor(context, forEveryone)
      const text = version ? `${packageName}${/^[<>=!~]/.test(version) ? '' : '=='}${version}` : packageName
      const requirement = parseRequirement(text)
      if (!requirement) throw invalid(['packageName'], 'not a name of a package, with its version', text)
      assertInstallable(services.config, requirement)
      if (await em.findOne(PackageEntity, { ownerId, name: requirement.name })) {
        throw new SinasError('ALREADY_EXISTS', { what: `Package ${requirement.packageName}` })
      }
      const onLine = (text: string) => services.channel.send({ kind: 'pip', packageName: requirement.name, userId: caller.userId, text })
      await services.packages.change({ ownerId, add: [requirement], installer: installerOf(caller), signal, onLine })
      return em.findOneOrFail(PackageEntity, { ownerId, name: requirement.name })
    },
  }),
)

builder.mutationField('removePackage', (t) =>
  t.boolean({
    description:
      'Removes a package: one’s own, or with `sinas.packages.delete:all` any. Errors: NOT_FOUND, FORBIDDEN, CONFLICT where functions that import it from there require it, QUEUE_FULL, BAD_REQUEST with what pip says.',
    authScopes: { can: 'packages.delete' },
    args: { id: t.arg({ type: 'ID', required: true, description: 'Id of the package.' }) },
    async resolve(_, { id }, context) {
      const { em, caller, services, signal } = context
      const row = await em.findOne(PackageEntity, { id })
      const mayAny = context.reach('packages.delete') === 'all'
      const isOwn = row?.ownerId === caller!.userId
      // A caller must not learn that other users have packages of their own.
      if (!row || (!isOwn && !mayAny && row.ownerId !== EVERYONE)) throw new SinasError('NOT_FOUND', { what: `Package ${id}` })
      if (!isOwn && !mayAny) throw new SinasError('FORBIDDEN', { permission: 'sinas.packages.delete:all' })
      const users = await requiring(context, row)
      if (users.length > 0) throw new SinasError('CONFLICT', { reason: `Functions require ${row.packageName}: ${users.join(', ')}` })
      await services.packages.change({ ownerId: row.ownerId, remove: row.name, installer: installerOf(caller!), signal })
      return true
    },
  }),
)

builder.subscriptionField('packageInstallation', (t) =>
  t.string({
    description:
      'What pip prints while a package is being installed, line by line, from any process: for the caller, or with `sinas.packages.install:all` for all users.',
    authScopes: { can: 'packages.create' },
    args: { packageName: t.arg.string({ required: true, description: 'Name of the package.' }) },
    subscribe(_, { packageName }, context) {
      const { services, signal, caller } = context
      const userId = mayInstallForOthers(context) ? null : caller!.userId
      return cancellable((ended) => pipLines(services.channel, packageName, userId, ended), signal)
    },
    resolve: (line) => line,
  }),
)

/** @throws SinasError FORBIDDEN where the caller may not install for all users */
function ownerFor(context: Context<Services>, forEveryone: boolean | null | undefined): string {
  const mayForOthers = mayInstallForOthers(context)
  if (forEveryone && !mayForOthers) throw new SinasError('FORBIDDEN', { permission: 'sinas.packages.install:all' })
  return (forEveryone ?? mayForOthers) ? EVERYONE : context.caller!.userId
}

/** Functions that require the package and import it from where it is: those of its owner, or of all who have none of that name themselves. */
async function requiring({ em }: Context<Services>, row: PackageRow): Promise<string[]> {
  const owners = row.ownerId === EVERYONE ? (await em.find(PackageEntity, { name: row.name })).map(({ ownerId }) => ownerId) : []
  const where = row.ownerId === EVERYONE ? { userId: { $nin: owners } } : { userId: row.ownerId }
  const functions = await em.find(
    FunctionEntity,
    { requirements: { $ne: [] }, ...where },
    { fields: ['namespace', 'name', 'requirements'] },
  )
  return functions
    .filter(({ requirements }) => requirements.some((text) => parseRequirement(text)?.name === row.name))
    .map(({ namespace, name }) => `${namespace}/${name}`)
}
