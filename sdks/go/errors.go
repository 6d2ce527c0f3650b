package sinas

import (
	"encoding/json"
	"errors"
	"fmt"
	"net/http"
	"strconv"
	"strings"
	"time"
)

// Kinds of errors, for [errors.Is].
var (
	ErrBadRequest         = errors.New("bad request")         // 400: refused, for example because the name is taken
	ErrAuthentication     = errors.New("not authenticated")   // 401: no credential, or one that doesn't hold
	ErrPermissionDenied   = errors.New("permission denied")   // 403
	ErrNotFound           = errors.New("not found")           // 404: not there, or not visible to the caller
	ErrConflict           = errors.New("conflict")            // 409: not in the state that things are in
	ErrPreconditionFailed = errors.New("precondition failed") // 412: it was changed by somebody else meanwhile
	ErrValidation         = errors.New("invalid input")       // 422: see Issues
	ErrRateLimit          = errors.New("too many requests")   // 429: see RetryAfter
	ErrServer             = errors.New("server error")        // 5xx
	ErrConnection         = errors.New("connection failed")   // there was no answer, or only a part of one
	ErrTimeout            = errors.New("no answer in time")
)

// ValidationIssue is one thing that is wrong with an input.
type ValidationIssue struct {
	Type    string `json:"type"` // a stable word: missing, string_pattern_mismatch, value_error, ...
	Loc     []any  `json:"loc"`  // where: ["body", "cron_expression"]
	Message string `json:"msg"`
}

// APIError is an error that the server answered with.
type APIError struct {
	Status     int
	Message    string
	Code       string            // a stable word such as NOT_FOUND, where the server tells it
	Issues     []ValidationIssue // what is wrong with the input, where the status is 422
	RequestID  string            // the request's id in the server's logs
	RetryAfter *time.Duration    // after which the server asks to be tried again
}

func (e *APIError) Error() string { return fmt.Sprintf("sinas: %d: %s", e.Status, e.Message) }

// Unwrap returns the kind of the error.
func (e *APIError) Unwrap() error {
	if kind, ok := kinds[e.Status]; ok {
		return kind
	}
	if e.Status >= 500 {
		return ErrServer
	}
	return nil
}

var kinds = map[int]error{
	http.StatusBadRequest:          ErrBadRequest,
	http.StatusUnauthorized:        ErrAuthentication,
	http.StatusForbidden:           ErrPermissionDenied,
	http.StatusNotFound:            ErrNotFound,
	http.StatusConflict:            ErrConflict,
	http.StatusPreconditionFailed:  ErrPreconditionFailed,
	http.StatusUnprocessableEntity: ErrValidation,
	http.StatusTooManyRequests:     ErrRateLimit,
}

// TurnError says that an agent's turn failed: the last event of its stream was an error.
type TurnError struct {
	Message string
	Code    string
}

func (e *TurnError) Error() string { return "sinas: the turn failed: " + e.Message }

// WebhookVerificationError says that a webhook's signature does not hold.
type WebhookVerificationError struct{ Reason string }

func (e *WebhookVerificationError) Error() string { return "sinas: " + e.Reason }

// connectionError is an [ErrConnection] or [ErrTimeout] and what caused it.
type connectionError struct {
	kind      error
	cause     error
	neverSent bool // the request can't have reached the server
}

func (e *connectionError) Error() string   { return fmt.Sprintf("sinas: %v: %v", e.kind, e.cause) }
func (e *connectionError) Unwrap() []error { return []error{e.kind, e.cause} }

// errorOf is the error of an answer that isn't a success.
func errorOf(response *http.Response, body []byte) *APIError {
	e := &APIError{Status: response.StatusCode, RequestID: response.Header.Get("X-Request-Id"), RetryAfter: retryAfterOf(response.Header)}
	var parsed struct {
		Detail json.RawMessage `json:"detail"`
		Code   string          `json:"code"`
	}
	// A body that isn't JSON is the message.
	_ = json.Unmarshal(body, &parsed)
	e.Code = parsed.Code
	if json.Unmarshal(parsed.Detail, &e.Message) != nil && json.Unmarshal(parsed.Detail, &e.Issues) == nil {
		e.Message = joined(e.Issues)
	}
	if e.Message == "" {
		e.Message = string(body)
	}
	return e
}

func joined(issues []ValidationIssue) string {
	lines := make([]string, len(issues))
	for i, issue := range issues {
		lines[i] = strings.Trim(strings.ReplaceAll(fmt.Sprint(issue.Loc), " ", "."), "[]") + ": " + issue.Message
	}
	return strings.Join(lines, "; ")
}

// retryAfterOf reads seconds or a date: https://www.rfc-editor.org/rfc/rfc9110#field.retry-after
func retryAfterOf(header http.Header) *time.Duration {
	value := header.Get("Retry-After")
	if seconds, err := strconv.Atoi(value); err == nil {
		return Ptr(time.Duration(seconds) * time.Second)
	}
	if date, err := http.ParseTime(value); err == nil {
		return Ptr(max(0, time.Until(date)))
	}
	return nil
}
