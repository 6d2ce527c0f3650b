import { statfs } from 'node:fs/promises'
import { builder } from '../builder.ts'

interface Storage {
  folder: string
  totalBytes: number
  freeBytes: number
  isDatabaseEmbedded: boolean
  databaseBytes: number
}

const Storage = builder.objectRef<Storage>('Storage').implement({
  description: 'Where the platform keeps what it stores, and how much room there is.',
  fields: (t) => ({
    folder: t.exposeString('folder', { description: 'The data folder: SINAS_DATA_DIR.' }),
    totalBytes: t.field({ type: 'BigInt', resolve: (row) => row.totalBytes, description: 'Size of the disk that the data folder is on.' }),
    freeBytes: t.field({ type: 'BigInt', resolve: (row) => row.freeBytes, description: 'What is free of it.' }),
    isDatabaseEmbedded: t.exposeBoolean('isDatabaseEmbedded', {
      description: 'PostgreSQL is the one that the platform starts, in the data folder.',
    }),
    databaseBytes: t.field({ type: 'BigInt', resolve: (row) => row.databaseBytes, description: 'What its database in PostgreSQL takes.' }),
  }),
})

builder.queryField('storage', (t) =>
  t.field({
    type: Storage,
    nullable: true,
    authScopes: { canAll: 'system.read' },
    description: 'Where the process that answers keeps what it stores. Errors: FORBIDDEN.',
    async resolve(_root, _args, { em, services: { config } }) {
      // A process with a database of its own elsewhere may have no data folder.
      const disk = await statfs(config.dataDir).catch(() => statfs('.'))
      const [{ bytes }] = await em.getConnection().execute<[{ bytes: string }]>('SELECT pg_database_size(current_database()) AS bytes')
      return {
        folder: config.dataDir,
        totalBytes: disk.blocks * disk.bsize,
        freeBytes: disk.bavail * disk.bsize,
        isDatabaseEmbedded: config.databaseUrl === undefined,
        databaseBytes: Number(bytes),
      }
    },
  }),
)
