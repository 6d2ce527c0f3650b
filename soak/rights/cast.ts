import type { Canaries } from './canaries.ts'
import { Person } from './person.ts'

/** One who tries. */
export interface Attacker {
  person: Person
  /** What they hold beyond the group Users, where that is something. */
  holds: string | null
}

export interface Cast {
  /** The first administrator: sets the stage, and looks on. */
  stage: Person
  /** An administrator who goes about their work. */
  victim: Person
  /** A plain user who does nothing. */
  bystander: Person
  attackers: Attacker[]
  /** Id of the key of the victim’s that one of the attackers holds. */
  keyId: string
}

/** The namespace in which a key of the victim’s may do something. */
export const LAB = 'lab'
export const KEY_HOLDER = 'key holder'

/** Single permissions of management, each held by one attacker who is a plain user otherwise. */
const HELD = [
  'sinas.webhooks.update:all',
  'sinas.schedules.update:all',
  'sinas.agents.update:all',
  'sinas.functions.update:all',
  'sinas.groups.manage_members:all',
  'sinas.groups.manage_permissions:all',
  'sinas.users.update:all',
  'sinas.packages.create:own',
] as const

export const nameOfHolder = (permission: (typeof HELD)[number]) => `holder of ${permission.slice('sinas.'.length)}`

/** A narrow key: it makes things in one namespace, and triggers that start them. */
const KEY = [
  ...['create', 'read', 'execute'].map((action) => `sinas.functions/${LAB}.${action}:own`),
  ...['create', 'chat'].map((action) => `sinas.agents/${LAB}.${action}:own`),
  'sinas.webhooks.create:own',
  'sinas.schedules.create:own',
  'sinas.chats.create:own',
  'sinas.messages.create:own',
]

interface Dependencies {
  logIn(email: string): Promise<{ token: string }>
  /** The first administrator, who is logged in. */
  stage: { id: string; token: string }
  canaries: Canaries
  /** Of any gateway. */
  url(): string
}

/** Makes users, logs them in, and gives each what they hold. */
export async function gather({ logIn, stage: first, canaries, url }: Dependencies): Promise<Cast> {
  const stage = new Person({ name: 'stage', ...first }, url)

  async function member(name: string, group: 'Users' | 'Admins', hear?: boolean): Promise<Person> {
    const email = `${name.replace(/\W+/g, '-')}@example.com`
    const { id } = await stage.must('POST', '/api/v1/users', { email })
    await stage.must('POST', `/api/v1/groups/${group}/members`, { user_id: id })
    const { token } = await logIn(email)
    return new Person({ name, id, token }, url, hear ? ears(name, canaries) : undefined)
  }

  async function holder(permission: (typeof HELD)[number]): Promise<Attacker> {
    const person = await member(nameOfHolder(permission), 'Users', true)
    const group = `group of ${permission}`
    await stage.must('POST', '/api/v1/groups', { name: group })
    const { id } = (await stage.must('GET', '/api/v1/groups')).find(({ name }: { name: string }) => name === group)
    await stage.must('POST', `/api/v1/groups/${id}/permissions`, { permission_key: permission, permission_value: true })
    await stage.must('POST', `/api/v1/groups/${id}/members`, { user_id: person.id })
    return { person, holds: permission }
  }

  const victim = await member('victim', 'Admins')
  const bystander = await member('bystander', 'Users')
  const mallory = { person: await member('mallory', 'Users', true), holds: null }
  const holders: Attacker[] = []
  for (const permission of HELD) holders.push(await holder(permission))
  const { id: keyId, key } = await victim.must('POST', '/api/v1/auth/api-keys', {
    name: 'for the lab',
    permissions: Object.fromEntries(KEY.map((permission) => [permission, true])),
  })
  const person = new Person({ name: KEY_HOLDER, id: victim.id, token: key }, url, ears(KEY_HOLDER, canaries))
  return { stage, victim, bystander, attackers: [mallory, ...holders, { person, holds: 'a key' }], keyId }
}

const ears =
  (name: string, canaries: Canaries) =>
  ({ status, text }: { status: number; text: string }, asked: object) =>
    canaries.heard(name, text, { ...asked, status })
