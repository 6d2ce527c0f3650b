// Whose rights a run has: every kind of trigger against everyone who may have shaped it. The table is the specification.
import assert from 'node:assert/strict'
import { after, before, describe, test } from 'node:test'
import { openShapers, type Person, type ReachedThings, type ShapersPlatform, WAYS, type Way } from './shapers.testing.ts'

/** What saving triggers takes, to which a row adds what else a key may. */
const SAVE = [
  ...['webhooks.create', 'webhooks.update', 'schedules.create', 'schedules.update'],
  ...['functions.create', 'functions.read', 'functions.execute', 'agents.create', 'agents.read', 'agents.chat'],
].map((action) => `sinas.${action}:own`)
/** What changing triggers of others takes: to see them, to change them, and to start what they start. */
const EDIT_ALL = [
  'webhooks.read',
  'webhooks.update',
  'schedules.read',
  'schedules.update',
  'functions.read',
  'functions.execute',
  'agents.chat',
].map((action) => `sinas.${action}:all`)

/** Who there is, each new in every row. */
const PEOPLE = {
  user: ({ person }: ShapersPlatform) => person('Users'),
  administrator: ({ person }: ShapersPlatform) => person('Admins'),
  /** Changes all users' triggers, and is a plain user otherwise. */
  keeper: ({ person }: ShapersPlatform) => person('Users', ...EDIT_ALL),
  /** The same, who may also read all users' states. */
  reader: ({ person }: ShapersPlatform) => person('Users', ...EDIT_ALL, 'sinas.states.read:all'),
}
type Who = keyof typeof PEOPLE
/** The owner through an API key that may save triggers, and this. */
interface Key {
  ownersKey: string[]
}

interface Row {
  owner: Who
  /** Of the function, and of the agent that calls it. Default: the owner. */
  author?: Who | Key | 'editor'
  /** Who saved the triggers last. Default: the owner. */
  editor?: Who | Key
  /** Who calls the webhook that asks for a login, repeats a delivery, and asks for a run now. Default: the owner. */
  caller?: Who | Key
  /** What happens after the triggers are saved, and before they run. */
  meanwhile?: (
    people: { owner: Person; editor: Person & { group?: string }; caller: Person },
    platform: ShapersPlatform,
  ) => Promise<unknown>
  /** What the runs reach of the things of whom they run as: their states, new API keys in their name, the list of all users. Or why there are none. */
  may: string | RegExp
  /** Where it is another for a trigger. `user`: it runs as the caller. */
  except?: Partial<Record<Way, string | RegExp>>
}

/** What is said of who asks, not of the trigger. */
const CALLER_MAY_NOT = /^Not authorized: sinas\.functions\/test\/\w+\.execute:all is required$/

/** Runs that a caller asks for. */
const asked = (may: string | RegExp) => ({ login: may, replay: may, 'run now': may })
const revoke = ({ editor }: { editor: Person }, { platform: { admin } }: ShapersPlatform) =>
  admin.call('DELETE', `/api/v1/auth/api-keys/${editor.keyId}`)

const TABLE: Record<string, Row> = {
  'a user’s own triggers do what the user may': { owner: 'user', may: 'states keys' },
  'an administrator’s own triggers do what the administrator may': { owner: 'administrator', may: 'states keys users' },

  // API keys
  'what was made with a key does no more than the key': {
    ...{ owner: 'administrator', editor: { ownersKey: ['sinas.states.read:own'] } },
    may: 'states',
  },
  'a key that may only save triggers gives them nothing': {
    owner: 'administrator',
    author: { ownersKey: [] },
    editor: { ownersKey: [] },
    may: 'nothing',
  },
  'what was made with a key ends with the key': {
    ...{ owner: 'administrator', editor: { ownersKey: ['sinas.states.read:own'] }, meanwhile: revoke },
    may: /^The API key with which this (webhook|schedule) was last changed was revoked or has expired: a user who may (execute function|talk with agent) test\/\w+ has to save the \1 again$/,
  },
  'a run that is asked for with a key does no more than the key': {
    ...{ owner: 'administrator', caller: { ownersKey: ['sinas.states.read:own'] } },
    may: 'states keys users',
    except: asked('states'),
  },

  // Editors
  'an administrator who changes a user’s triggers takes nothing from them, and adds nothing': {
    ...{ owner: 'user', editor: 'administrator' },
    // No run that others have shaped makes keys.
    may: 'states',
  },
  'a user who may change all users’ triggers gains nothing of an administrator’s by it': {
    owner: 'administrator',
    editor: 'keeper',
    may: 'nothing',
  },
  'also not where they point them at a function of their own': {
    owner: 'administrator',
    author: 'keeper',
    editor: 'keeper',
    may: 'nothing',
  },
  'a user who may read all users’ states gives that to what they change': { owner: 'administrator', editor: 'reader', may: 'states' },
  'who changed a trigger and is deactivated ends its runs': {
    ...{ owner: 'administrator', editor: 'keeper' },
    meanwhile: ({ editor }, { platform: { admin } }) => admin.call('PATCH', `/api/v1/users/${editor.id}`, { is_active: false }),
    may: /^The user who last changed this (webhook|schedule) is deactivated or no longer exists: a user who may .* has to save the \1 again$/,
  },
  'also where they are deleted': {
    ...{ owner: 'administrator', editor: 'keeper' },
    meanwhile: ({ editor }, { platform: { admin } }) => admin.call('DELETE', `/api/v1/users/${editor.id}`),
    may: /^The user who last changed this (webhook|schedule) is deactivated or no longer exists: /,
  },
  'who changed a trigger and loses the right to start its target ends its runs': {
    ...{ owner: 'administrator', editor: 'keeper' },
    meanwhile: ({ editor }, { platform: { admin } }) => admin.call('DELETE', `/api/v1/groups/${editor.group}/members/${editor.id}`),
    may: /^The user who last changed this (webhook|schedule) may not (execute function|talk with agent) test\/\w+: a user who may .* has to save the \1 again$/,
  },

  // Authors
  'a user’s function does nothing to an administrator, also where another user saved the trigger': {
    owner: 'administrator',
    author: 'user',
    may: 'nothing',
  },
  'who points a user’s triggers at what the user may not start lends them no right to it': {
    ...{ owner: 'user', author: 'editor', editor: 'administrator' },
    may: /^The owner of this (webhook|schedule) may not (execute function|talk with agent) test\/\w+$/,
    except: { ...asked(CALLER_MAY_NOT), login: /^Another user who shaped this webhook may not execute function test\/\w+: / },
  },

  // Owners
  'the triggers of an owner who is deactivated run no more': {
    ...{ owner: 'user', caller: 'administrator' },
    meanwhile: ({ owner }, { platform: { admin } }) => admin.call('PATCH', `/api/v1/users/${owner.id}`, { is_active: false }),
    may: /^The owner of this (webhook|schedule) is deactivated or no longer exists$/,
    except: { login: /^The user who last changed this webhook is deactivated or no longer exists: / },
  },

  // Callers
  'a user’s webhook does nothing to an administrator who calls it, and an administrator adds nothing to what they ask for': {
    ...{ owner: 'user', caller: 'administrator' },
    may: 'states keys',
    except: { login: 'caller: nothing', replay: 'states', 'run now': 'states' },
  },
  'an administrator’s webhook does what its caller may, and who is not allowed much asks for nothing more': {
    ...{ owner: 'administrator', caller: 'keeper' },
    may: 'states keys users',
    except: { ...asked('nothing'), login: 'caller: states' },
  },
}

let shapers: ShapersPlatform
before(async () => {
  shapers = await openShapers()
})
after(() => shapers[Symbol.asyncDispose]())

async function find(who: Who | Key | undefined, owner: Person): Promise<Person> {
  if (who === undefined) return owner
  return typeof who === 'string' ? PEOPLE[who](shapers) : shapers.keyed(owner, ...SAVE, ...who.ownersKey)
}

/** What came of a run, in the words of the table. */
function inWords(outcome: ReachedThings, expected: string | RegExp, owner: Person): string {
  if ('fault' in outcome) return expected instanceof RegExp && expected.test(outcome.fault) ? String(expected) : `failed: ${outcome.fault}`
  return outcome.user === owner.id ? outcome.may : `caller: ${outcome.may}`
}

describe('a run of a trigger', () => {
  for (const [name, row] of Object.entries(TABLE))
    test(name, async () => {
      const owner = await PEOPLE[row.owner](shapers)
      const editor = await find(row.editor, owner)
      const author = row.author === 'editor' ? editor : await find(row.author, owner)
      const caller = await find(row.caller, owner)
      const triggers = await shapers.triggers({ owner, author, editor })
      await row.meanwhile?.({ owner, editor, caller }, shapers)
      const outcomes = await triggers.fire(caller, typeof row.may === 'string')
      const expected = (way: Way) => row.except?.[way] ?? row.may
      assert.deepEqual(
        Object.fromEntries(WAYS.map((way) => [way, inWords(outcomes[way], expected(way), owner)])),
        Object.fromEntries(WAYS.map((way) => [way, String(expected(way))])),
      )
      for (const [way, fault] of Object.entries(await triggers.faults())) {
        const told = expected(way as Way)
        if (told instanceof RegExp && told !== CALLER_MAY_NOT) assert.match(fault ?? '', told, `fault of ${way}`)
        else assert.equal(fault, null, `fault of ${way}`)
      }
    })
})
