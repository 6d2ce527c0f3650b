import type { RequestLogTable } from './request-log-table.ts'

/** What the process of the request log is told when it starts. */
export interface Settings {
  /** A server of ClickHouse, or else the folder of the embedded one. */
  url: string | undefined
  folder: string
  /** The embedded one is being installed, or was when the platform started. */
  engineArrives: boolean
  retentionDays: number
}

/** What it is asked: a method of the table, with its arguments, or that the call of this id is no longer wanted. */
export type Call =
  | ['open', Settings]
  | ['insert', ...Parameters<RequestLogTable['insert']>]
  | ['select', query: string, parameters: Record<string, unknown>]
  | ['abort']

export interface Question {
  id: number
  call: Call
}

/** What it answers: errors of ours by what makes them, because a class does not travel between processes. */
export type Answer =
  | ({ id: number; state: ReturnType<RequestLogTable['state']> } & (
      | { value: unknown }
      | { known: { message: string; extensions: Record<string, unknown> } }
      | { error: unknown }
    ))
  | { warning: { data: object; text: string } }
