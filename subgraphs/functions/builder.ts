import { createBuilder } from '../../schema/builder.ts'
import { pageArguments } from '../../schema/connections/fields.ts'
import type { Services } from './services.ts'

export const builder = createBuilder<Services>()

/** The arguments of every connection. */
export const page = pageArguments(builder)

// What other subgraphs own: only its key is known here.

export const User = builder
  .externalRef('User', builder.selection<{ id: string }>('id'))
  .implement({ externalFields: (t) => ({ id: t.id({ nullable: false }) }) })

export const Webhook = builder
  .externalRef('Webhook', builder.selection<{ id: string }>('id'))
  .implement({ externalFields: (t) => ({ id: t.id({ nullable: false }) }) })

export const Schedule = builder
  .externalRef('Schedule', builder.selection<{ id: string }>('id'))
  .implement({ externalFields: (t) => ({ id: t.id({ nullable: false }) }) })

export const Chat = builder
  .externalRef('Chat', builder.selection<{ id: string }>('id'))
  .implement({ externalFields: (t) => ({ id: t.id({ nullable: false }) }) })
