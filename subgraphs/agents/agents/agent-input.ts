import type { InputShapeFromFields } from '@pothos/core'
import { z } from 'zod'
import { description, isSetting, jsonObject, list, NO_SETTING, record, text } from '../../../schema/inputs.ts'
import type { builder } from '../builder.ts'
import { reference } from '../checks.ts'

type InputFields = Parameters<Parameters<typeof builder.inputType>[1]['fields']>[0]

const PRELOAD = 'In the system prompt from the start, rather than a tool.'
const CONTENT = "A Jinja2 template over the chat's input."
const names = list(text(1, 300), 200)
const functions = list(reference, 200)
const skills = list(
  z.union([reference, z.object({ skill: reference.describe('`namespace/name`'), preload: z.boolean().default(false).describe(PRELOAD) })]),
  200,
)
const messages = list(
  z.object({
    role: z.enum(['system', 'user', 'assistant']).describe('Who seems to say it.'),
    content: text(1, 100_000).describe(CONTENT),
  }),
  100,
).refine(isSetting, NO_SETTING)
const parameters = jsonObject.refine(
  (map) => Object.values(map).every((entry) => entry !== null && typeof entry === 'object'),
  'must map names to objects of parameters',
)
const templates = record(z.string(), text(0, 2000), 1_000)

/** The same settings, in creating and in changing. */
export const settings = (t: InputFields) => ({
  description: t.string({ validate: description, description: 'Also tells other agents what it is for.' }),
  llmProviderId: t.field({ type: 'ID', description: 'Absent: the default provider.' }),
  model: t.string({ validate: text(1, 255), description: "Absent: the provider's default model." }),
  temperature: t.float({ validate: z.number().min(0).max(2), description: '0.7 where it is absent.' }),
  maxTokens: t.int({
    validate: z.int().min(1).max(1_000_000),
    description: 'Of one answer, 1 to 1,000,000. Absent: what the provider allows.',
  }),
  systemPrompt: t.string({ validate: text(0, 200_000), description: "A Jinja2 template over the chat's input." }),
  inputSchema: t.field({ type: 'JSON', validate: jsonObject, description: "JSON Schema of a chat's input. Default: any." }),
  outputSchema: t.field({ type: 'JSON', validate: jsonObject, description: 'JSON Schema of its answers. Default: any text.' }),
  initialMessages: t.field({ type: ['JSON'], validate: messages, description: '`[{"role": "assistant", "content": "Hello!"}]`' }),
  groupId: t.field({ type: 'ID', description: 'A group of the caller, whose members may use it, and are offered it.' }),
  enabledFunctions: t.stringList({
    validate: functions,
    description:
      '`namespace/name`. The caller must be able to execute those that exist. A function that another user makes later under one of the names is not offered until the list is set again.',
  }),
  enabledAgents: t.stringList({
    validate: names,
    description:
      '`namespace/name` or an id of an agent that the caller may talk with; `namespace/*` or `*/*` for those that they are offered, as `agents` lists them with `offered`. An agent that another user makes later under one of the names is not offered until the list is set again.',
  }),
  enabledSkills: t.field({
    type: ['JSON'],
    validate: skills,
    description:
      '`{"skill": "namespace/name", "preload": false}`, or just the name. The caller must be able to read those that exist. The editors of a skill shape the turns of the agent.',
  }),
  enabledMcpTools: t.stringList({
    validate: names,
    description: 'Tools of MCP servers: `tool`, `server.tool`, `server:tool`, or `server.*` for all of a server.',
  }),
  functionParameters: t.field({
    type: 'JSON',
    validate: parameters,
    description:
      'Arguments filled in beforehand: `{"namespace/name": {"parameter": value | {"value": ..., "locked": true}}}`. The model neither sees nor changes a locked one.',
  }),
  mcpToolParameters: t.field({ type: 'JSON', validate: parameters, description: 'The same for tools of MCP servers, by tool name.' }),
  stateNamespacesReadonly: t.stringList({ validate: names, description: 'Namespaces of states that it may read.' }),
  stateNamespacesReadwrite: t.stringList({ validate: names, description: 'Namespaces of states that it may read and change.' }),
  statusTemplates: t.field({
    type: 'JSON',
    validate: templates,
    description: 'Lines that tell people what a call does: `{"function:namespace/name": "Looking up {{ city }}"}`.',
  }),
  icon: t.string({ validate: text(0, 1000), description: 'What clients show beside its name: `url:https://...`, or a text of theirs.' }),
  defaultJobTimeout: t.int({ validate: z.int().min(1), description: 'Seconds that a turn may take in chats that do not say.' }),
  defaultKeepAlive: t.boolean({ description: 'The `keepAlive` of chats that do not say.' }),
  isShared: t.boolean({
    description:
      'Offers it to all users who may talk with it. Requires `sinas.agents.share`. A change by a user without that permission removes the mark.',
  }),
  isDefault: t.boolean({
    description:
      'Takes `sinas.agents.update:all`; the agent that was the default is it no more. A change by a user without that permission takes the mark away.',
  }),
})

export type AgentSettingsInput = InputShapeFromFields<ReturnType<typeof settings>>
