package sinas

import (
	"bufio"
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"io"
	"iter"
	"net/http"
	"strings"
	"time"
)

// The server sends a comment every 15 seconds: after so much silence, nobody is there.
const longestSilence = 45 * time.Second

// serverSentEvent is one event of a text/event-stream.
type serverSentEvent struct{ id, event, data string }

// Stream of events, as they happen. A connection that breaks is taken up again after the last event: nothing comes
// twice and nothing is missed. It can be read once. Leaving the loop closes the connection.
type Stream[E any] struct {
	// LastEventID is the id of the last event that was read: where another stream can go on.
	LastEventID string

	client *Client
	first  request
	resume func(lastEventID string) request
	read   func(serverSentEvent) (*E, error) // nil for what is not to be seen
	isLast func(E) bool
	isRead bool
}

// All yields the events. An error is the last pair.
func (s *Stream[E]) All(ctx context.Context) iter.Seq2[E, error] {
	return func(yield func(E, error) bool) {
		if s.isRead {
			return
		}
		s.isRead = true
		for failures := 0; ; failures++ {
			r := s.first
			if s.LastEventID != "" {
				r = s.resume(s.LastEventID)
			}
			seen, isOver, err := s.follow(ctx, r, yield)
			if isOver {
				return
			}
			if seen {
				failures = 0
			}
			delay, again := retryDelay(err, failures, s.client.maxRetries, r.isRepeatable() || s.LastEventID != "")
			if again {
				err = sleep(ctx, delay)
			}
			if !again || err != nil {
				yield(*new(E), err)
				return
			}
		}
	}
}

// follow reads one connection. isOver: the last event was seen, or the reader has left.
func (s *Stream[E]) follow(ctx context.Context, r request, yield func(E, error) bool) (seen, isOver bool, err error) {
	ctx, cancel := context.WithCancelCause(ctx)
	defer cancel(nil)
	// The first event may take as long as the model does; from then on the server gives a sign of life.
	silence := time.AfterFunc(s.client.limit(r), func() { cancel(ErrTimeout) })
	defer silence.Stop()
	response, err := s.client.open(ctx, r)
	if err != nil {
		return false, false, err
	}
	defer response.Body.Close()
	scanner := newEventScanner(response.Body, func() { silence.Reset(longestSilence) })
	for {
		received, err := scanner.next()
		if err != nil {
			return seen, false, failureOf(ctx, err)
		}
		seen = true
		if received.id != "" {
			s.LastEventID = received.id
		}
		event, err := s.read(received)
		if err != nil {
			return seen, false, err
		}
		if event == nil {
			continue
		}
		// How long the reader takes is its own affair.
		silence.Stop()
		if !yield(*event, nil) || s.isLast(*event) {
			return seen, true, nil
		}
		silence.Reset(longestSilence)
	}
}

// eventScanner reads https://html.spec.whatwg.org/multipage/server-sent-events.html
type eventScanner struct {
	lines *bufio.Scanner
	alive func()
}

func newEventScanner(body io.Reader, alive func()) *eventScanner {
	lines := bufio.NewScanner(body)
	lines.Buffer(nil, 64<<20)
	lines.Split(splitLine)
	return &eventScanner{lines, alive}
}

// next returns the next event. One that the end of the stream cuts off is not an event.
func (s *eventScanner) next() (serverSentEvent, error) {
	var event serverSentEvent
	var data []string
	for s.lines.Scan() {
		s.alive()
		name, value, _ := strings.Cut(s.lines.Text(), ":")
		value = strings.TrimPrefix(value, " ")
		switch name {
		case "id":
			event.id = value
		case "event":
			event.event = value
		case "data":
			data = append(data, value)
		case "":
			if s.lines.Text() == "" && data != nil {
				event.data = strings.Join(data, "\n")
				return event, nil
			}
		}
	}
	if err := s.lines.Err(); err != nil {
		return event, err
	}
	return event, errors.New("the stream ended before its last event")
}

// splitLine ends lines with LF, CRLF or CR. What has no end is no line.
func splitLine(data []byte, atEOF bool) (int, []byte, error) {
	end := bytes.IndexAny(data, "\r\n")
	if end < 0 {
		return 0, nil, nil
	}
	if data[end] == '\n' {
		return end + 1, data[:end], nil
	}
	if end+1 == len(data) && !atEOF {
		return 0, nil, nil // perhaps the first half of a CRLF
	}
	if end+1 < len(data) && data[end+1] == '\n' {
		return end + 2, data[:end], nil
	}
	return end + 1, data[:end], nil
}

func streamRequest(method, path string, body any, lastEventID string) request {
	headers := map[string]string{"Accept": "text/event-stream", "Last-Event-ID": lastEventID}
	return request{method: method, path: path, body: body, headers: headers, timeout: longTimeout}
}

// ChatEvent is an event of a turn. The field that Event names is set. "done" is the last; where a turn fails, a
// [*TurnError] comes in its place.
type ChatEvent struct {
	ID    string
	Event string // message, tool_start, tool_end, tool_rejected, approval_required or done

	Message          *MessageChunk
	ToolStart        *ToolStart
	ToolEnd          *ToolEnd
	ToolRejected     *ToolRejected
	ApprovalRequired *PendingApproval
	Done             *TurnDone
}

// Text is what the agent says with this event.
func (e ChatEvent) Text() string {
	if e.Message == nil || e.Message.Content == nil {
		return ""
	}
	return *e.Message.Content
}

// MessageChunk is a piece of what the model says or asks for.
type MessageChunk struct {
	Content      *string          `json:"content"`
	ToolCalls    []map[string]any `json:"tool_calls"`
	FinishReason *string          `json:"finish_reason"`
}

// ToolStart says that a call begins.
type ToolStart struct {
	ToolCallID  string  `json:"tool_call_id"`
	Name        string  `json:"name"`
	Arguments   string  `json:"arguments"` // JSON text
	Description *string `json:"description"`
}

// ToolEnd says that a call has ended.
type ToolEnd struct {
	ToolCallID string `json:"tool_call_id"`
	Name       string `json:"name"`
	Result     string `json:"result"`
}

// ToolRejected says that a person kept a call from being made.
type ToolRejected struct {
	ToolCallID        string  `json:"tool_call_id"`
	FunctionNamespace *string `json:"function_namespace"`
	FunctionName      string  `json:"function_name"`
}

// TurnDone says that a turn is over.
type TurnDone struct {
	Status string           `json:"status"` // completed or cancelled
	Usage  map[string]int64 `json:"usage,omitempty"`
}

func chatStream(c *Client, chatID string, first request) *Stream[ChatEvent] {
	return &Stream[ChatEvent]{
		client: c,
		first:  first,
		// An event's id names its turn too.
		resume: func(last string) request {
			return streamRequest(http.MethodGet, pathOf("/chats/%s/stream", chatID), nil, last)
		},
		read:   readChatEvent,
		isLast: func(event ChatEvent) bool { return event.Done != nil },
	}
}

func readChatEvent(received serverSentEvent) (*ChatEvent, error) {
	event := &ChatEvent{ID: received.id, Event: received.event}
	var target any
	switch received.event {
	case "error":
		return nil, turnFailure(received)
	case "message":
		target = &event.Message
	case "tool_start":
		target = &event.ToolStart
	case "tool_end":
		target = &event.ToolEnd
	case "tool_rejected":
		target = &event.ToolRejected
	case "approval_required":
		target = &event.ApprovalRequired
	case "done":
		target = &event.Done
	default:
		return nil, nil
	}
	return event, json.Unmarshal([]byte(received.data), target)
}

func turnFailure(received serverSentEvent) error {
	var failure struct{ Error, Details, Code string }
	if err := json.Unmarshal([]byte(received.data), &failure); err != nil {
		return err
	}
	// An error that is no event of the turn is one of the connection: the turn may well go on.
	if received.id == "" {
		return &connectionError{kind: ErrConnection, cause: errors.New(failure.Error)}
	}
	return &TurnError{Message: failure.Error, Code: failure.Details + failure.Code}
}

// ExecutionEvent is something new of an execution: what it printed, or its status.
type ExecutionEvent struct {
	Log    *ExecutionLog
	Status *ExecutionProgress
}

// ExecutionProgress is where an execution stands.
type ExecutionProgress struct {
	ExecutionID string          `json:"execution_id"`
	Status      ExecutionStatus `json:"status"`
	OutputData  any             `json:"output_data"`
	Error       *string         `json:"error"`
	Prompt      *string         `json:"prompt"` // what it asks for, where it waits for input
	Schema      any             `json:"schema"`
	DurationMs  *float64        `json:"duration_ms"`
}

func executionStream(c *Client, executionID string) *Stream[ExecutionEvent] {
	path := pathOf("/api/v1/executions/%s/events", executionID)
	var status ExecutionStatus
	return &Stream[ExecutionEvent]{
		client: c,
		first:  streamRequest(http.MethodGet, path, nil, ""),
		resume: func(last string) request { return streamRequest(http.MethodGet, path, nil, last) },
		read: func(received serverSentEvent) (*ExecutionEvent, error) {
			event := &ExecutionEvent{}
			switch received.event {
			case "log":
				return event, json.Unmarshal([]byte(received.data), &event.Log)
			case "status":
				if err := json.Unmarshal([]byte(received.data), &event.Status); err != nil {
					return nil, err
				}
				// A stream that is taken up again begins by saying how things stand.
				if event.Status.Status == status {
					return nil, nil
				}
				status = event.Status.Status
				return event, nil
			}
			return nil, nil
		},
		isLast: func(event ExecutionEvent) bool {
			if event.Status == nil {
				return false
			}
			switch event.Status.Status {
			case ExecutionStatusCompleted, ExecutionStatusFailed, ExecutionStatusCancelled:
				return true
			}
			return false
		},
	}
}
