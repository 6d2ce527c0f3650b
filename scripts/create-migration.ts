// Writes the migration that brings a subgraph's tables in line with its entities:  node scripts/create-migration.ts identity
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { MikroORM } from '@mikro-orm/postgresql'
import { ormConfig } from '../schema/database.ts'
import { openDataFolder } from '../schema/embedded/data-folder.ts'
import { startPostgres } from '../schema/embedded/postgres.ts'
import type { Subgraph } from '../schema/subgraph.ts'

const [name] = process.argv.slice(2)
const module = await import(`../subgraphs/${name}/index.ts`)
const subgraph = module[name as string] as Subgraph
const folder = await mkdtemp(path.join(tmpdir(), 'sinas-migration-'))
const dataFolder = await openDataFolder(folder)
const postgres = await startPostgres(dataFolder)
try {
  const orm = await MikroORM.init(
    ormConfig({ url: postgres.url, schema: subgraph.name, entities: subgraph.entities, migrations: subgraph.migrations }),
  )
  await orm.em.getConnection().execute(`create schema if not exists "${subgraph.name}"`)
  await orm.migrator.up()
  const { fileName } = await orm.migrator.create()
  console.log(fileName ? `written: ${fileName}` : 'nothing to change')
  await orm.close()
} finally {
  await postgres.stop()
  await dataFolder.close()
  await rm(folder, { recursive: true, force: true })
}
