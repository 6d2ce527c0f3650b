package sinas

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"iter"
	"net"
	"net/http"
	"net/url"
	"strings"
	"time"
)

const pageSize = 100

// request is what is asked of the server.
type request struct {
	method     string
	path       string // encoded already: see pathOf
	query      any    // a struct, or url.Values
	body       any    // JSON, or []byte that are sent as they are
	headers    map[string]string
	repeatable *bool // it may be carried out twice; by default GET, PUT and DELETE may
	public     bool  // it is sent without a credential
	timeout    time.Duration
}

func (r request) isRepeatable() bool {
	// A change under a condition is not: its own success would make the condition fail.
	if r.headers["If-Match"] != "" {
		return false
	}
	if r.repeatable != nil {
		return *r.repeatable
	}
	return r.method == http.MethodGet || r.method == http.MethodPut || r.method == http.MethodDelete
}

// pathOf puts parts, encoded, in the place of %s.
func pathOf(format string, parts ...string) string {
	encoded := make([]any, len(parts))
	for i, part := range parts {
		encoded[i] = url.PathEscape(part)
	}
	return fmt.Sprintf(format, encoded...)
}

// encodePath encodes every part of a path and keeps its slashes.
func encodePath(path string) string {
	return strings.ReplaceAll(url.PathEscape(path), "%2F", "/")
}

// call makes a request and reads its answer as T.
func call[T any](ctx context.Context, c *Client, r request) (*T, error) {
	body, _, err := c.do(ctx, r)
	if err != nil {
		return nil, err
	}
	var answer T
	if len(body) == 0 {
		return &answer, nil
	}
	if err := json.Unmarshal(body, &answer); err != nil {
		return nil, &connectionError{kind: ErrConnection, cause: err}
	}
	return &answer, nil
}

func get[T any](ctx context.Context, c *Client, path string, query any) (*T, error) {
	return call[T](ctx, c, request{method: http.MethodGet, path: path, query: query})
}

func send[T any](ctx context.Context, c *Client, method, path string, body any) (*T, error) {
	return call[T](ctx, c, request{method: method, path: path, body: body})
}

func list[T any](ctx context.Context, c *Client, path string) ([]T, error) {
	items, err := get[[]T](ctx, c, path, nil)
	if err != nil {
		return nil, err
	}
	return *items, nil
}

func remove(ctx context.Context, c *Client, path string) error {
	_, _, err := c.do(ctx, request{method: http.MethodDelete, path: path})
	return err
}

// pages yields all items of a list. The next page is fetched when it is reached. position is "skip" or "offset".
func pages[T any](ctx context.Context, c *Client, path string, query any, position string) iter.Seq2[T, error] {
	return func(yield func(T, error) bool) {
		values, err := queryOf(query)
		if err != nil {
			yield(*new(T), err)
			return
		}
		start, limit := intOf(values, position, 0), intOf(values, "limit", pageSize)
		values.Set("limit", fmt.Sprint(limit))
		for ; ; start += limit {
			values.Set(position, fmt.Sprint(start))
			page, err := get[[]T](ctx, c, path, values)
			if err != nil {
				yield(*new(T), err)
				return
			}
			for _, item := range *page {
				if !yield(item, nil) {
					return
				}
			}
			if len(*page) < limit {
				return
			}
		}
	}
}

func intOf(values url.Values, name string, fallback int) int {
	var number int
	if _, err := fmt.Sscan(values.Get(name), &number); err != nil {
		return fallback
	}
	return number
}

// do makes a request, again where that is safe, and returns its answer's body and type.
func (c *Client) do(ctx context.Context, r request) ([]byte, string, error) {
	for attempt := 0; ; attempt++ {
		body, contentType, err := c.attempt(ctx, r)
		if err == nil {
			return body, contentType, nil
		}
		delay, again := retryDelay(err, attempt, c.maxRetries, r.isRepeatable())
		if !again {
			return nil, "", err
		}
		if err := sleep(ctx, delay); err != nil {
			return nil, "", err
		}
	}
}

func (c *Client) attempt(ctx context.Context, r request) ([]byte, string, error) {
	limit := c.limit(r)
	inTime, cancel := context.WithTimeoutCause(ctx, limit, ErrTimeout)
	defer cancel()
	response, err := c.open(inTime, r)
	if err != nil {
		return nil, "", err
	}
	defer response.Body.Close()
	body, err := io.ReadAll(response.Body)
	if err != nil {
		return nil, "", failureOf(inTime, err)
	}
	return body, response.Header.Get("Content-Type"), nil
}

func (c *Client) limit(r request) time.Duration {
	switch {
	case c.timeout != 0:
		return c.timeout
	case r.timeout != 0:
		return r.timeout
	}
	return defaultTimeout
}

// open makes one attempt, up to the headers of a success. A refused token is replaced, once.
func (c *Client) open(ctx context.Context, r request) (*http.Response, error) {
	if r.public {
		return c.send(ctx, r, "")
	}
	token, err := c.credentials.current(ctx, c)
	if err != nil {
		return nil, err
	}
	response, err := c.send(ctx, r, token)
	if token == "" || !errors.Is(err, ErrAuthentication) {
		return response, err
	}
	renewed, failure := c.credentials.renew(ctx, c, token)
	if failure != nil {
		return nil, failure
	}
	if renewed == "" {
		return nil, err
	}
	return c.send(ctx, r, renewed)
}

func (c *Client) send(ctx context.Context, r request, token string) (*http.Response, error) {
	built, err := c.build(ctx, r, token)
	if err != nil {
		return nil, err
	}
	response, err := c.http.Do(built)
	if err != nil {
		return nil, failureOf(ctx, err)
	}
	if response.StatusCode < 300 {
		return response, nil
	}
	defer response.Body.Close()
	body, err := io.ReadAll(response.Body)
	if err != nil {
		return nil, failureOf(ctx, err)
	}
	return nil, errorOf(response, body)
}

func (c *Client) build(ctx context.Context, r request, token string) (*http.Request, error) {
	query, err := queryOf(r.query)
	if err != nil {
		return nil, err
	}
	target := c.baseURL + r.path
	if len(query) > 0 {
		target += "?" + query.Encode()
	}
	body, isJSON, err := bodyOf(r.body)
	if err != nil {
		return nil, err
	}
	built, err := http.NewRequestWithContext(ctx, r.method, target, body)
	if err != nil {
		return nil, err
	}
	built.Header.Set("Accept", "application/json")
	if isJSON {
		built.Header.Set("Content-Type", "application/json")
	}
	if token != "" {
		built.Header.Set("Authorization", "Bearer "+token)
	}
	for name, value := range r.headers {
		if value != "" {
			built.Header.Set(name, value)
		}
	}
	// net/http sends a request again by itself where it takes it for repeatable: what that is, is for us to say.
	built.GetBody = nil
	return built, nil
}

func bodyOf(body any) (io.Reader, bool, error) {
	switch body := body.(type) {
	case nil:
		return nil, false, nil
	case []byte:
		return bytes.NewReader(body), false, nil
	}
	text, err := json.Marshal(body)
	return bytes.NewReader(text), true, err
}

// queryOf writes a struct as a query: a list is its items under one name.
func queryOf(query any) (url.Values, error) {
	if values, ok := query.(url.Values); ok || query == nil {
		return values, nil
	}
	text, err := json.Marshal(query)
	if err != nil {
		return nil, err
	}
	var fields map[string]json.RawMessage
	if err := json.Unmarshal(text, &fields); err != nil {
		return nil, err
	}
	values := url.Values{}
	for name, field := range fields {
		var items []json.RawMessage
		if json.Unmarshal(field, &items) != nil {
			items = []json.RawMessage{field}
		}
		for _, item := range items {
			values.Add(name, plain(item))
		}
	}
	return values, nil
}

func plain(item json.RawMessage) string {
	var text string
	if json.Unmarshal(item, &text) == nil {
		return text
	}
	return string(item)
}

// failureOf is what a caller sees of whatever went wrong. Where they gave up themselves, it is their context's error.
func failureOf(ctx context.Context, err error) error {
	switch {
	case errors.Is(context.Cause(ctx), ErrTimeout):
		return &connectionError{kind: ErrTimeout, cause: err}
	case ctx.Err() != nil:
		return ctx.Err()
	}
	var dial *net.OpError
	return &connectionError{kind: ErrConnection, cause: err, neverSent: errors.As(err, &dial) && dial.Op == "dial"}
}
