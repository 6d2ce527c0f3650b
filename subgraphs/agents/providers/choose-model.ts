import { SinasError } from '../../../schema/errors.ts'
import type { Sealer } from '../../../schema/sealing.ts'
import type { AgentSettings, ChatProvider } from '../turns/load-chat.ts'
import { openModel, type ProviderType } from './models.ts'
import type { ModelPrice } from './provider.entity.ts'
import type { StreamingModel } from './quick-text.ts'

/** A model, with its provider and prices. */
export interface ChosenModel {
  name: string
  providerName: string
  providerType: ProviderType
  languageModel: StreamingModel
  /** Tokens of one answer; undefined: what the provider allows. */
  maxOutputTokens: number | undefined
  price: ModelPrice | undefined
}

/** Anthropic wants a limit with every call. */
const DEFAULT_OUTPUT_TOKENS: Partial<Record<ProviderType, number>> = { anthropic: 16_384 }

const HOW_TO_ADD =
  'none is configured. Add one with POST /api/v1/llm-providers ' +
  '{"name": "openai", "provider_type": "openai", "api_key": "sk-...", "default_model": "gpt-5-mini", "is_default": true}, ' +
  'or set OPENAI_API_KEY, ANTHROPIC_API_KEY, MISTRAL_API_KEY or OLLAMA_HOST before the first start'

/** @throws SinasError where there is none, with a remedy */
export function requireProvider<Provider extends Pick<ChatProvider, 'name' | 'isActive'>>(provider: Provider | null): Provider {
  if (!provider) throw new SinasError('UNAVAILABLE', { what: 'An LLM provider', reason: HOW_TO_ADD })
  if (!provider.isActive)
    throw new SinasError('UNAVAILABLE', {
      what: `The LLM provider ${provider.name}`,
      reason: 'it was deactivated. Choose another for the agent',
    })
  return provider
}

/** The model that the agent asks for, else its provider's default. @throws SinasError where either is missing */
export function chooseModel(agent: Pick<AgentSettings, 'model' | 'maxTokens'>, found: ChatProvider | null, sealer: Sealer): ChosenModel {
  const provider = requireProvider(found)
  const name = agent.model ?? provider.defaultModel
  if (!name) {
    const reason = `neither the agent nor the provider ${provider.name} names one: set "model" or "default_model"`
    throw new SinasError('UNAVAILABLE', { what: 'A model', reason })
  }
  const apiKey = provider.sealedApiKey && sealer.open(provider.sealedApiKey, keyRow(provider.id))
  return {
    name,
    providerName: provider.name,
    providerType: provider.providerType,
    languageModel: openModel({ providerType: provider.providerType, apiEndpoint: provider.apiEndpoint, apiKey, model: name }),
    maxOutputTokens: agent.maxTokens ?? DEFAULT_OUTPUT_TOKENS[provider.providerType],
    price: provider.prices?.[name],
  }
}

/** The row that a sealed key is bound to. */
export const keyRow = (providerId: string) => `llm_providers/${providerId}`

/** In US dollars; null where the price is not known. */
export function costOf(price: ModelPrice | undefined, tokens: { prompt: number; completion: number }): number | null {
  return price ? (tokens.prompt * price.input + tokens.completion * price.output) / 1_000_000 : null
}
