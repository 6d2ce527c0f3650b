import { defineEntity, type InferEntity, p } from '@mikro-orm/core'

import type { Editors } from '../editors.ts'

export type JsonObject = Record<string, unknown>

export interface InitialMessage {
  role: string
  content: string
}

export interface EnabledSkill {
  /** `namespace/name` */
  skill: string
  /** In the system prompt from the start, rather than offered as a tool. */
  preload: boolean
}

/** Ids of the things that the names in a list meant when it was set, by the name of the setting. */
export type Links = Partial<Record<'enabledFunctions' | 'enabledAgents' | 'enabledSkills', string[]>>

/** A model with a prompt and tools. An agent without an owner is the platform's own. */
export const Agent = defineEntity({
  name: 'Agent',
  tableName: 'agents',
  schema: 'agents',
  properties: {
    id: p.uuid().primary(),
    userId: p.uuid().nullable(),
    groupId: p.uuid().nullable(),
    namespace: p.text(),
    name: p.text(),
    description: p.text().nullable(),
    llmProviderId: p.uuid().nullable(),
    model: p.text().nullable(),
    temperature: p.float().columnType('double precision'),
    maxTokens: p.integer().nullable(),
    systemPrompt: p.text().nullable(),
    inputSchema: p.json<JsonObject>(),
    outputSchema: p.json<JsonObject>(),
    initialMessages: p.json<InitialMessage[]>().nullable(),
    enabledFunctions: p.json<string[]>(),
    enabledAgents: p.json<string[]>(),
    enabledSkills: p.json<EnabledSkill[]>(),
    enabledMcpTools: p.json<string[]>(),
    functionParameters: p.json<Record<string, JsonObject>>(),
    mcpToolParameters: p.json<Record<string, JsonObject>>(),
    stateNamespacesReadonly: p.json<string[]>(),
    stateNamespacesReadwrite: p.json<string[]>(),
    statusTemplates: p.json<Record<string, string>>(),
    icon: p.text().nullable(),
    /** Seconds that a turn of its chats may take, and whether they are kept alive, where those who begin them do not say. */
    defaultJobTimeout: p.integer().nullable(),
    defaultKeepAlive: p.boolean().default(false),
    editors: p.json<Editors>().default('{}'),
    links: p.json<Links>().default('{}'),
    isShared: p.boolean().default(false),
    isDefault: p.boolean().default(false),
    isActive: p.boolean().default(true),
    /** Two changes at once could keep the settings of one and the editors of the other. */
    revision: p.integer().version(),
    createdAt: p.datetime(),
    updatedAt: p.datetime(),
  },
})

export type AgentRow = InferEntity<typeof Agent>
