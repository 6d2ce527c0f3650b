import type { ExecutionResult } from 'graphql'
import type { FetchAPI } from 'graphql-yoga'
import type { JsonType } from './media-type.ts'

export interface HttpAnswer {
  status: number
  contentType: string
  body: string
}

/** The answer as it is sent. Where there are errors, the runtime's own function chooses the status by their codes and the type. */
export async function httpAnswer(result: ExecutionResult, type: JsonType): Promise<HttpAnswer> {
  if (!result.errors) return { status: 200, contentType: `${type}; charset=utf-8`, body: JSON.stringify(result) }
  const { processRegularResult } = await import('graphql-yoga')
  const response = processRegularResult(result, globalThis as unknown as FetchAPI, type)
  return { status: response.status, contentType: response.headers.get('content-type')!, body: await response.text() }
}
