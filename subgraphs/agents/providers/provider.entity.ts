import { defineEntity, type InferEntity, p } from '@mikro-orm/core'

/** A service that runs language models, and how to reach it. The API key is sealed; it leaves this table only towards the service. */
export const Provider = defineEntity({
  name: 'Provider',
  tableName: 'llm_providers',
  schema: 'agents',
  properties: {
    id: p.uuid().primary(),
    name: p.text(),
    providerType: p.text(),
    sealedApiKey: p.text().nullable(),
    apiEndpoint: p.text().nullable(),
    defaultModel: p.text().nullable(),
    /** `models`: names of further models; `prices`: model name to dollars per million tokens. */
    config: p.json<ProviderConfig>(),
    isDefault: p.boolean().default(false),
    isActive: p.boolean().default(true),
    createdAt: p.datetime(),
    updatedAt: p.datetime(),
  },
})

export interface ProviderConfig {
  models?: string[]
  prices?: Record<string, ModelPrice>
  [setting: string]: unknown
}

/** US dollars per million tokens. */
export interface ModelPrice {
  input: number
  output: number
}

export type ProviderRow = InferEntity<typeof Provider>
