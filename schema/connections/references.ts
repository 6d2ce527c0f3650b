import type { Builder } from '../builder.ts'

/**
 * The input that says which one of a kind is meant, where its name has a namespace: `AgentReference`.
 * @param noun as in a sentence: `agent`
 */
export function namedReference<Services>(builder: Builder<Services>, type: string, noun: string) {
  return builder.inputType(`${type}Reference`, {
    description: `Which ${noun} is meant: by its id, or by its name.`,
    isOneOf: true,
    fields: (t) => ({
      id: t.id({ description: `Id of the ${noun}.` }),
      name: t.field({ type: builder.qualifiedName, description: `Namespace and name of the ${noun}.` }),
    }),
  })
}
