// Of agents.graphql, by `npm run console:documents`: don’t edit it.
import { TypedDocument } from '../../../data/document.ts'
/** Internal type. DO NOT USE DIRECTLY. */
type Exact<T extends { [key: string]: unknown }> = { [K in keyof T]: T[K] };
/** Internal type. DO NOT USE DIRECTLY. */
export type Incremental<T> = T | { [P in keyof T]?: P extends ' $fragmentName' | '__typename' ? T[P] : never };
export type AgentFilter = {
  namespace?: string | null | undefined;
  offered?: boolean | null | undefined;
  search?: string | null | undefined;
};

export type AgentReference =
  {   id: string; name?: never; }
  |  { id?: never;   name: QualifiedName; };

export type BudgetPeriod =
  | 'DAY'
  | 'MONTH'
  | 'TOTAL';

export type CreateAgentInput = {
  defaultJobTimeout?: number | null | undefined;
  defaultKeepAlive?: boolean | null | undefined;
  description?: string | null | undefined;
  enabledAgents?: Array<string> | null | undefined;
  enabledFunctions?: Array<string> | null | undefined;
  enabledMcpTools?: Array<string> | null | undefined;
  enabledSkills?: Array<unknown> | null | undefined;
  functionParameters?: unknown;
  groupId?: string | null | undefined;
  icon?: string | null | undefined;
  initialMessages?: Array<unknown> | null | undefined;
  inputSchema?: unknown;
  isDefault?: boolean | null | undefined;
  isShared?: boolean | null | undefined;
  llmProviderId?: string | null | undefined;
  maxTokens?: number | null | undefined;
  mcpToolParameters?: unknown;
  model?: string | null | undefined;
  name: string;
  namespace?: string | null | undefined;
  outputSchema?: unknown;
  stateNamespacesReadonly?: Array<string> | null | undefined;
  stateNamespacesReadwrite?: Array<string> | null | undefined;
  statusTemplates?: unknown;
  systemPrompt?: string | null | undefined;
  temperature?: number | null | undefined;
};

export type CreateBudgetInput = {
  agentId?: string | null | undefined;
  maxCost?: number | null | undefined;
  maxTokens?: number | null | undefined;
  period: BudgetPeriod;
  userId?: string | null | undefined;
};

export type InitialMessageRole =
  | 'ASSISTANT'
  | 'SYSTEM'
  | 'USER';

export type QualifiedName = {
  name: string;
  namespace: string;
};

export type UpdateAgentInput = {
  agent: AgentReference;
  defaultJobTimeout?: number | null | undefined;
  defaultKeepAlive?: boolean | null | undefined;
  description?: string | null | undefined;
  enabledAgents?: Array<string> | null | undefined;
  enabledFunctions?: Array<string> | null | undefined;
  enabledMcpTools?: Array<string> | null | undefined;
  enabledSkills?: Array<unknown> | null | undefined;
  functionParameters?: unknown;
  groupId?: string | null | undefined;
  icon?: string | null | undefined;
  initialMessages?: Array<unknown> | null | undefined;
  inputSchema?: unknown;
  isActive?: boolean | null | undefined;
  isDefault?: boolean | null | undefined;
  isShared?: boolean | null | undefined;
  llmProviderId?: string | null | undefined;
  maxTokens?: number | null | undefined;
  mcpToolParameters?: unknown;
  model?: string | null | undefined;
  name?: string | null | undefined;
  namespace?: string | null | undefined;
  outputSchema?: unknown;
  stateNamespacesReadonly?: Array<string> | null | undefined;
  stateNamespacesReadwrite?: Array<string> | null | undefined;
  statusTemplates?: unknown;
  systemPrompt?: string | null | undefined;
  temperature?: number | null | undefined;
};

export type AgentRowFragment = { id: string, namespace: string, name: string, description: string | null, model: string | null, isDefault: boolean, isShared: boolean, enabledFunctions: Array<string>, enabledAgents: Array<string>, enabledMcpTools: Array<string>, warnings: Array<string>, updatedAt: string, enabledSkills: Array<{ skill: string }> };

export type AgentsQueryVariables = Exact<{
  filter?: AgentFilter | null | undefined;
  after?: string | null | undefined;
}>;


export type AgentsQuery = { agents: { nodes: Array<{ id: string, namespace: string, name: string, description: string | null, model: string | null, isDefault: boolean, isShared: boolean, enabledFunctions: Array<string>, enabledAgents: Array<string>, enabledMcpTools: Array<string>, warnings: Array<string>, updatedAt: string, enabledSkills: Array<{ skill: string }> }>, pageInfo: { hasNextPage: boolean, endCursor: string | null } } };

export type AgentDetailFragment = { userId: string | null, icon: string | null, groupId: string | null, defaultJobTimeout: number | null, defaultKeepAlive: boolean, functionParameters: unknown, mcpToolParameters: unknown, inputSchema: Record<string, unknown>, outputSchema: Record<string, unknown>, llmProviderId: string | null, maxTokens: number | null, stateNamespacesReadonly: Array<string>, stateNamespacesReadwrite: Array<string>, statusTemplates: unknown, systemPrompt: string | null, temperature: number, id: string, namespace: string, name: string, description: string | null, model: string | null, isDefault: boolean, isShared: boolean, enabledFunctions: Array<string>, enabledAgents: Array<string>, enabledMcpTools: Array<string>, warnings: Array<string>, updatedAt: string, owner: { id: string, email: string | null } | null, enabledSkills: Array<{ skill: string, preload: boolean }>, initialMessages: Array<{ role: InitialMessageRole, content: string }> | null };

export type AgentQueryVariables = Exact<{
  by: AgentReference;
}>;


export type AgentQuery = { agent: { userId: string | null, icon: string | null, groupId: string | null, defaultJobTimeout: number | null, defaultKeepAlive: boolean, functionParameters: unknown, mcpToolParameters: unknown, inputSchema: Record<string, unknown>, outputSchema: Record<string, unknown>, llmProviderId: string | null, maxTokens: number | null, stateNamespacesReadonly: Array<string>, stateNamespacesReadwrite: Array<string>, statusTemplates: unknown, systemPrompt: string | null, temperature: number, id: string, namespace: string, name: string, description: string | null, model: string | null, isDefault: boolean, isShared: boolean, enabledFunctions: Array<string>, enabledAgents: Array<string>, enabledMcpTools: Array<string>, warnings: Array<string>, updatedAt: string, owner: { id: string, email: string | null } | null, enabledSkills: Array<{ skill: string, preload: boolean }>, initialMessages: Array<{ role: InitialMessageRole, content: string }> | null } };

export type AgentChatsQueryVariables = Exact<{
  by: AgentReference;
}>;


export type AgentChatsQuery = { agent: { id: string, chats: { nodes: Array<{ id: string, title: string, updatedAt: string }> } } };

export type PickFunctionsQueryVariables = Exact<{ [key: string]: never; }>;


export type PickFunctionsQuery = { functions: { nodes: Array<{ id: string, namespace: string, name: string, requiresApproval: boolean }> } };

export type PickAgentsQueryVariables = Exact<{ [key: string]: never; }>;


export type PickAgentsQuery = { agents: { nodes: Array<{ id: string, namespace: string, name: string }> } };

export type PickSkillsQueryVariables = Exact<{ [key: string]: never; }>;


export type PickSkillsQuery = { skills: { nodes: Array<{ id: string, namespace: string, name: string }> } };

export type PickMcpToolsQueryVariables = Exact<{ [key: string]: never; }>;


export type PickMcpToolsQuery = { mcpTools: { nodes: Array<{ name: string, serverName: string }> } };

export type PickProvidersQueryVariables = Exact<{ [key: string]: never; }>;


export type PickProvidersQuery = { llmProviders: { nodes: Array<{ id: string, name: string, defaultModel: string | null, isDefault: boolean }> } };

export type PickGroupsQueryVariables = Exact<{ [key: string]: never; }>;


export type PickGroupsQuery = { groups: { nodes: Array<{ id: string, name: string }> } };

export type AgentBudgetsQueryVariables = Exact<{
  agentId: string;
}>;


export type AgentBudgetsQuery = { budgets: { nodes: Array<{ id: string, maxCost: number | null, maxTokens: number | null, period: BudgetPeriod, user: { id: string, email: string | null } | null }> } };

export type AgentBudgetFragment = { id: string, maxCost: number | null, maxTokens: number | null, period: BudgetPeriod, user: { id: string, email: string | null } | null };

export type CreateAgentMutationVariables = Exact<{
  input: CreateAgentInput;
}>;


export type CreateAgentMutation = { createAgent: { agent: { userId: string | null, icon: string | null, groupId: string | null, defaultJobTimeout: number | null, defaultKeepAlive: boolean, functionParameters: unknown, mcpToolParameters: unknown, inputSchema: Record<string, unknown>, outputSchema: Record<string, unknown>, llmProviderId: string | null, maxTokens: number | null, stateNamespacesReadonly: Array<string>, stateNamespacesReadwrite: Array<string>, statusTemplates: unknown, systemPrompt: string | null, temperature: number, id: string, namespace: string, name: string, description: string | null, model: string | null, isDefault: boolean, isShared: boolean, enabledFunctions: Array<string>, enabledAgents: Array<string>, enabledMcpTools: Array<string>, warnings: Array<string>, updatedAt: string, owner: { id: string, email: string | null } | null, enabledSkills: Array<{ skill: string, preload: boolean }>, initialMessages: Array<{ role: InitialMessageRole, content: string }> | null } } };

export type ChangeAgentMutationVariables = Exact<{
  input: UpdateAgentInput;
}>;


export type ChangeAgentMutation = { updateAgent: { agent: { userId: string | null, icon: string | null, groupId: string | null, defaultJobTimeout: number | null, defaultKeepAlive: boolean, functionParameters: unknown, mcpToolParameters: unknown, inputSchema: Record<string, unknown>, outputSchema: Record<string, unknown>, llmProviderId: string | null, maxTokens: number | null, stateNamespacesReadonly: Array<string>, stateNamespacesReadwrite: Array<string>, statusTemplates: unknown, systemPrompt: string | null, temperature: number, id: string, namespace: string, name: string, description: string | null, model: string | null, isDefault: boolean, isShared: boolean, enabledFunctions: Array<string>, enabledAgents: Array<string>, enabledMcpTools: Array<string>, warnings: Array<string>, updatedAt: string, owner: { id: string, email: string | null } | null, enabledSkills: Array<{ skill: string, preload: boolean }>, initialMessages: Array<{ role: InitialMessageRole, content: string }> | null } } };

export type RemoveAgentMutationVariables = Exact<{
  id: string;
}>;


export type RemoveAgentMutation = { deleteAgent: { __typename: 'DeleteAgentPayload' } };

export type AddAgentBudgetMutationVariables = Exact<{
  input: CreateBudgetInput;
}>;


export type AddAgentBudgetMutation = { createBudget: { budget: { id: string, maxCost: number | null, maxTokens: number | null, period: BudgetPeriod, user: { id: string, email: string | null } | null } } };

export type RemoveAgentBudgetMutationVariables = Exact<{
  id: string;
}>;


export type RemoveAgentBudgetMutation = { deleteBudget: { __typename: 'DeleteBudgetPayload' } };

export type PreviewTemplateQueryVariables = Exact<{
  template: string;
  input: unknown;
}>;


export type PreviewTemplateQuery = { templatePreview: { text: string | null, error: string | null } };

export type PageFragment = { hasNextPage: boolean, endCursor: string | null };

export const AgentsDocument = new TypedDocument<AgentsQuery, AgentsQueryVariables>('Agents', 'sha256:80d22098c6785702230b481d276c7c42e5059ca40742638189852c1151b77b53', "query Agents($filter: AgentFilter, $after: String) {\n  agents(\n    filter: $filter\n    first: 50\n    after: $after\n    orderBy: {field: NAME, direction: ASC}\n  ) {\n    nodes {\n      ...AgentRow\n    }\n    pageInfo {\n      ...Page\n    }\n  }\n}\n\nfragment AgentRow on Agent {\n  id\n  namespace\n  name\n  description\n  model\n  isDefault\n  isShared\n  enabledFunctions\n  enabledAgents\n  enabledMcpTools\n  enabledSkills {\n    skill\n  }\n  warnings\n  updatedAt\n}\n\nfragment Page on PageInfo {\n  hasNextPage\n  endCursor\n}")

export const AgentDocument = new TypedDocument<AgentQuery, AgentQueryVariables>('Agent', 'sha256:4991289073a15a488c4cafd0dad8650c0a9f58df21b30f4773e9ea63d51d404d', "query Agent($by: AgentReference!) {\n  agent(by: $by) {\n    ...AgentDetail\n  }\n}\n\nfragment AgentDetail on Agent {\n  ...AgentRow\n  userId\n  owner {\n    id\n    email\n  }\n  icon\n  groupId\n  defaultJobTimeout\n  defaultKeepAlive\n  enabledSkills {\n    skill\n    preload\n  }\n  functionParameters\n  mcpToolParameters\n  initialMessages {\n    role\n    content\n  }\n  inputSchema\n  outputSchema\n  llmProviderId\n  maxTokens\n  stateNamespacesReadonly\n  stateNamespacesReadwrite\n  statusTemplates\n  systemPrompt\n  temperature\n}\n\nfragment AgentRow on Agent {\n  id\n  namespace\n  name\n  description\n  model\n  isDefault\n  isShared\n  enabledFunctions\n  enabledAgents\n  enabledMcpTools\n  enabledSkills {\n    skill\n  }\n  warnings\n  updatedAt\n}")

export const AgentChatsDocument = new TypedDocument<AgentChatsQuery, AgentChatsQueryVariables>('AgentChats', 'sha256:8742cd9a8fcfaca35d7be2d702cc66e3ee6193713769839621e95a3b9c732625', "query AgentChats($by: AgentReference!) {\n  agent(by: $by) {\n    id\n    chats(first: 5) {\n      nodes {\n        id\n        title\n        updatedAt\n      }\n    }\n  }\n}")

export const PickFunctionsDocument = new TypedDocument<PickFunctionsQuery, PickFunctionsQueryVariables>('PickFunctions', 'sha256:d24f630802fb11196849dd4ffa6c324a8756aaf6f8977f314be873b7d708a45e', "query PickFunctions {\n  functions(first: 500) {\n    nodes {\n      id\n      namespace\n      name\n      requiresApproval\n    }\n  }\n}")

export const PickAgentsDocument = new TypedDocument<PickAgentsQuery, PickAgentsQueryVariables>('PickAgents', 'sha256:765e2460dfec22980f3b340c5e84760f739cd642d7903984e113634f5741fdd4', "query PickAgents {\n  agents(first: 500) {\n    nodes {\n      id\n      namespace\n      name\n    }\n  }\n}")

export const PickSkillsDocument = new TypedDocument<PickSkillsQuery, PickSkillsQueryVariables>('PickSkills', 'sha256:1f1aef575a8dff7ccbef211a63bdbab6f593f53ca69176ef469f8879cee1d02a', "query PickSkills {\n  skills(first: 500) {\n    nodes {\n      id\n      namespace\n      name\n    }\n  }\n}")

export const PickMcpToolsDocument = new TypedDocument<PickMcpToolsQuery, PickMcpToolsQueryVariables>('PickMcpTools', 'sha256:e8d42beab5e04a96212cb5e0764af2bf32f38680ba3421f7245b8985a04454f5', "query PickMcpTools {\n  mcpTools(first: 500) {\n    nodes {\n      name\n      serverName\n    }\n  }\n}")

export const PickProvidersDocument = new TypedDocument<PickProvidersQuery, PickProvidersQueryVariables>('PickProviders', 'sha256:bd7cd062c6b4c93ff7cec6b9a1334089497f49fe9adec8e654f951bfa4c2aa80', "query PickProviders {\n  llmProviders(first: 100) {\n    nodes {\n      id\n      name\n      defaultModel\n      isDefault\n    }\n  }\n}")

export const PickGroupsDocument = new TypedDocument<PickGroupsQuery, PickGroupsQueryVariables>('PickGroups', 'sha256:774bc27ce38c5650a0fc8eb3ce499abfb42bb3a6397000b1b46fb402a5ac155d', "query PickGroups {\n  groups(first: 100) {\n    nodes {\n      id\n      name\n    }\n  }\n}")

export const AgentBudgetsDocument = new TypedDocument<AgentBudgetsQuery, AgentBudgetsQueryVariables>('AgentBudgets', 'sha256:5eec649610ec6e4e6f42171057fe63dc2538b2b4b4250b177bb29d86d7f3df3f', "query AgentBudgets($agentId: ID!) {\n  budgets(filter: {agentId: $agentId}, first: 20) {\n    nodes {\n      ...AgentBudget\n    }\n  }\n}\n\nfragment AgentBudget on Budget {\n  id\n  maxCost\n  maxTokens\n  period\n  user {\n    id\n    email\n  }\n}")

export const CreateAgentDocument = new TypedDocument<CreateAgentMutation, CreateAgentMutationVariables>('CreateAgent', 'sha256:ffaa71953194210c21b673e6809b618c34b4faaf8d2a82910a979208011458e8', "mutation CreateAgent($input: CreateAgentInput!) {\n  createAgent(input: $input) {\n    agent {\n      ...AgentDetail\n    }\n  }\n}\n\nfragment AgentDetail on Agent {\n  ...AgentRow\n  userId\n  owner {\n    id\n    email\n  }\n  icon\n  groupId\n  defaultJobTimeout\n  defaultKeepAlive\n  enabledSkills {\n    skill\n    preload\n  }\n  functionParameters\n  mcpToolParameters\n  initialMessages {\n    role\n    content\n  }\n  inputSchema\n  outputSchema\n  llmProviderId\n  maxTokens\n  stateNamespacesReadonly\n  stateNamespacesReadwrite\n  statusTemplates\n  systemPrompt\n  temperature\n}\n\nfragment AgentRow on Agent {\n  id\n  namespace\n  name\n  description\n  model\n  isDefault\n  isShared\n  enabledFunctions\n  enabledAgents\n  enabledMcpTools\n  enabledSkills {\n    skill\n  }\n  warnings\n  updatedAt\n}")

export const ChangeAgentDocument = new TypedDocument<ChangeAgentMutation, ChangeAgentMutationVariables>('ChangeAgent', 'sha256:f8d4d3c732b416e9c98994affdf88a3e7bb67f990c5ee17f096826cffbfbb9bf', "mutation ChangeAgent($input: UpdateAgentInput!) {\n  updateAgent(input: $input) {\n    agent {\n      ...AgentDetail\n    }\n  }\n}\n\nfragment AgentDetail on Agent {\n  ...AgentRow\n  userId\n  owner {\n    id\n    email\n  }\n  icon\n  groupId\n  defaultJobTimeout\n  defaultKeepAlive\n  enabledSkills {\n    skill\n    preload\n  }\n  functionParameters\n  mcpToolParameters\n  initialMessages {\n    role\n    content\n  }\n  inputSchema\n  outputSchema\n  llmProviderId\n  maxTokens\n  stateNamespacesReadonly\n  stateNamespacesReadwrite\n  statusTemplates\n  systemPrompt\n  temperature\n}\n\nfragment AgentRow on Agent {\n  id\n  namespace\n  name\n  description\n  model\n  isDefault\n  isShared\n  enabledFunctions\n  enabledAgents\n  enabledMcpTools\n  enabledSkills {\n    skill\n  }\n  warnings\n  updatedAt\n}")

export const RemoveAgentDocument = new TypedDocument<RemoveAgentMutation, RemoveAgentMutationVariables>('RemoveAgent', 'sha256:0738d6580603701575c694161d89beba630a0e023e7a6b539aa6ed241f1f1d3b', "mutation RemoveAgent($id: ID!) {\n  deleteAgent(input: {agent: {id: $id}}) {\n    __typename\n  }\n}")

export const AddAgentBudgetDocument = new TypedDocument<AddAgentBudgetMutation, AddAgentBudgetMutationVariables>('AddAgentBudget', 'sha256:ac0c608b27576a908581da928fdc3ac999992d050e90a688ff15bace7bbb04ea', "mutation AddAgentBudget($input: CreateBudgetInput!) {\n  createBudget(input: $input) {\n    budget {\n      ...AgentBudget\n    }\n  }\n}\n\nfragment AgentBudget on Budget {\n  id\n  maxCost\n  maxTokens\n  period\n  user {\n    id\n    email\n  }\n}")

export const RemoveAgentBudgetDocument = new TypedDocument<RemoveAgentBudgetMutation, RemoveAgentBudgetMutationVariables>('RemoveAgentBudget', 'sha256:df29a922111581929091e5154b989b8c43520337f03121b3f10e78c0c92e1d8e', "mutation RemoveAgentBudget($id: ID!) {\n  deleteBudget(input: {id: $id}) {\n    __typename\n  }\n}")

export const PreviewTemplateDocument = new TypedDocument<PreviewTemplateQuery, PreviewTemplateQueryVariables>('PreviewTemplate', 'sha256:fd58277361a18aa2d55c7d5c2a4f406301a69cfdc12b82985cd4ab06605e51a5', "query PreviewTemplate($template: String!, $input: JSON!) {\n  templatePreview(template: $template, input: $input) {\n    text\n    error\n  }\n}")
