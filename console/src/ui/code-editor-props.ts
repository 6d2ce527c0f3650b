/** Something that is wrong in a line, as the server says it. */
export interface LineMark {
  /** From 1. */
  line: number
  /** From 1. */
  column?: number
  message: string
  severity?: 'error' | 'warning' | 'info'
}

export interface CodeEditorProps {
  value: string
  onChange?(value: string): void
  language: 'python' | 'json' | 'text'
  /** What it is, for who can't see it. */
  label: string
  isReadOnly?: boolean
  marks?: readonly LineMark[]
  /** Pressed: Mod and Enter. */
  onRun?(): void
  minLines?: number
  /** A line to show, from 1: it is scrolled to. */
  line?: number | undefined
}
