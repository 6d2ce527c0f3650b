import { defineEntity, type InferEntity, p } from '@mikro-orm/core'
import type { Actor } from '../../../schema/caller.ts'

export const STATUSES = ['PENDING', 'RUNNING', 'AWAITING_INPUT', 'COMPLETED', 'FAILED', 'CANCELLED'] as const
export type ExecutionStatus = (typeof STATUSES)[number]

export const TRIGGERS = ['WEBHOOK', 'SCHEDULE', 'AGENT', 'MANUAL', 'API'] as const
export type TriggerType = (typeof TRIGGERS)[number]

/** One call of a function: who, what, with which outcome. */
export const ExecutionEntity = defineEntity({
  name: 'Execution',
  schema: 'functions',
  tableName: 'executions',
  // Lists are read by these, from any place on. Calls that come with neither key, chat nor trigger are in the first three alone: each index more is
  // work for every call.
  indexes: [
    { name: 'executions_of_user', properties: ['userId', 'createdAt', 'id'] },
    { name: 'executions_of_function', properties: ['functionId', 'createdAt', 'id'] },
    { name: 'executions_latest', properties: ['createdAt', 'id'] },
    { name: 'executions_of_chat', properties: ['chatId', 'createdAt', 'id'], where: 'chat_id is not null' },
    {
      name: 'executions_of_trigger',
      properties: ['triggerId', 'createdAt', 'id'],
      where: `trigger_type in ('WEBHOOK', 'SCHEDULE')`,
    },
    { name: 'executions_failed', properties: ['createdAt', 'id'], where: 'fingerprint is not null' },
    { name: 'executions_of_error', properties: ['fingerprint', 'createdAt', 'id'], where: 'fingerprint is not null' },
  ],
  uniques: [
    { name: 'executions_idempotency_key', properties: ['userId', 'functionId', 'idempotencyKey'], where: 'idempotency_key is not null' },
  ],
  properties: {
    id: p.uuid().primary(),
    /** The user as whom it runs. */
    userId: p.uuid(),
    functionId: p.uuid(),
    functionNamespace: p.text(),
    functionName: p.text(),
    /** The version of the function that ran. */
    version: p.integer(),
    triggerType: p.text().$type<TriggerType>(),
    triggerId: p.text(),
    chatId: p.text().nullable(),
    status: p.text().$type<ExecutionStatus>(),
    inputData: p.json().columnType('json').$type<unknown>(),
    outputData: p.json().columnType('json').$type<unknown>().nullable(),
    error: p.text().nullable(),
    /** The user's frames only. */
    traceback: p.text().nullable(),
    /** In a word: exception, timeout, memory, crash, ... */
    reason: p.text().nullable(),
    /** The same for runs of a function that failed alike. */
    fingerprint: p.text().nullable(),
    inputPrompt: p.text().nullable(),
    inputSchema: p.json().columnType('json').$type<unknown>().nullable(),
    /** What a webhook hands to the function as `context["request"]`. */
    request: p.json().columnType('json').$type<unknown>().nullable(),
    /** Seconds that it may run. */
    timeout: p.integer(),
    idempotencyKey: p.text().nullable(),
    /** The API key with which it was started: it may do no more than the key. */
    apiKeyId: p.uuid().nullable(),
    /** Who had shaped the run that started it: it may do no more than they could. Authors of its own code are found when it begins. */
    shapers: p.json<Actor[]>().columnType('json').$type<Actor[]>().default('[]'),
    /** Input that was given to a paused execution, for the process that holds it. */
    continueInput: p.json().columnType('json').$type<unknown>().nullable(),
    /** The process that runs it, or holds it while it waits for input. */
    processId: p.uuid().nullable(),
    /** Times that it began; more than one where a queued execution was tried again. */
    attempts: p.integer(),
    /** When one that was queued with a delay may begin; null: at once. */
    runAt: p.datetime().nullable(),
    durationMs: p.float().nullable(),
    cpuMs: p.float().nullable(),
    peakMemoryKb: p.integer().nullable(),
    /** When it was ordered: its place in lists, which it keeps. */
    createdAt: p.datetime().columnType('timestamptz').defaultRaw('now()'),
    /** When its last attempt began; before that, when it was ordered. */
    startedAt: p.datetime(),
    completedAt: p.datetime().nullable(),
  },
})

export type ExecutionRow = InferEntity<typeof ExecutionEntity>
