import { createBuilder } from '../../schema/builder.ts'
import { entityOfAnother } from '../../schema/connections/entity-of-another.ts'
import { pageArguments } from '../../schema/connections/fields.ts'
import type { Services } from './services.ts'

export const builder = createBuilder<Services>()

/** The arguments of every connection. */
export const page = pageArguments(builder)

/** Identity's. */
export const User = entityOfAnother(builder, 'User', { adds: true })

/** The triggers'. */
export const Webhook = entityOfAnother(builder, 'Webhook', { adds: true })

/** The triggers'. */
export const Schedule = entityOfAnother(builder, 'Schedule', { adds: true })

/** The agents'. */
export const Chat = entityOfAnother(builder, 'Chat', { adds: true })
