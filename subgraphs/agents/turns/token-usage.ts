import { builder } from '../builder.ts'

/** Tokens, under the names that OpenAI gave them. */
export type Usage = Record<string, number>

export const TokenUsage = builder.objectRef<Usage>('TokenUsage').implement({
  description: 'Tokens that models read and wrote in a turn.',
  fields: (t) => ({
    promptTokens: t.field({ type: 'BigInt', description: 'Tokens that they read.', resolve: (usage) => usage.prompt_tokens ?? 0 }),
    completionTokens: t.field({ type: 'BigInt', description: 'Tokens that they wrote.', resolve: (usage) => usage.completion_tokens ?? 0 }),
    totalTokens: t.field({ type: 'BigInt', description: 'Both together.', resolve: (usage) => usage.total_tokens ?? 0 }),
  }),
})
