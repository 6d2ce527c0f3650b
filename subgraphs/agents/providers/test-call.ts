import type { Context } from '../../../schema/context.ts'
import { text } from '../../../schema/inputs.ts'
import { builder } from '../builder.ts'
import type { Services } from '../services.ts'
import { chooseModel } from './choose-model.ts'
import { findProvider } from './find-provider.ts'
import type { ProviderType } from './models.ts'
import { LlmProviderReference, type LlmProviderReferenceShape } from './provider-reference.ts'
import { asProviderError, ReplyReader, streamParts } from './reply.ts'

/** A test call may take so long. */
const TIMEOUT_MS = 30_000
const QUESTION = 'Answer with the one word: ready'
const MAX_OUTPUT_TOKENS = 200

interface TestCall {
  model: string
  answer: string | null
  error: string | null
  milliseconds: number
}

builder.relayMutationField(
  'testLlmProvider',
  {
    inputFields: (t) => ({
      llmProvider: t.field({ type: LlmProviderReference, required: true, description: 'Which one.' }),
      model: t.string({ validate: text(1, 255), description: 'Default: the default model of the provider.' }),
    }),
  },
  {
    nullable: true,
    description:
      'Asks a model of a provider for one word, to see whether its address, key and model are right. It costs a few tokens, which no budget counts. That the model does not answer is no error of the call: see `error`. Errors: NOT_FOUND, UNAVAILABLE where no model is named.',
    authScopes: { canAll: 'llm_providers.update' },
    resolve: (_, { input: { llmProvider, model } }, context) => testProvider(context, llmProvider, model ?? null),
  },
  {
    outputFields: (t) => ({
      model: t.exposeString('model', { description: 'The model that was asked.' }),
      answer: t.exposeString('answer', { nullable: true, description: 'What it said; null where it did not answer.' }),
      error: t.exposeString('error', { nullable: true, description: 'Why it did not answer, in the words of its service.' }),
      milliseconds: t.exposeFloat('milliseconds', { description: 'How long that took.' }),
    }),
  },
)

/** @throws SinasError NOT_FOUND, UNAVAILABLE */
async function testProvider(context: Context<Services>, reference: LlmProviderReferenceShape, wanted: string | null): Promise<TestCall> {
  const { id, name, providerType, apiEndpoint, sealedApiKey, defaultModel } = await findProvider(context, reference)
  const provider = {
    ...{ id, name, providerType: providerType as ProviderType, isActive: true, prices: null },
    ...{ apiEndpoint: apiEndpoint ?? null, sealedApiKey: sealedApiKey ?? null, defaultModel: defaultModel ?? null },
  }
  const model = chooseModel({ model: wanted, maxTokens: MAX_OUTPUT_TOKENS }, provider, context.services.sealer)
  const began = performance.now()
  const took = () => Math.round((performance.now() - began) * 10) / 10
  const reader = new ReplyReader(new Set())
  try {
    const call = {
      prompt: [{ role: 'user' as const, content: [{ type: 'text' as const, text: QUESTION }] }],
      maxOutputTokens: MAX_OUTPUT_TOKENS,
      abortSignal: AbortSignal.any([context.signal, AbortSignal.timeout(TIMEOUT_MS)]),
    }
    for await (const part of streamParts(model.languageModel, call)) reader.read(part)
    return { model: model.name, answer: reader.text, error: null, milliseconds: took() }
  } catch (error) {
    return { model: model.name, answer: null, error: asProviderError(error).message, milliseconds: took() }
  }
}
