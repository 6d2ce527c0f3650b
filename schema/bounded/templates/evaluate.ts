// Nunjucks compiles templates to JavaScript, and its sandbox can be left through any prototype. Here only its parser is used:
// the tree is walked, so that a template reaches nothing but JSON, in a bounded number of steps. No code is ever generated.
import { MAX_TEMPLATE_LOOPS } from '../limits.ts'
import { FILTERS } from './filters.ts'
import { METHODS } from './methods.ts'
import { entriesOf, isComposed, listOf, type Meter, number, order, TemplateError, textOf, truthy } from './values.ts'

type Field = 'cond' | 'body' | 'arr' | 'name' | 'target' | 'val' | 'key' | 'left' | 'right' | 'expr' | 'args'

/** A node of Nunjucks' syntax tree, as its parser makes it. Which fields it has follows from its typename. */
export interface TemplateNode extends Record<Field, TemplateNode> {
  typename: string
  lineno: number
  children?: TemplateNode[]
  else_?: TemplateNode
  targets: TemplateNode[]
  ops: { expr: TemplateNode; type: string }[]
  /** Of a symbol its name, of a literal any value, of a pair or an assignment a node. */
  value: unknown
}

const nameIn = (symbol: TemplateNode) => symbol.value as string
const nodeIn = (pair: TemplateNode) => pair.value as TemplateNode

/** Steps of a turn of a loop: it has names of its own. */
const ITERATION = 5

class UndefinedError extends TemplateError {}

class Scope {
  readonly #names = new Map<string, unknown>()
  readonly #outer: Scope | undefined

  readonly #depth: number

  /** @throws TemplateError where there are more around it than a look-up should have to go through */
  constructor(names: Iterable<[string, unknown]>, outer?: Scope) {
    this.#names = new Map(names)
    this.#outer = outer
    this.#depth = outer ? outer.#depth + 1 : 0
    if (this.#depth > MAX_TEMPLATE_LOOPS) throw new TemplateError(`more than ${MAX_TEMPLATE_LOOPS} loops are inside of each other`)
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
export function evaluateTemplate(root: TemplateNode, variables: Record<string, unknown>, meter: Meter): string {
  const scope = new Scope(Object.entries(variables), new Scope(CONSTANTS))
  return renderBody(root, scope, meter)
}

function renderBody(node: TemplateNode, scope: Scope, meter: Meter): string {
  let text = ''
  for (const child of node.children ?? [node]) {
    text = longer(text, renderNode(child, scope, meter), meter)
  }
  return text
}

/** What is written is counted once, at the place where it comes from. */
function longer(text: string, more: string, meter: Meter): string {
  meter.most(text.length + more.length)
  return text + more
}

function renderNode(node: TemplateNode, scope: Scope, meter: Meter): string {
  meter.step()
  switch (node.typename) {
    case 'NodeList':
    case 'Root':
      return renderBody(node, scope, meter)
    case 'Output':
      return renderOutput(node, scope, meter)
    case 'If':
      if (truthy(evaluate(node.cond, scope, meter), meter)) return renderNode(node.body, scope, meter)
      return node.else_ ? renderNode(node.else_, scope, meter) : ''
    case 'For':
      return renderLoop(node, scope, meter)
    case 'Set':
      for (const target of node.targets)
        scope.set(nameIn(target), node.body ? renderBody(node.body.body, scope, meter) : evaluate(nodeIn(node), scope, meter))
      return ''
    default:
      throw new TemplateError(`line ${node.lineno + 1}: {% ${node.typename.toLowerCase()} %} can't be used here`)
  }
}

function renderOutput(node: TemplateNode, scope: Scope, meter: Meter): string {
  let output = ''
  for (const child of node.children!) {
    const text = child.typename === 'TemplateData' ? String(child.value) : textOf(evaluate(child, scope, meter), meter)
    meter.length(text.length)
    output = longer(output, text, meter)
  }
  return output
}

function renderLoop(node: TemplateNode, scope: Scope, meter: Meter): string {
  const over = evaluate(node.arr, scope, meter)
  const isPairs = over !== null && typeof over === 'object' && !Array.isArray(over)
  const names = (node.name.typename === 'Array' ? node.name.children! : [node.name]).map(nameIn)
  const items: unknown[] = isPairs ? (names.length > 1 ? entriesOf(over, meter) : listOf(over, meter)) : listOf(over, meter)
  if (items.length === 0) return node.else_ ? renderNode(node.else_, scope, meter) : ''
  let text = ''
  for (const [i, item] of items.entries()) {
    meter.step(ITERATION)
    const values = names.length > 1 ? listOf(item, meter) : [item]
    const loop = { index: i + 1, index0: i, first: i === 0, last: i === items.length - 1, length: items.length }
    const inner = new Scope([...names.map((name, n): [string, unknown] => [name, values[n]]), ['loop', loop]], scope)
    text = longer(text, renderNode(node.body, inner, meter), meter)
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
      return scope.get(nameIn(node))
    case 'LookupVal':
      return memberOf(operand(node.target), operand(node.val), meter)
    case 'Group':
      return operand(node.children!.at(-1)!)
    case 'Array':
      return node.children!.map(operand)
    case 'Dict':
      return Object.fromEntries(
        node.children!.map((pair) => [
          textOf(pair.key.typename === 'Symbol' ? pair.key.value : operand(pair.key), meter),
          operand(nodeIn(pair)),
        ]),
      )
    case 'InlineIf':
      if (truthy(operand(node.cond), meter)) return operand(node.body)
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
      return !truthy(node.target.typename === 'Is' ? test(node.target, scope, meter) : operand(node.target), meter)
    case 'And': {
      const left = operand(node.left)
      return truthy(left, meter) ? operand(node.right) : left
    }
    case 'Or': {
      const left = operand(node.left)
      return truthy(left, meter) ? left : operand(node.right)
    }
    case 'In':
      return contains(operand(node.right), operand(node.left), meter)
    case 'Compare':
      return compare(node, operand, meter)
    case 'Concat':
      return concatenated(textOf(operand(node.left), meter), textOf(operand(node.right), meter), meter)
    default:
      return arithmetic(node, operand, meter)
  }
}

function arithmetic(node: TemplateNode, operand: (node: TemplateNode) => unknown, meter: Meter): unknown {
  if (node.typename === 'Neg') return -number(operand(node.target))
  if (node.typename === 'Pos') return number(operand(node.target))
  if (!node.left || !node.right) throw new TemplateError(`line ${node.lineno + 1}: ${node.typename} can't be used here`)
  const left = operand(node.left)
  const right = operand(node.right)
  if (node.typename === 'Add' && typeof left === 'string') return concatenated(left, textOf(right, meter), meter)
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

const COMPARISONS: Record<string, (a: unknown, b: unknown) => boolean> = {
  '==': (a, b) => a === b,
  '===': (a, b) => a === b,
  '!=': (a, b) => a !== b,
  '!==': (a, b) => a !== b,
  '<': (a, b) => order(a, b) < 0,
  '<=': (a, b) => order(a, b) <= 0 && (a as number) <= (b as number),
  '>': (a, b) => order(a, b) > 0,
  '>=': (a, b) => order(a, b) >= 0 && (a as number) >= (b as number),
}

/** `a < b < c` holds where each pair does, as in Python. */
function compare(node: TemplateNode, operand: (node: TemplateNode) => unknown, meter: Meter): boolean {
  let left = operand(node.expr)
  for (const { expr, type } of node.ops) {
    const right = operand(expr)
    if (typeof left === 'string' && typeof right === 'string') meter.characters(Math.min(left.length, right.length))
    if (!COMPARISONS[type]!(left, right)) return false
    left = right
  }
  return true
}

const TESTS: Record<string, (value: unknown, argument: unknown) => boolean> = {
  none: (value) => value === null,
  string: (value) => typeof value === 'string',
  number: (value) => typeof value === 'number',
  boolean: (value) => typeof value === 'boolean',
  mapping: (value) => value !== null && typeof value === 'object' && !Array.isArray(value),
  iterable: (value) => typeof value === 'string' || (value !== null && typeof value === 'object'),
  sequence: (value) => typeof value === 'string' || Array.isArray(value),
  even: (value) => !isComposed(value) && (value as number) % 2 === 0,
  odd: (value) => !isComposed(value) && Math.abs((value as number) % 2) === 1,
  true: (value) => value === true,
  false: (value) => value === false,
  divisibleby: (value, by) => !isComposed(value) && !isComposed(by) && (value as number) % (by as number) === 0,
  equalto: (value, other) => value === other,
  eq: (value, other) => value === other,
}

function test(node: TemplateNode, scope: Scope, meter: Meter): boolean {
  const { right } = node
  const name = right.typename === 'Literal' ? String(right.value ?? 'none') : nameIn(right.typename === 'FunCall' ? right.name : right)
  if (name === 'defined' || name === 'undefined') {
    const value = optional(node.left, scope, meter)
    return name === 'defined' ? value !== undefined : value === undefined
  }
  const holds = Object.hasOwn(TESTS, name) ? TESTS[name] : undefined
  if (!holds) throw new TemplateError(`there is no test named ${name}`)
  const argument = right.typename === 'FunCall' ? right.args.children![0] : undefined
  return holds(evaluate(node.left, scope, meter), argument && evaluate(argument, scope, meter))
}

function applyFilter(node: TemplateNode, scope: Scope, meter: Meter): unknown {
  const name = nameIn(node.name)
  const [target, ...rest] = node.args.children!
  const { positional, named } = argumentsOf(rest, scope, meter)
  if (name === 'default' || name === 'd') {
    const value = optional(target!, scope, meter)
    return value === undefined || (truthy(positional[1] ?? named.boolean ?? false, meter) && !truthy(value, meter))
      ? (positional[0] ?? '')
      : value
  }
  const filter = Object.hasOwn(FILTERS, name) ? FILTERS[name] : undefined
  if (!filter) throw new TemplateError(`there is no filter named ${name}`)
  return filter(evaluate(target!, scope, meter), { positional, named, meter })
}

function call(node: TemplateNode, scope: Scope, meter: Meter): unknown {
  const { positional } = argumentsOf(node.args.children!, scope, meter)
  if (node.name.typename === 'Symbol' && node.name.value === 'range') return range(positional.map(number), meter)
  if (node.name.typename === 'LookupVal') {
    const name = textOf(evaluate(node.name.val, scope, meter), meter)
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
    else for (const pair of node.children!) named[nameIn(pair.key)] = evaluate(nodeIn(pair), scope, meter)
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
function memberOf(target: unknown, key: unknown, meter: Meter): unknown {
  if (typeof target === 'string' || Array.isArray(target)) {
    const index = typeof key === 'number' ? key : typeof key === 'string' && /^-?\d+$/.test(key) ? Number(key) : Number.NaN
    if (key === 'length') return target.length
    return Number.isInteger(index) ? target.at(index) : undefined
  }
  if (target === null || typeof target !== 'object') return undefined
  const name = textOf(key, meter)
  meter.characters(name.length)
  return Object.hasOwn(target, name) ? (target as Record<string, unknown>)[name] : undefined
}

function contains(container: unknown, item: unknown, meter: Meter): boolean {
  if (typeof container === 'string') {
    const part = textOf(item, meter)
    meter.characters(container.length + part.length)
    return container.includes(part)
  }
  if (Array.isArray(container)) {
    meter.step(container.length)
    for (const each of container)
      if (typeof each === 'string' && typeof item === 'string') meter.characters(Math.min(each.length, item.length))
    return container.includes(item)
  }
  return container !== null && typeof container === 'object' && memberOf(container, item, meter) !== undefined
}

function concatenated(left: string, right: string, meter: Meter): string {
  meter.length(left.length + right.length)
  return left + right
}

function nameOf(node: TemplateNode): string {
  if (node.typename === 'LookupVal') return `${nameOf(node.target)}.${node.val.value ?? '[...]'}`
  return typeof node.value === 'string' ? `'${node.value}'`.replace(/^'|'$/g, '') : node.typename
}
