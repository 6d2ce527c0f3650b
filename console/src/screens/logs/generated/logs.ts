// Of logs.graphql, by `npm run console:documents`: don’t edit it.
import { TypedDocument } from '../../../data/document.ts'
/** Internal type. DO NOT USE DIRECTLY. */
type Exact<T extends { [key: string]: unknown }> = { [K in keyof T]: T[K] };
/** Internal type. DO NOT USE DIRECTLY. */
export type Incremental<T> = T | { [P in keyof T]?: P extends ' $fragmentName' | '__typename' ? T[P] : never };
export type OperationKind =
  | 'MUTATION'
  | 'QUERY'
  | 'SUBSCRIPTION';

export type RequestLogFilter = {
  endTime?: string | null | undefined;
  method?: string | null | undefined;
  minStatusCode?: number | null | undefined;
  pathPattern?: string | null | undefined;
  permission?: string | null | undefined;
  requestId?: string | null | undefined;
  startTime?: string | null | undefined;
  statusCode?: number | null | undefined;
  userId?: string | null | undefined;
};

export type LogRowFragment = { requestId: string, timestamp: string, method: string, path: string, statusCode: number, responseTimeMs: number, userEmail: string, resourceType: string, resourceId: string, errorType: string, operation: { kind: OperationKind, name: string | null } | null };

export type LogsQueryVariables = Exact<{
  filter?: RequestLogFilter | null | undefined;
  after?: string | null | undefined;
}>;


export type LogsQuery = { requestLogs: { edges: Array<{ cursor: string, node: { requestId: string, timestamp: string, method: string, path: string, statusCode: number, responseTimeMs: number, userEmail: string, resourceType: string, resourceId: string, errorType: string, operation: { kind: OperationKind, name: string | null } | null } }>, pageInfo: { hasNextPage: boolean, endCursor: string | null } } };

export type LogNumbersQueryVariables = Exact<{
  filter?: RequestLogFilter | null | undefined;
  intervals: number;
}>;


export type LogNumbersQuery = { requestLogStats: { totalRequests: number, errorRate: number, p50ResponseTimeMs: number, p99ResponseTimeMs: number, uniqueUsers: number, topPaths: Array<{ path: string, count: number }>, timeline: Array<{ startedAt: string, requests: number, errors: number, p50ResponseTimeMs: number | null, p99ResponseTimeMs: number | null }> } };

export type LogRequestQueryVariables = Exact<{
  id: string;
}>;


export type LogRequestQuery = { requestLogs: { nodes: Array<{ userId: string, permissionUsed: string, hasPermission: boolean, queryParams: unknown, requestBody: unknown, userAgent: string, referer: string, ipAddress: string, responseSizeBytes: number, errorMessage: string, requestId: string, timestamp: string, method: string, path: string, statusCode: number, responseTimeMs: number, userEmail: string, resourceType: string, resourceId: string, errorType: string, user: { id: string, email: string | null } | null, group: { id: string, name: string } | null, operation: { kind: OperationKind, name: string | null } | null }> } };

export type PageFragment = { hasNextPage: boolean, endCursor: string | null };

export const LogsDocument = new TypedDocument<LogsQuery, LogsQueryVariables>('Logs', 'sha256:28891e5d4f45464d089289f57552c5ca1030d9848e7955833e44d96227e0f293', "query Logs($filter: RequestLogFilter, $after: String) {\n  requestLogs(filter: $filter, first: 50, after: $after) {\n    edges {\n      cursor\n      node {\n        ...LogRow\n      }\n    }\n    pageInfo {\n      ...Page\n    }\n  }\n}\n\nfragment LogRow on RequestLog {\n  requestId\n  timestamp\n  method\n  path\n  statusCode\n  responseTimeMs\n  userEmail\n  resourceType\n  resourceId\n  errorType\n  operation {\n    kind\n    name\n  }\n}\n\nfragment Page on PageInfo {\n  hasNextPage\n  endCursor\n}")

export const LogNumbersDocument = new TypedDocument<LogNumbersQuery, LogNumbersQueryVariables>('LogNumbers', 'sha256:9e76c4d399a4f77d641f8bade49bc2692d561e497dd9e26884c155901f2565b6', "query LogNumbers($filter: RequestLogFilter, $intervals: Int!) {\n  requestLogStats(filter: $filter) {\n    totalRequests\n    errorRate\n    p50ResponseTimeMs\n    p99ResponseTimeMs\n    uniqueUsers\n    topPaths {\n      path\n      count\n    }\n    timeline(intervals: $intervals) {\n      startedAt\n      requests\n      errors\n      p50ResponseTimeMs\n      p99ResponseTimeMs\n    }\n  }\n}")

export const LogRequestDocument = new TypedDocument<LogRequestQuery, LogRequestQueryVariables>('LogRequest', 'sha256:32a6fdae35da54a26ffe89d5d40982bbfd2a354463ced6709ed80eb6fef0eb34', "query LogRequest($id: String!) {\n  requestLogs(filter: {requestId: $id}, first: 1) {\n    nodes {\n      ...LogRow\n      userId\n      user {\n        id\n        email\n      }\n      group {\n        id\n        name\n      }\n      permissionUsed\n      hasPermission\n      queryParams\n      requestBody\n      userAgent\n      referer\n      ipAddress\n      responseSizeBytes\n      errorMessage\n    }\n  }\n}\n\nfragment LogRow on RequestLog {\n  requestId\n  timestamp\n  method\n  path\n  statusCode\n  responseTimeMs\n  userEmail\n  resourceType\n  resourceId\n  errorType\n  operation {\n    kind\n    name\n  }\n}")
