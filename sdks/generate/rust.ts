import { type Field, pascal, type Shape, type Shapes, type Struct } from './shapes.ts'

const SCALARS = {
  string: 'String',
  datetime: 'String',
  integer: 'i64',
  number: 'f64',
  boolean: 'bool',
  json: 'Value',
  object: 'Map<String, Value>',
} as const

export function rust({ structs, enumerations }: Shapes): string {
  return [
    '// Generated from the OpenAPI documents by `npm run sdk:types`. Do not edit.\n',
    'use serde::{Deserialize, Serialize};\nuse serde_json::{Map, Value};\n',
    ...enumerations.map(({ name, values }) => enumeration(name, values)),
    ...structs.map(struct),
  ].join('\n')
}

/** A server that is newer may know more values: they are kept as they are. */
function enumeration(name: string, values: string[]): string {
  const rows = values.map((value) => `    /// \`${value}\`\n    #[serde(rename = "${value}")]\n    ${pascal(value.toLowerCase())},\n`)
  return `/// One of the values that the API knows, or \`Other\` from a newer server.\n#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]\n#[non_exhaustive]\npub enum ${name} {\n${rows.join('')}    /// A value that this version does not know.\n    #[serde(untagged)]\n    Other(String),\n}\n`
}

function struct({ name, role, description, fields }: Struct): string {
  const isInput = role === 'input'
  const hasDefault = fields.every((field) => !field.required || field.shape.kind !== 'named')
  const derives = isInput
    ? `Debug, Clone, ${hasDefault ? 'Default, ' : ''}PartialEq, Deserialize, Serialize`
    : 'Debug, Clone, PartialEq, Deserialize, Serialize'
  const intro = description ?? (isInput ? 'Input of an operation: what is `None` is not sent.' : 'What the API answers with.')
  return `/// ${intro}\n#[derive(${derives})]\n${isInput ? '' : '#[non_exhaustive]\n'}pub struct ${name} {\n${fields.map((field) => row(field, isInput)).join('')}}\n`
}

function row({ name, shape, nullable, required, description }: Field, isInput: boolean): string {
  const isAbsent = isInput && !required
  const type = typeOf(shape)
  const isOption = isAbsent || (nullable && type !== 'Value')
  const attributes = isAbsent
    ? '    #[serde(skip_serializing_if = "Option::is_none")]\n'
    : !isInput && type === 'Value'
      ? '    #[serde(default)]\n'
      : ''
  const doc = description ?? `\`${name}\`.`
  return `    /// ${doc}\n${attributes}    pub ${name === 'type' ? 'r#type' : name}: ${isOption ? `Option<${type}>` : type},\n`
}

function typeOf(shape: Shape): string {
  if (shape.kind === 'list') return `Vec<${typeOf(shape.item)}>`
  return shape.kind === 'named' ? shape.name : SCALARS[shape.kind]
}
