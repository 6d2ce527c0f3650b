import { z } from 'zod'
import { invalid, SinasError } from '../../../schema/errors.ts'
import { cancellable } from '../../../schema/streams.ts'
import { builder, limit, skip, User } from '../builder.ts'
import { FunctionEntity } from '../functions/function.entity.ts'
import { assertInstallable } from './allow.ts'
import { writePackages } from './ensure-requirements.ts'
import { mayInstall } from './may-install.ts'
import { PackageEntity, type PackageRow } from './package.entity.ts'
import { pipLines } from './pip-lines.ts'
import { parseRequirement } from './requirement.ts'

const Package = builder.objectRef<PackageRow>('Package').implement({
  description: 'A Python package that every function may import.',
  fields: (t) => ({
    id: t.expose('id', { type: 'UUID', description: 'Its id.' }),
    packageName: t.exposeString('packageName', { description: 'Its name.' }),
    version: t.exposeString('version', { description: 'The version that pip chose.' }),
    installedBy: t.field({ type: 'UUID', description: 'Who installed it.', resolve: ({ installedBy }) => installedBy }),
    installer: t.field({ type: User, description: 'Who installed it.', resolve: ({ installedBy }) => ({ id: installedBy }) }),
    installedAt: t.expose('installedAt', { type: 'DateTime', description: 'When it was installed.' }),
  }),
})

builder.queryField('packages', (t) =>
  t.field({
    type: [Package],
    description: 'Packages: all of them with `sinas.packages.read:all`, otherwise those that the caller installed.',
    authScopes: { can: 'packages.read' },
    args: { skip: t.arg.int(skip), limit: t.arg.int(limit) },
    resolve: (_, { skip, limit }, context) =>
      context.em.find(PackageEntity, context.reach('packages.read') === 'all' ? {} : { installedBy: context.caller!.userId }, {
        orderBy: { name: 'asc' },
        offset: skip!,
        limit: limit!,
      }),
  }),
)

builder.mutationField('installPackage', (t) =>
  t.field({
    type: Package,
    description:
      'Installs a package from the index, as a wheel. It is there for the next execution; running ones keep the set that they began with. Errors: FORBIDDEN (also by ALLOW_PACKAGE_INSTALLATION and ALLOWED_PACKAGES), ALREADY_EXISTS, BAD_REQUEST with what pip says, UNAVAILABLE without pip.',
    authScopes: (_, __, context) => (mayInstall(context) ? { authenticated: true } : { can: 'packages.create' }),
    args: {
      packageName: t.arg.string({ validate: z.string().min(1).max(255), description: 'Its name, `[extras]` where wanted.' }),
      name: t.arg.string({ validate: z.string().min(1).max(255), description: 'The same as `packageName`, as older clients send it.' }),
      version: t.arg.string({ validate: z.string().min(1).max(255), description: 'A version, `2.31.0`, or a specifier, `>=2,<3`.' }),
    },
    async resolve(_, { version, ...named }, context) {
      const packageName = named.packageName ?? named.name
      if (!packageName) throw new SinasError('VALIDATION', { issues: [{ type: 'missing', loc: ['packageName'], msg: 'Field required' }] })
      const { em, services } = context
      const text = version ? `${packageName}${/^[<>=!~]/.test(version) ? '' : '=='}${version}` : packageName
      const requirement = parseRequirement(text)
      if (!requirement) throw invalid(['packageName'], 'not a name of a package, with its version', text)
      assertInstallable(services.config, requirement)
      if (await em.findOne(PackageEntity, { name: requirement.name })) {
        throw new SinasError('ALREADY_EXISTS', { what: `Package ${requirement.packageName}` })
      }
      const say = (line: string) => services.channel.send({ kind: 'pip', packageName: requirement.name, text: line })
      await services.packages.change(services.sandbox, { add: [requirement] }, (pins) => writePackages(context, pins), say)
      return em.findOneOrFail(PackageEntity, { name: requirement.name })
    },
  }),
)

builder.mutationField('removePackage', (t) =>
  t.boolean({
    description: 'Removes a package. Errors: NOT_FOUND, FORBIDDEN, CONFLICT where functions require it, BAD_REQUEST with what pip says.',
    authScopes: { can: 'packages.delete' },
    args: { id: t.arg({ type: 'UUID', required: true, description: 'Id of the package.' }) },
    async resolve(_, { id }, context) {
      const { em, caller, services, database } = context
      const row = await em.findOne(PackageEntity, { id })
      if (!row) throw new SinasError('NOT_FOUND', { what: `Package ${id}` })
      if (context.reach('packages.delete') !== 'all' && row.installedBy !== caller!.userId) {
        throw new SinasError('FORBIDDEN', { permission: 'sinas.packages.delete:all' })
      }
      const users = (await em.find(FunctionEntity, { requirements: { $ne: [] } }, { fields: ['namespace', 'name', 'requirements'] }))
        .filter(({ requirements }) => requirements.some((text) => parseRequirement(text)?.name === row.name))
        .map(({ namespace, name }) => `${namespace}/${name}`)
      if (users.length > 0) throw new SinasError('CONFLICT', { reason: `Functions require ${row.packageName}: ${users.join(', ')}` })
      await services.packages.change(services.sandbox, { remove: row.name }, async () => {
        await database.query('DELETE FROM functions.packages WHERE id = $1', [id])
      })
      return true
    },
  }),
)

builder.subscriptionField('packageInstallation', (t) =>
  t.string({
    description: 'What pip prints while a package is being installed, line by line, from whichever process.',
    authScopes: { can: 'packages.create' },
    args: { packageName: t.arg.string({ required: true, description: 'Name of the package.' }) },
    subscribe: (_, { packageName }, { services, signal }) => cancellable((ended) => pipLines(services.channel, packageName, ended), signal),
    resolve: (line) => line,
  }),
)
