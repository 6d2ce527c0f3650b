import { z } from 'zod'
import type { Builder } from '../builder.ts'
import type { Order } from './order.ts'
import { DEFAULT_PAGE_SIZE, MAX_PAGE_SIZE } from './window.ts'

const size = z.int().min(1).max(MAX_PAGE_SIZE)

/** The arguments of every connection: https://relay.dev/graphql/connections.htm#sec-Arguments */
export const pageArguments = <Services>(builder: Builder<Services>) =>
  builder.args((t) => ({
    first: t.int({
      validate: size,
      description: `How many from the beginning, 1 to ${MAX_PAGE_SIZE}. Without \`first\` and \`last\`: ${DEFAULT_PAGE_SIZE}.`,
    }),
    after: t.string({ description: 'Only what comes after this cursor.' }),
    last: t.int({ validate: size, description: `How many from the end, 1 to ${MAX_PAGE_SIZE}.` }),
    before: t.string({ description: 'Only what comes before this cursor.' }),
    skip: t.int({
      validate: z.int().min(0),
      inaccessible: true,
      description: 'How many to leave out: REST had this before it had cursors.',
    }),
  }))

/**
 * The argument `orderBy` of a connection: `AgentOrder`, with its `AgentOrderField`.
 * @param fields what the list can be ordered by, with the property of each
 * @returns the input, and what makes an order of it; rows that are equal in the field come in the order of their ids
 */
export function orderInput<Row, Services>(
  builder: Builder<Services>,
  type: string,
  fields: Record<string, { property: keyof Row & string; description: string }>,
) {
  const field = builder.enumType(`${type}OrderField`, {
    description: `What a list can be ordered by.`,
    values: Object.fromEntries(Object.entries(fields).map(([name, { property, description }]) => [name, { value: property, description }])),
  })
  const input = builder.inputType(`${type}Order`, {
    description: 'In which order a list comes.',
    fields: (t) => ({
      field: t.field({ type: field, required: true, description: 'What it is ordered by.' }),
      direction: t.field({ type: builder.orderDirection, required: true, description: 'Which end comes first.' }),
    }),
  })
  const order = (given: { field: string; direction: 'asc' | 'desc' } | null | undefined, otherwise: Order<Row>): Order<Row> =>
    given
      ? [
          [given.field as keyof Row & string, given.direction],
          ['id' as keyof Row & string, given.direction],
        ]
      : otherwise
  return { input, order }
}
