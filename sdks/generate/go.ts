import { type Field, pascal, type Shape, type Shapes, type Struct } from './shapes.ts'

const SCALARS = {
  string: 'string',
  datetime: 'time.Time',
  integer: 'int64',
  number: 'float64',
  boolean: 'bool',
  json: 'any',
  object: 'map[string]any',
} as const

export function go({ structs, enumerations }: Shapes): string {
  return [
    '// Code generated from the OpenAPI documents by "npm run sdk:types". DO NOT EDIT.\n',
    'package sinas\n',
    'import "time"\n',
    ...enumerations.map(({ name, values }) => enumeration(goName(name), values)),
    ...structs.map(struct),
  ].join('\n')
}

function enumeration(name: string, values: string[]): string {
  const rows = values.map((value) => `\t${name}${goName(value.toLowerCase())} ${name} = "${value}"\n`)
  return `// ${name} is one of the constants below.\ntype ${name} string\n\n// The values of ${name}.\nconst (\n${rows.join('')})\n`
}

function struct({ name, role, description, fields }: Struct): string {
  const type = goName(name)
  const intro = role === 'input' ? `is the input of an operation. Absent fields are not sent.` : 'is what the API answers with.'
  return `// ${type} ${intro}${description ? ` ${description}` : ''}\ntype ${type} struct {\n${fields.map((field) => row(field, role)).join('')}}\n`
}

function row({ name, shape, nullable, required, description }: Field, role: Struct['role']): string {
  const isAbsent = role === 'input' && !required
  const type = typeOf(shape)
  const pointer = (nullable || isAbsent) && !/^(\[\]|map|any)/.test(type) ? '*' : ''
  return `${description ? `\t// ${description}\n` : ''}\t${goName(name)} ${pointer}${type} \`json:"${name}${isAbsent ? ',omitzero' : ''}"\`\n`
}

function typeOf(shape: Shape): string {
  if (shape.kind === 'list') return `[]${typeOf(shape.item)}`
  return shape.kind === 'named' ? goName(shape.name) : SCALARS[shape.kind]
}

const INITIALISMS = /^(Id|Api|Llm|Mcp|Ip|Url|Http|Cpu)(?=[A-Z]|$)/

/** `llm_provider_id` -> `LLMProviderID` */
function goName(name: string): string {
  return pascal(name)
    .split(/(?=[A-Z])/)
    .map((word) => (INITIALISMS.test(word) ? word.toUpperCase() : word))
    .join('')
}
