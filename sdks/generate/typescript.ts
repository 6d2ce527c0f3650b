import type { Field, Shape, Shapes, Struct } from './shapes.ts'

const SCALARS = { string: 'string', datetime: 'string', integer: 'number', number: 'number', boolean: 'boolean', json: 'unknown' } as const

export function typescript({ structs, enumerations, events, eventEnumerations, streams }: Shapes): string {
  return [
    '// Generated from the OpenAPI documents by `npm run sdk:types`. Do not edit.\n',
    ...[...enumerations, ...eventEnumerations].map(
      ({ name, values }) => `export type ${name} = ${values.map((value) => `'${value}'`).join(' | ')}\n`,
    ),
    ...structs.map(interfaceOf),
    ...events.map(interfaceOf),
    ...streams.map(streamOf),
  ].join('\n')
}

function interfaceOf({ name, role, description, fields }: Struct): string {
  return `${comment(description, '')}export interface ${name} {\n${fields.map((field) => property(field, role)).join('')}}\n`
}

function streamOf({ name, events }: Shapes['streams'][number]): string {
  const rows = Object.entries(events).map(([event, shape]) => `  ${event}: ${typeOf(shape, 'event')}\n`)
  return `/** The data of each event, by the event's name. */\nexport interface ${name} {\n${rows.join('')}}\n`
}

function property({ name, shape, nullable, required, description }: Field, role: Struct['role']): string {
  const isAbsent = role !== 'result' && !required
  return `${comment(description, '  ')}  ${name}${isAbsent ? '?' : ''}: ${typeOf(shape, role)}${nullable ? ' | null' : ''}\n`
}

function typeOf(shape: Shape, role: Struct['role']): string {
  switch (shape.kind) {
    case 'list':
      return `${typeOf(shape.item, role)}[]`
    case 'named':
      return shape.name
    case 'object':
      return 'Record<string, unknown>'
    case 'datetime':
      return role === 'input' ? 'string | Date' : 'string'
    default:
      return SCALARS[shape.kind]
  }
}

const comment = (text: string | undefined, indent: string) => (text ? `${indent}/** ${text.replaceAll('*/', '* /')} */\n` : '')
