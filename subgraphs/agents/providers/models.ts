import { createAnthropic } from '@ai-sdk/anthropic'
import { createMistral } from '@ai-sdk/mistral'
import { createOpenAI } from '@ai-sdk/openai'
import { createOpenAICompatible } from '@ai-sdk/openai-compatible'
import { withoutLastSlashes } from '../../../schema/bounded/slashes.ts'
import { fetchWithAudio } from './mistral-audio.ts'
import { ollamaModel } from './ollama.ts'
import { type StreamingModel, withQuickText } from './quick-text.ts'

const PROVIDER_TYPES = ['openai', 'anthropic', 'mistral', 'ollama'] as const
export type ProviderType = (typeof PROVIDER_TYPES)[number]

/** The address of a model, and its credential. */
export interface ModelAddress {
  providerType: ProviderType
  /** Base URL, with `/v1` where the service has it; null: the service's own. */
  apiEndpoint: string | null
  apiKey: string | null
  model: string
}

const DEFAULT_OLLAMA = 'http://localhost:11434'

// A key that is absent must not be looked for in the environment: an empty text says so to the SDK.
const NO_KEY = ''

const MAX_OPEN = 200
const opened = new Map<string, StreamingModel>()

/** A model of one of the providers that the platform speaks to, ready to stream. Opening one builds schemas: it is remembered. */
export function openModel(address: ModelAddress): StreamingModel {
  const key = JSON.stringify(address)
  const known = opened.get(key)
  if (known) return known
  if (opened.size >= MAX_OPEN) opened.clear()
  const model = open(address)
  opened.set(key, model)
  return model
}

function open({ providerType, apiEndpoint, apiKey, model }: ModelAddress): StreamingModel {
  const address = { ...(apiEndpoint && { baseURL: withoutLastSlashes(apiEndpoint) }), apiKey: apiKey ?? NO_KEY }
  switch (providerType) {
    case 'openai':
      return apiEndpoint
        ? compatibleModel(address.baseURL!, apiKey, model)
        : withQuickText((send) => createOpenAI({ ...address, baseURL: 'https://api.openai.com/v1', fetch: send }).chat(model))
    case 'anthropic':
      return createAnthropic({ baseURL: 'https://api.anthropic.com/v1', ...address })(model)
    case 'mistral':
      return createMistral({ baseURL: 'https://api.mistral.ai/v1', fetch: fetchWithAudio, ...address })(model)
    case 'ollama':
      return ollamaModel({ baseUrl: address.baseURL ?? DEFAULT_OLLAMA, model, apiKey })
  }
}

/** Any server that speaks OpenAI's chat completions: it may know less than OpenAI's own, and answer looser. */
function compatibleModel(baseURL: string, apiKey: string | null, model: string): StreamingModel {
  const settings = { name: 'openai', baseURL, ...(apiKey && { apiKey }), includeUsage: true, supportsStructuredOutputs: true }
  return withQuickText((send) => createOpenAICompatible({ ...settings, fetch: send })(model))
}
