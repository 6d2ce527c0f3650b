import type {
  GetPromptResult,
  ListPromptsResult,
  ListResourcesResult,
  ListResourceTemplatesResult,
  Prompt,
  PromptArgument,
  PromptMessage,
  ReadResourceResult,
  Resource,
  ResourceTemplate,
} from '@modelcontextprotocol/sdk/types.js'
import { upperCase } from '../../../schema/enum-words.ts'
import { builder } from '../builder.ts'

// What a server lists besides its tools, in the words of the protocol: https://modelcontextprotocol.io/specification/2025-11-25/server/resources
// Pages are the server's own, with its cursors: they are asked of it now, and can be followed in one direction alone.

const CURSOR = 'Where the server’s next page begins: for `cursor`. Null on the last page.'
const AS_ANSWERED = { type: 'JSON', inaccessible: true, description: 'As the server answered.' } as const

const McpResource = builder.objectRef<Resource>('McpResource').implement({
  description: 'Something that an MCP server can be asked to read.',
  fields: (t) => ({
    uri: t.exposeString('uri', { description: 'By which it is read.' }),
    name: t.exposeString('name', { description: 'Its name for programs.' }),
    title: t.string({ nullable: true, description: 'Its name for people.', resolve: ({ title }) => title ?? null }),
    description: t.string({ nullable: true, description: 'What it is.', resolve: ({ description }) => description ?? null }),
    mimeType: t.string({
      nullable: true,
      description: 'Its media type, where the server knows it.',
      resolve: ({ mimeType }) => mimeType ?? null,
    }),
    size: t.field({
      type: 'BigInt',
      nullable: true,
      description: 'Bytes, where the server knows them.',
      resolve: ({ size }) => (typeof size === 'number' ? Math.trunc(size) : null),
    }),
  }),
})

export const McpResources = builder.objectRef<ListResourcesResult>('McpResources').implement({
  description: 'A page of an MCP server’s resources.',
  fields: (t) => ({
    resources: t.field({ type: [McpResource], description: 'The resources of the page.', resolve: ({ resources }) => resources }),
    nextCursor: t.string({ nullable: true, description: CURSOR, resolve: ({ nextCursor }) => nextCursor ?? null }),
    asAnswered: t.field({ ...AS_ANSWERED, resolve: (answer) => answer }),
  }),
})

const McpResourceTemplate = builder.objectRef<ResourceTemplate>('McpResourceTemplate').implement({
  description: 'A pattern of the URIs of resources that an MCP server makes as they are asked for.',
  fields: (t) => ({
    uriTemplate: t.exposeString('uriTemplate', { description: 'A URI template of RFC 6570.' }),
    name: t.exposeString('name', { description: 'Its name for programs.' }),
    title: t.string({ nullable: true, description: 'Its name for people.', resolve: ({ title }) => title ?? null }),
    description: t.string({ nullable: true, description: 'What its resources are.', resolve: ({ description }) => description ?? null }),
    mimeType: t.string({
      nullable: true,
      description: 'The media type of all its resources.',
      resolve: ({ mimeType }) => mimeType ?? null,
    }),
  }),
})

export const McpResourceTemplates = builder.objectRef<ListResourceTemplatesResult>('McpResourceTemplates').implement({
  description: 'A page of an MCP server’s templates of resources.',
  fields: (t) => ({
    resourceTemplates: t.field({
      type: [McpResourceTemplate],
      description: 'The templates of the page.',
      resolve: ({ resourceTemplates }) => resourceTemplates,
    }),
    nextCursor: t.string({ nullable: true, description: CURSOR, resolve: ({ nextCursor }) => nextCursor ?? null }),
    asAnswered: t.field({ ...AS_ANSWERED, resolve: (answer) => answer }),
  }),
})

const McpResourceContents = builder.objectRef<ReadResourceResult['contents'][number]>('McpResourceContents').implement({
  description: 'What a resource holds: text or bytes.',
  fields: (t) => ({
    uri: t.exposeString('uri', { description: 'What was read, or a part of it.' }),
    mimeType: t.string({ nullable: true, description: 'Its media type.', resolve: ({ mimeType }) => mimeType ?? null }),
    text: t.string({
      nullable: true,
      description: 'The text; null where it is bytes.',
      resolve: (part) => ('text' in part ? part.text : null),
    }),
    blob: t.string({
      nullable: true,
      description: 'The bytes in base64; null where it is text.',
      resolve: (part) => ('blob' in part ? part.blob : null),
    }),
  }),
})

export const McpReadResource = builder.objectRef<ReadResourceResult>('McpReadResource').implement({
  description: 'What an MCP server answered when it was asked to read a resource.',
  fields: (t) => ({
    contents: t.field({ type: [McpResourceContents], description: 'Its contents, in parts.', resolve: ({ contents }) => contents }),
    asAnswered: t.field({ ...AS_ANSWERED, resolve: (answer) => answer }),
  }),
})

const McpPromptArgument = builder.objectRef<PromptArgument>('McpPromptArgument').implement({
  description: 'What a prompt is filled in with.',
  fields: (t) => ({
    name: t.exposeString('name', { description: 'Its name.' }),
    description: t.string({ nullable: true, description: 'What it is.', resolve: ({ description }) => description ?? null }),
    required: t.boolean({ description: 'Must it be given?', resolve: ({ required }) => required ?? false }),
  }),
})

const McpPrompt = builder.objectRef<Prompt>('McpPrompt').implement({
  description: 'A prompt that an MCP server offers to people.',
  fields: (t) => ({
    name: t.exposeString('name', { description: 'Its name for programs.' }),
    title: t.string({ nullable: true, description: 'Its name for people.', resolve: ({ title }) => title ?? null }),
    description: t.string({ nullable: true, description: 'What it is for.', resolve: ({ description }) => description ?? null }),
    arguments: t.field({
      type: [McpPromptArgument],
      description: 'What it is filled in with.',
      resolve: (prompt) => prompt.arguments ?? [],
    }),
  }),
})

export const McpPrompts = builder.objectRef<ListPromptsResult>('McpPrompts').implement({
  description: 'A page of an MCP server’s prompts.',
  fields: (t) => ({
    prompts: t.field({ type: [McpPrompt], description: 'The prompts of the page.', resolve: ({ prompts }) => prompts }),
    nextCursor: t.string({ nullable: true, description: CURSOR, resolve: ({ nextCursor }) => nextCursor ?? null }),
    asAnswered: t.field({ ...AS_ANSWERED, resolve: (answer) => answer }),
  }),
})

const McpPromptRole = builder.enumType('McpPromptRole', {
  description: 'Who seems to say a message of a prompt.',
  values: upperCase({ user: { description: 'The user.' }, assistant: { description: 'The model.' } }),
})

const McpPromptMessage = builder.objectRef<PromptMessage>('McpPromptMessage').implement({
  description: 'A message of a prompt that is filled in.',
  fields: (t) => ({
    role: t.expose('role', { type: McpPromptRole, description: 'Who seems to say it.' }),
    content: t.field({
      type: 'JSONObject',
      description: 'As MCP has it: text, an image, a sound or a resource.',
      resolve: ({ content }) => content as Record<string, unknown>,
    }),
  }),
})

export const McpFilledPrompt = builder.objectRef<GetPromptResult>('McpFilledPrompt').implement({
  description: 'A prompt of an MCP server, filled in.',
  fields: (t) => ({
    description: t.string({ nullable: true, description: 'What it is for.', resolve: ({ description }) => description ?? null }),
    messages: t.field({ type: [McpPromptMessage], description: 'What is said to the model.', resolve: ({ messages }) => messages }),
    asAnswered: t.field({ ...AS_ANSWERED, resolve: (answer) => answer }),
  }),
})
