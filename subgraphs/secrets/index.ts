import { buildSubgraph } from '../../schema/builder.ts'
import type { Subgraph } from '../../schema/subgraph.ts'
import { builder, type Services } from './builder.ts'
import { startPruning } from './prune-uses.ts'
import { SecretEntity } from './secret.entity.ts'
import { SecretUseEntity } from './secret-use.entity.ts'
import { SecretVersionEntity } from './secret-version.entity.ts'
import './change-secrets.ts'
import './hand-out-secrets.ts'
import './secret.ts'
import './secret-use.ts'
import './secret-version.ts'

/** Values that functions use by name, and that no user can read again. */
export const secrets: Subgraph<Services> = {
  name: 'secrets',
  schema: buildSubgraph(builder),
  entities: [SecretEntity, SecretVersionEntity, SecretUseEntity],
  migrations: new URL('./migrations/', import.meta.url),
  start: async ({ sealer, log }, database) => ({ services: { sealer }, stop: startPruning(database, log) }),
}
