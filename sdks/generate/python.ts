import type { Field, Shape, Shapes, Struct } from './shapes.ts'

const SCALARS = {
  string: 'str',
  integer: 'int',
  number: 'float',
  boolean: 'bool',
  json: 'Any',
  object: 'dict[str, Any]',
} as const

export function python({ structs, enumerations }: Shapes): string {
  return [
    '"""Generated from the OpenAPI documents by `npm run sdk:types`. Do not edit."""\n',
    'from __future__ import annotations\n',
    'from dataclasses import dataclass\nfrom datetime import datetime\nfrom typing import Any, Literal, Required, TypedDict\n',
    ...enumerations.map(({ name, values }) => `${name} = Literal[${values.map((value) => `"${value}"`).join(', ')}]\n`),
    ...structs.map((struct) => (struct.role === 'result' ? dataclass(struct) : typedDict(struct))),
  ].join('\n')
}

function dataclass({ name, description, fields }: Struct): string {
  return `\n@dataclass(frozen=True, slots=True, kw_only=True)\nclass ${name}:\n${docstring(description)}${fields
    .map(
      (field) =>
        `    ${field.name}: ${typeOf(field.shape, 'result')}${isOptional(field) ? ' | None' : ''}\n${docstring(field.description)}`,
    )
    .join('')}`
}

function typedDict({ name, description, fields }: Struct): string {
  const rows = fields.map((field) => {
    const type = typeOf(field.shape, 'input')
    return `    ${field.name}: ${field.required ? `Required[${type}]` : type}\n${docstring(field.description)}`
  })
  return `\nclass ${name}(TypedDict, total=False):\n${docstring(description)}${rows.join('')}`
}

/** An answer's JSON may be null anyway. */
const isOptional = ({ shape, nullable }: Field) => nullable && shape.kind !== 'json'

function typeOf(shape: Shape, role: Struct['role']): string {
  switch (shape.kind) {
    case 'list':
      return `list[${typeOf(shape.item, role)}]`
    case 'named':
      return shape.name
    case 'datetime':
      return role === 'input' ? 'datetime | str' : 'datetime'
    default:
      return SCALARS[shape.kind]
  }
}

function docstring(text: string | undefined): string {
  if (!text) return ''
  const safe = text.replaceAll('\\', '\\\\').replace(/"$/, '\\"').replaceAll('"""', '\\"\\"\\"')
  return `    """${safe}"""\n\n`
}
