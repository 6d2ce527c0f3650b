// Nunjucks compiles templates to JavaScript, and its sandbox can be left through any prototype. Here only its parser is used:
// the tree is walked, so that a template reaches nothing but JSON, in a bounded number of steps. No code is ever generated.
import { FILTERS } from './filters.ts'
import { METHODS } from './methods.ts'
import { listOf, Meter, number, TemplateError, textOf, truthy } from './values.ts'

/** A node of Nunjucks' syntax tree, as its parser makes it. */
export interface TemplateNode {
  typename: string
  lineno: number
  children?: TemplateNode[]
  [field: string]: any
}

class UndefinedError extends TemplateError {}

class Scope {
  readonly #names = new Map<string, unknown>()
  readonly #outer: Scope | undefined

  constructor(names: Iterable<[string, unknown]>, outer?: Scope) {
    this.#names = new Map(names)
    this.#outer = outer
  }

  get(name: string): unknown {
    return this.#names.has(name) ? this.#names.get(name) : this.#outer?.get(name)
  }

  set(name: string, value: unknown): void {
    this.#names.set(name, value)
  }
}

const CONSTANTS = new Map<string, unknown>([
  ['True', true],
  ['False', false],
  ['None', null],
])

/** @throws TemplateError for what is undefined, unknown or too much */
export function evaluateTemplate(root: TemplateNode, variables: Record<string, unknown>): string {
  const meter = new Meter()
  const scope = new Scope(Object.entries(variables), new Scope(CONSTANTS))
  return renderBody(root, scope, meter)
}

function renderBody(node: TemplateNode, scope: Scope, meter: Meter): string {
  let text = ''
  for (const child of node.children ?? [node]) {
    text += renderNode(child, scope, meter)
    meter.length(text.length)
  }
  return text
}

function renderNode(node: TemplateNode, scope: Scope, meter: Meter): string {
  meter.step()
  switch (node.typename) {
    case 'NodeList':
    case 'Root':
      return renderBody(node, scope, meter)
    case 'Output':
      return node
        .children!.map((child) => (child.typename === 'TemplateData' ? child.value : textOf(evaluate(child, scope, meter))))
        .join('')
    case 'If':
      if (truthy(evaluate(node.cond, scope, meter))) return renderNode(node.body, scope, meter)
      return node.else_ ? renderNode(node.else_, scope, meter) : ''
    case 'For':
      return renderLoop(node, scope, meter)
    case 'Set':
      for (const target of node.targets)
        scope.set(target.value, node.body ? renderBody(node.body.body, scope, meter) : evaluate(node.value, scope, meter))
      return ''
    default:
      throw new TemplateError(`line ${node.lineno + 1}: {% ${node.typename.toLowerCase()} %} can't be used here`)
  }
}

function renderLoop(node: TemplateNode, scope: Scope, meter: Meter): string {
  const over = evaluate(node.arr, scope, meter)
  const isPairs = over !== null && typeof over === 'object' && !Array.isArray(over)
  const names: string[] = node.name.typename === 'Array' ? node.name.children.map((child: TemplateNode) => child.value) : [node.name.value]
  const items: unknown[] = isPairs ? (names.length > 1 ? Object.entries(over) : Object.keys(over)) : listOf(over)
  if (items.length === 0) return node.else_ ? renderNode(node.else_, scope, meter) : ''
  let text = ''
  for (const [i, item] of items.entries()) {
    const values = names.length > 1 ? listOf(item) : [item]
    const loop = { index: i + 1, index0: i, first: i === 0, last: i === items.length - 1, length: items.length }
    const inner = new Scope([...names.map((name, n): [string, unknown] => [name, values[n]]), ['loop', loop]], scope)
    text += renderNode(node.body, inner, meter)
    meter.length(text.length)
  }
  return text
}

function evaluate(node: TemplateNode, scope: Scope, meter: Meter): unknown {
  const value = evaluateOptional(node, scope, meter)
  if (value === undefined) throw new UndefinedError(`${nameOf(node)} is undefined`)
  return value
}

/** Like `evaluate`, but what is missing is undefined: for `is defined` and `default`. */
function evaluateOptional(node: TemplateNode, scope: Scope, meter: Meter): unknown {
  meter.step()
  const operand = (field: TemplateNode) => evaluate(field, scope, meter)
  switch (node.typename) {
    case 'Literal':
      if (node.value instanceof RegExp) throw new TemplateError("regular expressions can't be used here")
      return node.value
    case 'Symbol':
      return scope.get(node.value)
    case 'LookupVal':
      return memberOf(operand(node.target), operand(node.val))
    case 'Group':
      return operand(node.children!.at(-1)!)
    case 'Array':
      return node.children!.map(operand)
    case 'Dict':
      return Object.fromEntries(
        node.children!.map((pair) => [textOf(pair.key.typename === 'Symbol' ? pair.key.value : operand(pair.key)), operand(pair.value)]),
      )
    case 'InlineIf':
      if (truthy(operand(node.cond))) return operand(node.body)
      return node.else_ ? operand(node.else_) : ''
    case 'Capture':
      return renderBody(node.body, scope, meter)
    case 'Filter':
      return applyFilter(node, scope, meter)
    case 'FunCall':
      return call(node, scope, meter)
    case 'Is':
      return test(node, scope, meter)
    case 'Not':
      return !truthy(node.target.typename === 'Is' ? test(node.target, scope, meter) : operand(node.target))
    case 'And': {
      const left = operand(node.left)
      return truthy(left) ? operand(node.right) : left
    }
    case 'Or': {
      const left = operand(node.left)
      return truthy(left) ? left : operand(node.right)
    }
    case 'In':
      return contains(operand(node.right), operand(node.left), meter)
    case 'Compare':
      return compare(node, operand)
    case 'Concat':
      return joined(textOf(operand(node.left)), textOf(operand(node.right)), meter)
    default:
      return arithmetic(node, operand, meter)
  }
}

function arithmetic(node: TemplateNode, operand: (node: TemplateNode) => unknown, meter: Meter): unknown {
  const one = node.target && number(operand(node.target))
  if (node.typename === 'Neg') return -one
  if (node.typename === 'Pos') return one
  if (!node.left || !node.right) throw new TemplateError(`line ${node.lineno + 1}: ${node.typename} can't be used here`)
  const left = operand(node.left)
  const right = operand(node.right)
  if (node.typename === 'Add' && typeof left === 'string') return joined(left, textOf(right), meter)
  const a = number(left)
  const b = number(right)
  switch (node.typename) {
    case 'Add':
      return a + b
    case 'Sub':
      return a - b
    case 'Mul':
      return a * b
    case 'Div':
      return a / b
    case 'FloorDiv':
      return Math.floor(a / b)
    case 'Mod':
      return a % b
    case 'Pow':
      return a ** b
    default:
      throw new TemplateError(`line ${node.lineno + 1}: ${node.typename} can't be used here`)
  }
}

const COMPARISONS: Record<string, (a: any, b: any) => boolean> = {
  '==': (a, b) => a === b,
  '===': (a, b) => a === b,
  '!=': (a, b) => a !== b,
  '!==': (a, b) => a !== b,
  '<': (a, b) => a < b,
  '<=': (a, b) => a <= b,
  '>': (a, b) => a > b,
  '>=': (a, b) => a >= b,
}

/** `a < b < c` holds where each pair does, as in Python. */
function compare(node: TemplateNode, operand: (node: TemplateNode) => unknown): boolean {
  let left = operand(node.expr)
  for (const { expr, type } of node.ops) {
    const right = operand(expr)
    if (!COMPARISONS[type]!(left, right)) return false
    left = right
  }
  return true
}

const TESTS: Record<string, (value: any, argument: any) => boolean> = {
  none: (value) => value === null,
  string: (value) => typeof value === 'string',
  number: (value) => typeof value === 'number',
  boolean: (value) => typeof value === 'boolean',
  mapping: (value) => value !== null && typeof value === 'object' && !Array.isArray(value),
  iterable: (value) => typeof value === 'string' || (value !== null && typeof value === 'object'),
  sequence: (value) => typeof value === 'string' || Array.isArray(value),
  even: (value) => value % 2 === 0,
  odd: (value) => Math.abs(value % 2) === 1,
  true: (value) => value === true,
  false: (value) => value === false,
  divisibleby: (value, by) => value % by === 0,
  equalto: (value, other) => value === other,
  eq: (value, other) => value === other,
}

function test(node: TemplateNode, scope: Scope, meter: Meter): boolean {
  const { right } = node
  const name = right.typename === 'FunCall' ? right.name.value : right.typename === 'Literal' ? String(right.value ?? 'none') : right.value
  if (name === 'defined' || name === 'undefined') {
    const value = optional(node.left, scope, meter)
    return name === 'defined' ? value !== undefined : value === undefined
  }
  const holds = Object.hasOwn(TESTS, name) ? TESTS[name] : undefined
  if (!holds) throw new TemplateError(`there is no test named ${name}`)
  const argument = right.typename === 'FunCall' ? right.args.children[0] : undefined
  return holds(evaluate(node.left, scope, meter), argument && evaluate(argument, scope, meter))
}

function applyFilter(node: TemplateNode, scope: Scope, meter: Meter): unknown {
  const name: string = node.name.value
  const [target, ...rest] = node.args.children as TemplateNode[]
  const { positional, named } = argumentsOf(rest, scope, meter)
  if (name === 'default' || name === 'd') {
    const value = optional(target!, scope, meter)
    return value === undefined || (truthy(positional[1] ?? named.boolean ?? false) && !truthy(value)) ? (positional[0] ?? '') : value
  }
  const filter = Object.hasOwn(FILTERS, name) ? FILTERS[name] : undefined
  if (!filter) throw new TemplateError(`there is no filter named ${name}`)
  return filter(evaluate(target!, scope, meter), { positional, named, meter })
}

function call(node: TemplateNode, scope: Scope, meter: Meter): unknown {
  const { positional } = argumentsOf(node.args.children, scope, meter)
  if (node.name.typename === 'Symbol' && node.name.value === 'range') return range(positional.map(number), meter)
  if (node.name.typename === 'LookupVal') {
    const name = textOf(evaluate(node.name.val, scope, meter))
    const method = Object.hasOwn(METHODS, name) ? METHODS[name] : undefined
    if (method) return method(evaluate(node.name.target, scope, meter), positional, meter)
  }
  throw new TemplateError(`${nameOf(node.name)} can't be called`)
}

function argumentsOf(nodes: TemplateNode[], scope: Scope, meter: Meter) {
  const positional: unknown[] = []
  const named: Record<string, unknown> = Object.create(null)
  for (const node of nodes) {
    if (node.typename !== 'KeywordArgs') positional.push(evaluate(node, scope, meter))
    else for (const pair of node.children!) named[pair.key.value] = evaluate(pair.value, scope, meter)
  }
  return { positional, named }
}

function range(bounds: number[], meter: Meter): number[] {
  const [from = 0, to = 0, by = 1] = bounds.length === 1 ? [0, bounds[0]] : bounds
  const length = Math.max(0, Math.ceil((to - from) / by))
  if (!Number.isFinite(length)) throw new TemplateError('range has no end')
  meter.step(length)
  return Array.from({ length }, (_, i) => from + i * by)
}

/** Undefined where the name, or anything on the way to it, is missing. */
function optional(node: TemplateNode, scope: Scope, meter: Meter): unknown {
  try {
    return evaluateOptional(node, scope, meter)
  } catch (error) {
    if (error instanceof UndefinedError) return undefined
    throw error
  }
}

/** An object's own property, a list's item. Nothing that is inherited: no way leads from a value to its constructor. */
function memberOf(target: unknown, key: unknown): unknown {
  if (typeof target === 'string' || Array.isArray(target)) {
    const index = typeof key === 'number' ? key : typeof key === 'string' && /^-?\d+$/.test(key) ? Number(key) : Number.NaN
    if (key === 'length') return target.length
    return Number.isInteger(index) ? target.at(index) : undefined
  }
  if (target === null || typeof target !== 'object') return undefined
  return Object.hasOwn(target, textOf(key)) ? (target as Record<string, unknown>)[textOf(key)] : undefined
}

function contains(container: unknown, item: unknown, meter: Meter): boolean {
  if (typeof container === 'string') return container.includes(textOf(item))
  if (Array.isArray(container)) {
    meter.step(container.length)
    return container.includes(item)
  }
  return container !== null && typeof container === 'object' && Object.hasOwn(container, textOf(item))
}

function joined(left: string, right: string, meter: Meter): string {
  meter.length(left.length + right.length)
  return left + right
}

function nameOf(node: TemplateNode): string {
  if (node.typename === 'LookupVal') return `${nameOf(node.target)}.${node.val.value ?? '[...]'}`
  return typeof node.value === 'string' ? `'${node.value}'`.replace(/^'|'$/g, '') : node.typename
}
