import assert from 'node:assert/strict'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { test } from 'node:test'
import { MikroORM } from '@mikro-orm/postgresql'
import { ormConfig } from '../../../schema/database.ts'
import { openDataFolder } from '../../../schema/embedded/data-folder.ts'
import { startPostgres } from '../../../schema/embedded/postgres.ts'
import { functions } from '../index.ts'

test('packages from when all users shared one set become their installers’ own, and stay with the functions that require them', async () => {
  const folder = await mkdtemp(path.join(tmpdir(), 'sinas-migration-'))
  const dataFolder = await openDataFolder(folder)
  const postgres = await startPostgres(dataFolder)
  const { entities, migrations } = functions
  const orm = await MikroORM.init(ormConfig({ url: postgres.url, schema: 'functions', entities, migrations }))
  try {
    const sql = (text: string) => orm.em.getConnection().execute(text)
    await sql('create schema if not exists "functions"')
    await orm.migrator.up({ to: 'Migration20261123213047' })
    const [ada, bob] = [crypto.randomUUID(), crypto.randomUUID()]
    for (const name of ['foo-bar', 'other'])
      await sql(`insert into functions.packages values (gen_random_uuid(), '${name}', '${name}', '1.2', '${ada}', now())`)
    const fn = (owner: string, name: string, requirements: string) =>
      sql(`insert into functions.functions (id, user_id, namespace, name, code, input_schema, output_schema, requirements, enabled_namespaces,
        shared_pool, requires_approval, is_active, version, created_at, updated_at)
        values (gen_random_uuid(), '${owner}', 'default', '${name}', '', '{}', '{}', '${requirements}', '{}', false, false, true, 1, now(), now())`)
    await fn(ada, 'a', '{other}')
    await fn(bob, 'b', '{"Foo_Bar [x] >= 1"}')
    await fn(bob, 'c', '{foo.bar,absent}')
    await orm.migrator.up()
    const rows = await sql('select owner_id, name, version, installed_by from functions.packages')
    const expected = [
      { owner_id: ada, name: 'foo-bar', version: '1.2', installed_by: ada },
      { owner_id: ada, name: 'other', version: '1.2', installed_by: ada },
      { owner_id: bob, name: 'foo-bar', version: '1.2', installed_by: bob },
    ]
    const byText = (a: object, b: object) => JSON.stringify(a).localeCompare(JSON.stringify(b))
    assert.deepEqual(rows.toSorted(byText), expected.toSorted(byText))
  } finally {
    await orm.close(true)
    await postgres.stop()
    await dataFolder.close()
    await rm(folder, { recursive: true, force: true })
  }
})
