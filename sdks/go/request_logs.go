package sinas

import (
	"context"
	"iter"
)

// RequestLogsService has what was asked of the server, and by whom.
type RequestLogsService struct{ client *Client }

// List yields requests, newest first: the caller's own, or everybody's for those who may read them.
func (s *RequestLogsService) List(ctx context.Context, params ListRequestLogs) iter.Seq2[RequestLog, error] {
	return pages[RequestLog](ctx, s.client, "/api/v1/request-logs", params, "offset")
}

// Stats returns numbers on them.
func (s *RequestLogsService) Stats(ctx context.Context, period RequestLogPeriod) (*RequestLogStats, error) {
	return get[RequestLogStats](ctx, s.client, "/api/v1/request-logs/stats", period)
}
