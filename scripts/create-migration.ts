// Writes the migration that brings a subgraph's tables in line with its entities:  node scripts/create-migration.ts identity
import { spawnSync } from 'node:child_process'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { MikroORM } from '@mikro-orm/postgresql'
import { ormConfig } from '../schema/database.ts'
import { openDataFolder } from '../schema/embedded/data-folder.ts'
import { startPostgres } from '../schema/embedded/postgres.ts'
import type { Subgraph } from '../schema/subgraph.ts'
import { subgraphs } from '../subgraphs/index.ts'

const [name = ''] = process.argv.slice(2)
const subgraph = (subgraphs as Partial<Record<string, Subgraph>>)[name]
if (!subgraph) {
  console.error(`Name a subgraph: npm run migration ${Object.keys(subgraphs).join(' | ')}`)
  process.exit(1)
}
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
  if (fileName) {
    formatMigrations()
    console.log(`written: subgraphs/${name}/migrations/${fileName}`)
  } else {
    console.log(`nothing to change: the migrations already make every table of "entities" in subgraphs/${name}/index.ts`)
    console.log('Is your entity there?')
  }
  await orm.close()
} finally {
  await postgres.stop()
  await dataFolder.close()
  await rm(folder, { recursive: true, force: true })
}

/** As the gate `style` wants them: MikroORM writes in a style of its own. */
function formatMigrations(): void {
  const root = path.join(import.meta.dirname, '..')
  const args = ['node_modules/@biomejs/biome/bin/biome', 'check', '--write', '--log-level=error', `subgraphs/${name}/migrations`]
  spawnSync(process.execPath, args, { cwd: root, stdio: ['ignore', 'ignore', 'inherit'] })
}
