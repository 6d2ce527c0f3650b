import { z } from 'zod'
import type { Context } from '../../../schema/context.ts'
import { invalid, SinasError } from '../../../schema/errors.ts'
import { cancellable } from '../../../schema/streams.ts'
import { builder } from '../builder.ts'
import { FunctionEntity } from '../functions/function.entity.ts'
import type { Services } from '../services.ts'
import { assertInstallable } from './allow.ts'
import { installerOf } from './installer.ts'
import { mayInstall, mayInstallForOthers } from './may-install.ts'
import { EVERYONE, PackageEntity, type PackageRow } from './package.entity.ts'
import { Package } from './package.ts'
import { pipLines } from './pip-lines.ts'
import { parseRequirement } from './requirement.ts'

const words = z.string().min(1).max(255)

builder.relayMutationField(
  'installPackage',
  {
    inputFields: (t) => ({
      packageName: t.string({ validate: words, description: 'Its name, `[extras]` where wanted.' }),
      name: t.string({
        validate: words,
        inaccessible: true,
        description: 'The same as `packageName`, as older clients of the REST API send it.',
      }),
      forEveryone: t.boolean({
        description:
          'Whether the functions of all users may import it, which takes `sinas.packages.install:all`; false: those of the caller alone. Default: whatever the caller may.',
      }),
      version: t.string({ validate: words, description: 'A version, `2.31.0`, or a specifier, `>=2,<3`.' }),
    }),
  },
  {
    nullable: true,
    description:
      'Installs a package from the index, as a wheel, for the functions of the caller or of everyone. It is there for the next execution; running ones keep the set that they began with. Installations wait for each other. Errors: FORBIDDEN (also by ALLOW_PACKAGE_INSTALLATION and ALLOWED_PACKAGES), ALREADY_EXISTS, BAD_REQUEST with what pip says, or where a package has files in the place of another’s or of the standard library’s, REFUSED above the quota of disk, QUEUE_FULL where too many wait, UNAVAILABLE without pip.',
    authScopes: (_, __, context) => (mayInstall(context) ? { authenticated: true } : { can: 'packages.create' }),
    async resolve(_, { input: { version, forEveryone, ...named } }, context) {
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
      return { package: await em.findOneOrFail(PackageEntity, { ownerId, name: requirement.name }) }
    },
  },
  {
    outputFields: (t) => ({
      package: t.expose('package', { type: Package, description: 'The package, with the version that pip chose.' }),
    }),
  },
)

builder.relayMutationField(
  'removePackage',
  { inputFields: (t) => ({ id: t.id({ required: true, description: 'Id of the package.' }) }) },
  {
    nullable: true,
    description:
      'Removes a package: one’s own, or with `sinas.packages.delete:all` any. Errors: NOT_FOUND, FORBIDDEN, CONFLICT where functions that import it from there require it, QUEUE_FULL, BAD_REQUEST with what pip says.',
    authScopes: { can: 'packages.delete' },
    async resolve(_, { input: { id } }, context) {
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
      return { package: row }
    },
  },
  { outputFields: (t) => ({ package: t.expose('package', { type: Package, description: 'The package as it was.' }) }) },
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
