import type { Actor } from '../../../schema/caller.ts'
import type { Database } from '../../../schema/database.ts'
import { FIRST_CLAIM } from './owned-turns.ts'
import { shapersWith } from './turn-rows.ts'

// Where no turn goes on as this statement sees it, it sees all that earlier turns have written: "last" is their last row,
// "shapers" are theirs. Chats are locked in their order: two processes that begin turns in the same ones don't wait for each other in a circle.
const BEGIN = `
  with given as (
    select * from unnest((select $1::uuid[]), (select $2::uuid[]), (select $3::text[]), (select $4::text[]), (select $5::boolean[]))
      as g(turn_id, chat, content, added, is_watched)),
  turn as (
    insert into agents.turns (id, chat_id, status, owner, claim, watchers, created_at)
    select turn_id, chat, 'running', $6::uuid, ${FIRST_CLAIM}, case when is_watched then array[$6::uuid] end, now() from given
    where not exists (select from agents.turns t where t.chat_id = chat and t.status in ('running', 'waiting'))
    order by chat
    on conflict (chat_id) where status in ('running', 'waiting') do nothing returning id, chat_id),
  message as (
    insert into agents.messages (id, chat_id, turn_id, turn_seq, role, content, created_at)
    select gen_random_uuid(), turn.chat_id, turn.id, 0, 'user', content, now() from turn join given on turn_id = turn.id),
  touched as (
    update agents.chats c set updated_at = now(), last_message_at = now(), shapers = ${shapersWith('added')}
    from turn join given on turn_id = turn.id where c.id = turn.chat_id)
  select turn.id, (select max(position)::float8 from agents.messages m where m.chat_id = turn.chat_id) as last, c.shapers
  from turn join agents.chats c on c.id = turn.chat_id`

/** A turn that begins with a message. */
export interface NewTurn {
  id: string
  chatId: string
  /** Whether a client of this process watches it from the beginning. */
  isWatched: boolean
  content: string
  /** Its shapers, who stay with the chat, because what is said stays. */
  shapers: readonly Actor[]
}

export interface BegunTurn {
  /** Position of the last row before the message; null where it is the first. */
  last: number | null
  /** The shapers of what was said before. */
  shapers: Actor[]
}

/**
 * Stores messages of users, and the turns that answer them.
 * @param owner this process, which runs them
 * @returns undefined for one in whose chat another turn goes on
 */
export async function beginTurns(database: Database, owner: string, turns: readonly NewTurn[]): Promise<(BegunTurn | undefined)[]> {
  const rows = await database.query<BegunTurn & { id: string }>(BEGIN, [
    turns.map(({ id }) => id),
    turns.map(({ chatId }) => chatId),
    turns.map(({ content }) => content),
    turns.map(({ shapers }) => JSON.stringify(shapers)),
    turns.map(({ isWatched }) => isWatched),
    owner,
  ])
  const begun = new Map(rows.map((row) => [row.id, row]))
  return turns.map(({ id }) => begun.get(id))
}
