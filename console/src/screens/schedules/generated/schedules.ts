// Of schedules.graphql, by `npm run console:documents`: don’t edit it.
import { TypedDocument } from '../../../data/document.ts'
/** Internal type. DO NOT USE DIRECTLY. */
type Exact<T extends { [key: string]: unknown }> = { [K in keyof T]: T[K] };
/** Internal type. DO NOT USE DIRECTLY. */
export type Incremental<T> = T | { [P in keyof T]?: P extends ' $fragmentName' | '__typename' ? T[P] : never };
export type CreateScheduleInput = {
  content?: string | null | undefined;
  cronExpression: string;
  description?: string | null | undefined;
  inputData?: unknown;
  isActive?: boolean | null | undefined;
  missedPolicy?: MissedPolicy | null | undefined;
  missedWindow?: number | null | undefined;
  name: string;
  overlapPolicy?: OverlapPolicy | null | undefined;
  targetName?: string | null | undefined;
  targetNamespace?: string | null | undefined;
  targetType?: ScheduleType | null | undefined;
  timezone?: string | null | undefined;
};

export type ExecutionFilter = {
  chatId?: string | null | undefined;
  fingerprint?: string | null | undefined;
  functionId?: string | null | undefined;
  functionName?: string | null | undefined;
  functionNamespace?: string | null | undefined;
  status?: ExecutionStatus | null | undefined;
  triggerId?: string | null | undefined;
  triggerType?: TriggerType | null | undefined;
};

export type ExecutionStatus =
  | 'AWAITING_INPUT'
  | 'CANCELLED'
  | 'COMPLETED'
  | 'FAILED'
  | 'PENDING'
  | 'RUNNING';

export type MissedPolicy =
  | 'RUN_ALL'
  | 'RUN_ONCE'
  | 'SKIP';

export type OrderDirection =
  | 'ASC'
  | 'DESC';

export type OverlapPolicy =
  | 'PARALLEL'
  | 'QUEUE'
  | 'SKIP';

export type ScheduleFilter = {
  isActive?: boolean | null | undefined;
  search?: string | null | undefined;
  targetType?: ScheduleType | null | undefined;
};

export type ScheduleOrder = {
  direction: OrderDirection;
  field: ScheduleOrderField;
};

export type ScheduleOrderField =
  | 'CREATED_AT'
  | 'NAME'
  | 'UPDATED_AT';

export type ScheduleReference =
  {   id: string; name?: never; }
  |  { id?: never;   name: string; };

export type ScheduleSlotStatus =
  | 'FAILED'
  | 'FIRED'
  | 'MISSED'
  | 'SKIPPED'
  | 'STARTING'
  | 'WAITING';

export type ScheduleType =
  | 'AGENT'
  | 'FUNCTION';

export type TriggerType =
  | 'AGENT'
  | 'API'
  | 'MANUAL'
  | 'SCHEDULE'
  | 'WEBHOOK';

export type UpdateScheduleInput = {
  content?: string | null | undefined;
  cronExpression?: string | null | undefined;
  description?: string | null | undefined;
  inputData?: unknown;
  isActive?: boolean | null | undefined;
  missedPolicy?: MissedPolicy | null | undefined;
  missedWindow?: number | null | undefined;
  name?: string | null | undefined;
  overlapPolicy?: OverlapPolicy | null | undefined;
  schedule: ScheduleReference;
  targetName?: string | null | undefined;
  targetNamespace?: string | null | undefined;
  targetType?: ScheduleType | null | undefined;
  timezone?: string | null | undefined;
};

export type ScheduleRowFragment = { id: string, name: string, description: string | null, cronExpression: string, timezone: string, isActive: boolean, targetType: ScheduleType, targetNamespace: string, targetName: string, lastRun: string | null, nextRun: string | null };

export type ScheduleDetailFragment = { content: string | null, inputData: unknown, missedPolicy: MissedPolicy, missedWindow: number, overlapPolicy: OverlapPolicy, fault: string | null, createdAt: string, updatedAt: string, id: string, name: string, description: string | null, cronExpression: string, timezone: string, isActive: boolean, targetType: ScheduleType, targetNamespace: string, targetName: string, lastRun: string | null, nextRun: string | null, owner: { id: string, email: string | null } | null, editor: { id: string, email: string | null } | null };

export type SlotRowFragment = { id: string, scheduleId: string, slotAt: string, firedAt: string | null, status: ScheduleSlotStatus, reason: string | null, isManual: boolean, executionId: string | null, chatId: string | null, execution: { id: string, status: ExecutionStatus, durationMs: number | null } | null };

export type SchedulesQueryVariables = Exact<{
  filter?: ScheduleFilter | null | undefined;
  orderBy?: ScheduleOrder | null | undefined;
  after?: string | null | undefined;
}>;


export type SchedulesQuery = { schedules: { nodes: Array<{ id: string, name: string, description: string | null, cronExpression: string, timezone: string, isActive: boolean, targetType: ScheduleType, targetNamespace: string, targetName: string, lastRun: string | null, nextRun: string | null }>, pageInfo: { hasNextPage: boolean, endCursor: string | null } } };

export type ScheduleQueryVariables = Exact<{
  id: string;
}>;


export type ScheduleQuery = { schedule: { content: string | null, inputData: unknown, missedPolicy: MissedPolicy, missedWindow: number, overlapPolicy: OverlapPolicy, fault: string | null, createdAt: string, updatedAt: string, id: string, name: string, description: string | null, cronExpression: string, timezone: string, isActive: boolean, targetType: ScheduleType, targetNamespace: string, targetName: string, lastRun: string | null, nextRun: string | null, owner: { id: string, email: string | null } | null, editor: { id: string, email: string | null } | null } };

export type ScheduleSlotsQueryVariables = Exact<{
  id: string;
  status?: ScheduleSlotStatus | null | undefined;
  after?: string | null | undefined;
}>;


export type ScheduleSlotsQuery = { schedule: { id: string, slots: { nodes: Array<{ id: string, scheduleId: string, slotAt: string, firedAt: string | null, status: ScheduleSlotStatus, reason: string | null, isManual: boolean, executionId: string | null, chatId: string | null, execution: { id: string, status: ExecutionStatus, durationMs: number | null } | null }>, pageInfo: { hasNextPage: boolean, endCursor: string | null } } } };

export type ScheduleMonthQueryVariables = Exact<{
  id: string;
}>;


export type ScheduleMonthQuery = { schedule: { id: string, slots: { nodes: Array<{ id: string, slotAt: string, status: ScheduleSlotStatus, isManual: boolean }> } } };

export type ScheduleFunctionsQueryVariables = Exact<{
  search: string;
}>;


export type ScheduleFunctionsQuery = { functions: { nodes: Array<{ id: string, namespace: string, name: string }> } };

export type ScheduleAgentsQueryVariables = Exact<{
  search: string;
}>;


export type ScheduleAgentsQuery = { agents: { nodes: Array<{ id: string, namespace: string, name: string }> } };

export type SlotChangesSubscriptionVariables = Exact<{
  schedule?: ScheduleReference | null | undefined;
}>;


export type SlotChangesSubscription = { scheduleSlotChanges: { id: string, scheduleId: string, slotAt: string, firedAt: string | null, status: ScheduleSlotStatus, reason: string | null, isManual: boolean, executionId: string | null, chatId: string | null, schedule: { id: string, name: string, description: string | null, cronExpression: string, timezone: string, isActive: boolean, targetType: ScheduleType, targetNamespace: string, targetName: string, lastRun: string | null, nextRun: string | null }, execution: { id: string, status: ExecutionStatus, durationMs: number | null } | null } };

export type ScheduleRunsSubscriptionVariables = Exact<{
  filter?: ExecutionFilter | null | undefined;
}>;


export type ScheduleRunsSubscription = { executionChanges: { id: string, status: ExecutionStatus, durationMs: number | null } };

export type CreateScheduleMutationVariables = Exact<{
  input: CreateScheduleInput;
}>;


export type CreateScheduleMutation = { createSchedule: { schedule: { content: string | null, inputData: unknown, missedPolicy: MissedPolicy, missedWindow: number, overlapPolicy: OverlapPolicy, fault: string | null, createdAt: string, updatedAt: string, id: string, name: string, description: string | null, cronExpression: string, timezone: string, isActive: boolean, targetType: ScheduleType, targetNamespace: string, targetName: string, lastRun: string | null, nextRun: string | null, owner: { id: string, email: string | null } | null, editor: { id: string, email: string | null } | null } } };

export type UpdateScheduleMutationVariables = Exact<{
  input: UpdateScheduleInput;
}>;


export type UpdateScheduleMutation = { updateSchedule: { schedule: { content: string | null, inputData: unknown, missedPolicy: MissedPolicy, missedWindow: number, overlapPolicy: OverlapPolicy, fault: string | null, createdAt: string, updatedAt: string, id: string, name: string, description: string | null, cronExpression: string, timezone: string, isActive: boolean, targetType: ScheduleType, targetNamespace: string, targetName: string, lastRun: string | null, nextRun: string | null, owner: { id: string, email: string | null } | null, editor: { id: string, email: string | null } | null } } };

export type PauseScheduleMutationVariables = Exact<{
  id: string;
}>;


export type PauseScheduleMutation = { pauseSchedule: { schedule: { content: string | null, inputData: unknown, missedPolicy: MissedPolicy, missedWindow: number, overlapPolicy: OverlapPolicy, fault: string | null, createdAt: string, updatedAt: string, id: string, name: string, description: string | null, cronExpression: string, timezone: string, isActive: boolean, targetType: ScheduleType, targetNamespace: string, targetName: string, lastRun: string | null, nextRun: string | null, owner: { id: string, email: string | null } | null, editor: { id: string, email: string | null } | null } } };

export type ResumeScheduleMutationVariables = Exact<{
  id: string;
}>;


export type ResumeScheduleMutation = { resumeSchedule: { schedule: { content: string | null, inputData: unknown, missedPolicy: MissedPolicy, missedWindow: number, overlapPolicy: OverlapPolicy, fault: string | null, createdAt: string, updatedAt: string, id: string, name: string, description: string | null, cronExpression: string, timezone: string, isActive: boolean, targetType: ScheduleType, targetNamespace: string, targetName: string, lastRun: string | null, nextRun: string | null, owner: { id: string, email: string | null } | null, editor: { id: string, email: string | null } | null } } };

export type RunScheduleMutationVariables = Exact<{
  id: string;
}>;


export type RunScheduleMutation = { runSchedule: { slot: { id: string, scheduleId: string, slotAt: string, firedAt: string | null, status: ScheduleSlotStatus, reason: string | null, isManual: boolean, executionId: string | null, chatId: string | null, execution: { id: string, status: ExecutionStatus, durationMs: number | null } | null } } };

export type DeleteScheduleMutationVariables = Exact<{
  id: string;
}>;


export type DeleteScheduleMutation = { deleteSchedule: { schedule: { id: string } } };

export type PageFragment = { hasNextPage: boolean, endCursor: string | null };

export const SchedulesDocument = new TypedDocument<SchedulesQuery, SchedulesQueryVariables>('Schedules', 'sha256:02f565a1582e93862166eed24bd9da899b54866d3a1ef1fabc33abc9c9cd915d', "query Schedules($filter: ScheduleFilter, $orderBy: ScheduleOrder, $after: String) {\n  schedules(filter: $filter, orderBy: $orderBy, first: 50, after: $after) {\n    nodes {\n      ...ScheduleRow\n    }\n    pageInfo {\n      ...Page\n    }\n  }\n}\n\nfragment ScheduleRow on Schedule {\n  id\n  name\n  description\n  cronExpression\n  timezone\n  isActive\n  targetType\n  targetNamespace\n  targetName\n  lastRun\n  nextRun\n}\n\nfragment Page on PageInfo {\n  hasNextPage\n  endCursor\n}")

export const ScheduleDocument = new TypedDocument<ScheduleQuery, ScheduleQueryVariables>('Schedule', 'sha256:021d092d42b651e68f219483e9971ce7aabbcf77571a80e72a2a687079214642', "query Schedule($id: ID!) {\n  schedule(by: {id: $id}) {\n    ...ScheduleDetail\n  }\n}\n\nfragment ScheduleDetail on Schedule {\n  ...ScheduleRow\n  content\n  inputData\n  missedPolicy\n  missedWindow\n  overlapPolicy\n  fault\n  createdAt\n  updatedAt\n  owner {\n    id\n    email\n  }\n  editor {\n    id\n    email\n  }\n}\n\nfragment ScheduleRow on Schedule {\n  id\n  name\n  description\n  cronExpression\n  timezone\n  isActive\n  targetType\n  targetNamespace\n  targetName\n  lastRun\n  nextRun\n}")

export const ScheduleSlotsDocument = new TypedDocument<ScheduleSlotsQuery, ScheduleSlotsQueryVariables>('ScheduleSlots', 'sha256:d38470193da47d5c1c5a22eee17379be00b2a5ea6095cb207e58264c61779ea1', "query ScheduleSlots($id: ID!, $status: ScheduleSlotStatus, $after: String) {\n  schedule(by: {id: $id}) {\n    id\n    slots(first: 50, status: $status, after: $after) {\n      nodes {\n        ...SlotRow\n      }\n      pageInfo {\n        ...Page\n      }\n    }\n  }\n}\n\nfragment SlotRow on ScheduleSlot {\n  id\n  scheduleId\n  slotAt\n  firedAt\n  status\n  reason\n  isManual\n  executionId\n  chatId\n  execution {\n    id\n    status\n    durationMs\n  }\n}\n\nfragment Page on PageInfo {\n  hasNextPage\n  endCursor\n}")

export const ScheduleMonthDocument = new TypedDocument<ScheduleMonthQuery, ScheduleMonthQueryVariables>('ScheduleMonth', 'sha256:ecdbc223544778d41445953d5407a4c3ec966517a25d5b03827acbd47c2f5eee', "query ScheduleMonth($id: ID!) {\n  schedule(by: {id: $id}) {\n    id\n    slots(first: 100) {\n      nodes {\n        id\n        slotAt\n        status\n        isManual\n      }\n    }\n  }\n}")

export const ScheduleFunctionsDocument = new TypedDocument<ScheduleFunctionsQuery, ScheduleFunctionsQueryVariables>('ScheduleFunctions', 'sha256:219211143872732ed8cea68b2bb31862462611ba43a0173472a164deb5751117', "query ScheduleFunctions($search: String!) {\n  functions(filter: {search: $search}, first: 20) {\n    nodes {\n      id\n      namespace\n      name\n    }\n  }\n}")

export const ScheduleAgentsDocument = new TypedDocument<ScheduleAgentsQuery, ScheduleAgentsQueryVariables>('ScheduleAgents', 'sha256:0494c2fb7d9999e509a14ba2335ba82900b751c70fe540711a798cc154597c86', "query ScheduleAgents($search: String!) {\n  agents(filter: {search: $search}, first: 20) {\n    nodes {\n      id\n      namespace\n      name\n    }\n  }\n}")

export const SlotChangesDocument = new TypedDocument<SlotChangesSubscription, SlotChangesSubscriptionVariables>('SlotChanges', 'sha256:3af14b1a5f5d8bb476844d1354cb36f3e53f4b78639b5b432783f6107ce04fd7', "subscription SlotChanges($schedule: ScheduleReference) {\n  scheduleSlotChanges(schedule: $schedule) {\n    ...SlotRow\n    schedule {\n      ...ScheduleRow\n    }\n  }\n}\n\nfragment SlotRow on ScheduleSlot {\n  id\n  scheduleId\n  slotAt\n  firedAt\n  status\n  reason\n  isManual\n  executionId\n  chatId\n  execution {\n    id\n    status\n    durationMs\n  }\n}\n\nfragment ScheduleRow on Schedule {\n  id\n  name\n  description\n  cronExpression\n  timezone\n  isActive\n  targetType\n  targetNamespace\n  targetName\n  lastRun\n  nextRun\n}")

export const ScheduleRunsDocument = new TypedDocument<ScheduleRunsSubscription, ScheduleRunsSubscriptionVariables>('ScheduleRuns', 'sha256:07dfbca18550676fce36bd93586b453cec661dfe611dfd397e4567ddf1ba1b9a', "subscription ScheduleRuns($filter: ExecutionFilter) {\n  executionChanges(filter: $filter) {\n    id\n    status\n    durationMs\n  }\n}")

export const CreateScheduleDocument = new TypedDocument<CreateScheduleMutation, CreateScheduleMutationVariables>('CreateSchedule', 'sha256:1a2e59b918dc76eb2e65d1208f7aae3375670a72e58813c5a4dc711f69a1d711', "mutation CreateSchedule($input: CreateScheduleInput!) {\n  createSchedule(input: $input) {\n    schedule {\n      ...ScheduleDetail\n    }\n  }\n}\n\nfragment ScheduleDetail on Schedule {\n  ...ScheduleRow\n  content\n  inputData\n  missedPolicy\n  missedWindow\n  overlapPolicy\n  fault\n  createdAt\n  updatedAt\n  owner {\n    id\n    email\n  }\n  editor {\n    id\n    email\n  }\n}\n\nfragment ScheduleRow on Schedule {\n  id\n  name\n  description\n  cronExpression\n  timezone\n  isActive\n  targetType\n  targetNamespace\n  targetName\n  lastRun\n  nextRun\n}")

export const UpdateScheduleDocument = new TypedDocument<UpdateScheduleMutation, UpdateScheduleMutationVariables>('UpdateSchedule', 'sha256:d966419e3c4b829e035860acad41aa6678f09baefc241bcbf30abcf03c7ff863', "mutation UpdateSchedule($input: UpdateScheduleInput!) {\n  updateSchedule(input: $input) {\n    schedule {\n      ...ScheduleDetail\n    }\n  }\n}\n\nfragment ScheduleDetail on Schedule {\n  ...ScheduleRow\n  content\n  inputData\n  missedPolicy\n  missedWindow\n  overlapPolicy\n  fault\n  createdAt\n  updatedAt\n  owner {\n    id\n    email\n  }\n  editor {\n    id\n    email\n  }\n}\n\nfragment ScheduleRow on Schedule {\n  id\n  name\n  description\n  cronExpression\n  timezone\n  isActive\n  targetType\n  targetNamespace\n  targetName\n  lastRun\n  nextRun\n}")

export const PauseScheduleDocument = new TypedDocument<PauseScheduleMutation, PauseScheduleMutationVariables>('PauseSchedule', 'sha256:0e82913da67c55ea4049188925b6108410227aa4a126f328c994ed897135c0fc', "mutation PauseSchedule($id: ID!) {\n  pauseSchedule(input: {schedule: {id: $id}}) {\n    schedule {\n      ...ScheduleDetail\n    }\n  }\n}\n\nfragment ScheduleDetail on Schedule {\n  ...ScheduleRow\n  content\n  inputData\n  missedPolicy\n  missedWindow\n  overlapPolicy\n  fault\n  createdAt\n  updatedAt\n  owner {\n    id\n    email\n  }\n  editor {\n    id\n    email\n  }\n}\n\nfragment ScheduleRow on Schedule {\n  id\n  name\n  description\n  cronExpression\n  timezone\n  isActive\n  targetType\n  targetNamespace\n  targetName\n  lastRun\n  nextRun\n}")

export const ResumeScheduleDocument = new TypedDocument<ResumeScheduleMutation, ResumeScheduleMutationVariables>('ResumeSchedule', 'sha256:22862e539b81310d3a0d8d355fae20dee9a6ecad7c557f97a136e10d723017d5', "mutation ResumeSchedule($id: ID!) {\n  resumeSchedule(input: {schedule: {id: $id}}) {\n    schedule {\n      ...ScheduleDetail\n    }\n  }\n}\n\nfragment ScheduleDetail on Schedule {\n  ...ScheduleRow\n  content\n  inputData\n  missedPolicy\n  missedWindow\n  overlapPolicy\n  fault\n  createdAt\n  updatedAt\n  owner {\n    id\n    email\n  }\n  editor {\n    id\n    email\n  }\n}\n\nfragment ScheduleRow on Schedule {\n  id\n  name\n  description\n  cronExpression\n  timezone\n  isActive\n  targetType\n  targetNamespace\n  targetName\n  lastRun\n  nextRun\n}")

export const RunScheduleDocument = new TypedDocument<RunScheduleMutation, RunScheduleMutationVariables>('RunSchedule', 'sha256:5ab5c91fe53c8e6b0ad2370b8caaa3fd340a1d8c0e03d35345bc2002e4025d25', "mutation RunSchedule($id: ID!) {\n  runSchedule(input: {schedule: {id: $id}}) {\n    slot {\n      ...SlotRow\n    }\n  }\n}\n\nfragment SlotRow on ScheduleSlot {\n  id\n  scheduleId\n  slotAt\n  firedAt\n  status\n  reason\n  isManual\n  executionId\n  chatId\n  execution {\n    id\n    status\n    durationMs\n  }\n}")

export const DeleteScheduleDocument = new TypedDocument<DeleteScheduleMutation, DeleteScheduleMutationVariables>('DeleteSchedule', 'sha256:e38edb20a308bd47c03ceeb2eabb635b880448e6af47694ff1c157c8687618d0', "mutation DeleteSchedule($id: ID!) {\n  deleteSchedule(input: {schedule: {id: $id}}) {\n    schedule {\n      id\n    }\n  }\n}")
