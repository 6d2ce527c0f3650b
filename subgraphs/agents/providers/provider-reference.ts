import { builder } from '../builder.ts'

export const LlmProviderReference = builder.inputType('LlmProviderReference', {
  description: 'Which provider is meant: by its id, or by its name.',
  isOneOf: true,
  fields: (t) => ({
    id: t.id({ description: 'Id of the provider.' }),
    name: t.string({ description: 'Name of the provider.' }),
    idOrName: t.string({ inaccessible: true, description: 'Its id or its name.' }),
  }),
})

export type LlmProviderReferenceShape = typeof LlmProviderReference.$inferInput
