import { buildSubgraph } from '../../schema/builder.ts'
import type { Subgraph } from '../../schema/subgraph.ts'
import { builder } from './builder.ts'
import './executions/control.ts'
import './executions/events.ts'
import './executions/execute.ts'
import './executions/execution.ts'
import './executions/execution-changes.ts'
import './executions/execution-errors.ts'
import './executions/executions-of.ts'
import './executions/liveness.ts'
import './executions/log.ts'
import './executions/run.ts'
import './executions/step.ts'
import './functions/by-name.ts'
import './functions/change-functions.ts'
import './functions/function.ts'
import './functions/offered.ts'
import './functions/target.ts'
import './functions/version.ts'
import './jobs/change-queued-jobs.ts'
import './jobs/job.ts'
import './jobs/queue-stats.ts'
import './jobs/queue-worker.ts'
import './jobs/queued-job.ts'
import './packages/change-packages.ts'
import './packages/package.ts'
import './pool/change-pool.ts'
import './pool/pool.ts'
import './templates/render-templates.ts'
import { ExecutionEntity } from './executions/execution.entity.ts'
import { LogEntryEntity } from './executions/log-entry.entity.ts'
import { StepEntity } from './executions/step.entity.ts'
import { FunctionEntity } from './functions/function.entity.ts'
import { VersionEntity } from './functions/version.entity.ts'
import { PackageEntity } from './packages/package.entity.ts'
import { PackageSetEntity } from './packages/package-set.entity.ts'
import { PackageTurnEntity } from './packages/package-turn.entity.ts'
import type { Services } from './services.ts'
import { start } from './start.ts'

/** Functions and their versions, executions and their steps, packages, and the pool and queue that run them. */
export const functions: Subgraph<Services> = {
  name: 'functions',
  schema: buildSubgraph(builder),
  entities: [
    FunctionEntity,
    VersionEntity,
    ExecutionEntity,
    StepEntity,
    LogEntryEntity,
    PackageEntity,
    PackageSetEntity,
    PackageTurnEntity,
  ],
  migrations: new URL('./migrations/', import.meta.url),
  start,
}
