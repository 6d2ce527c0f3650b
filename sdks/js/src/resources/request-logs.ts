import type { ListRequestLogs, RequestLog, RequestLogPeriod, RequestLogStats } from '../generated/types.ts'
import { type Pages, pages } from '../pages.ts'
import type { CallOptions } from '../transport.ts'
import { Resource } from './resource.ts'

/** What was asked of the server, and by whom. */
export class RequestLogs extends Resource {
  /** Requests, newest first: the caller's own, or everybody's for those who may read them. */
  list(params?: ListRequestLogs, options?: CallOptions): Pages<RequestLog> {
    return pages(this.transport, '/api/v1/request-logs', params, options, 'offset')
  }

  stats(params?: RequestLogPeriod, options?: CallOptions): Promise<RequestLogStats> {
    return this.transport.get('/api/v1/request-logs/stats', params, options)
  }
}
