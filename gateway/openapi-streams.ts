import { EVENTS } from '../schema/operations/events.ts'
import type { Components } from './components.ts'
import type { JsonSchema } from './json-schema.ts'
import { pascal } from './openapi-names.ts'

/**
 * The content of a stream. `x-itemSchema` is what OpenAPI 3.2 calls `itemSchema`: one event, whose `data` is text that holds JSON.
 * https://spec.openapis.org/oas/v3.2.0.html#sequential-media-types
 * @param type the GraphQL type of an event
 */
export function streamContent(type: string, components: Components): JsonSchema {
  return {
    'text/event-stream': {
      schema: { type: 'string', description: 'Server-sent events: `id`, `event` and `data`, each on a line of its own.' },
      'x-itemSchema': eventSchema(type, components),
    },
  }
}

function eventSchema(type: string, components: Components): JsonSchema {
  const events = EVENTS[type]
  if (!events) return components.add('TextEvent', item('message', 'A line of text.', { type: 'string' }))
  const members = Object.entries(events).map(([event, { name, description, data }]) => {
    const content = components.add(name, { ...data, description })
    const json = { type: 'string', contentMediaType: 'application/json', contentSchema: content }
    return [event, components.add(pascal(`${type.replace('Event', '')} ${event} event`), item(event, description, json))] as const
  })
  return components.add(type, {
    description: 'One event of the stream.',
    oneOf: members.map(([, schema]) => schema),
    discriminator: { propertyName: 'event', mapping: Object.fromEntries(members.map(([event, { $ref }]) => [event, $ref])) },
  })
}

const item = (event: string, description: string, data: JsonSchema): JsonSchema => ({
  type: 'object',
  description,
  properties: {
    id: { type: 'string', description: 'Where the stream stands: `Last-Event-ID` to go on after this event.' },
    event: { type: 'string', const: event },
    data,
  },
  required: ['event', 'data'],
})
