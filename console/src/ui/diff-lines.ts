export interface DiffLine {
  kind: 'same' | 'gone' | 'come'
  text: string
  /** Its number in the first text, from 1. */
  before?: number
  /** Its number in the second text, from 1. */
  after?: number
}

/** Lines of both texts that are compared one by one: above that, all of the one and then all of the other are told. */
const MAX_COMPARED = 4_000_000

/** What makes the second text of the first, with as many lines kept as can be. */
export function diffLines(before: string, after: string): DiffLine[] {
  const [old, young] = [before.split('\n'), after.split('\n')]
  let start = 0
  while (start < old.length && start < young.length && old[start] === young[start]) start++
  let end = 0
  while (end < old.length - start && end < young.length - start && old.at(-1 - end) === young.at(-1 - end)) end++
  const [oldMiddle, youngMiddle] = [old.slice(start, old.length - end), young.slice(start, young.length - end)]
  const numbered = number(
    oldMiddle.length * youngMiddle.length > MAX_COMPARED ? wholly(oldMiddle, youngMiddle) : middle(oldMiddle, youngMiddle),
    start,
  )
  const same = (index: number, shift: number): DiffLine => ({
    kind: 'same',
    text: old[index]!,
    before: index + 1,
    after: index + 1 + shift,
  })
  return [
    ...old.slice(0, start).map((_, index) => same(index, 0)),
    ...numbered,
    ...old.slice(old.length - end).map((_, index) => same(old.length - end + index, young.length - old.length)),
  ]
}

type Change = Pick<DiffLine, 'kind' | 'text'>

/** By the longest common subsequence. */
function middle(old: string[], young: string[]): Change[] {
  const width = young.length + 1
  const lengths = new Uint32Array((old.length + 1) * width)
  for (let i = old.length - 1; i >= 0; i--)
    for (let j = young.length - 1; j >= 0; j--)
      lengths[i * width + j] =
        old[i] === young[j] ? lengths[(i + 1) * width + j + 1]! + 1 : Math.max(lengths[(i + 1) * width + j]!, lengths[i * width + j + 1]!)
  const changes: Change[] = []
  let [i, j] = [0, 0]
  while (i < old.length || j < young.length) {
    if (i < old.length && j < young.length && old[i] === young[j]) {
      changes.push({ kind: 'same', text: old[i++]! })
      j++
    } else if (j >= young.length || (i < old.length && lengths[(i + 1) * width + j]! >= lengths[i * width + j + 1]!))
      changes.push({ kind: 'gone', text: old[i++]! })
    else changes.push({ kind: 'come', text: young[j++]! })
  }
  return changes
}

const wholly = (old: string[], young: string[]): Change[] => [
  ...old.map((text) => ({ kind: 'gone' as const, text })),
  ...young.map((text) => ({ kind: 'come' as const, text })),
]

function number(changes: Change[], start: number): DiffLine[] {
  let [before, after] = [start, start]
  return changes.map(({ kind, text }) => ({
    kind,
    text,
    ...(kind !== 'come' && { before: ++before }),
    ...(kind !== 'gone' && { after: ++after }),
  }))
}

/** Lines that are shown around a change. */
const AROUND = 3

/** The lines near a change: what is far from every one is told as a gap. Nothing where there is no change. */
export function withoutFar(lines: DiffLine[]): (DiffLine | 'gap')[] {
  const near = new Set<number>()
  lines.forEach(({ kind }, index) => {
    if (kind !== 'same') for (let i = index - AROUND; i <= index + AROUND; i++) near.add(i)
  })
  const shown: (DiffLine | 'gap')[] = []
  lines.forEach((line, index) => {
    if (near.has(index)) shown.push(line)
    else if (near.size > 0 && shown.at(-1) !== 'gap') shown.push('gap')
  })
  return shown
}
