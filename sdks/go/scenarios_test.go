package sinas

// Runs sdks/scenarios against the server that the environment names.

import (
	"bytes"
	"context"
	"crypto/rand"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"net/http"
	"os"
	"path/filepath"
	"reflect"
	"regexp"
	"strings"
	"sync"
	"testing"
	"time"
)

const eventually = 10 * time.Second

type step struct {
	Call          string         `json:"call"`
	Connect       string         `json:"connect"`
	Control       string         `json:"control"`
	Check         any            `json:"check"`
	Together      []any          `json:"together"`
	As            string         `json:"as"`
	Args          []any          `json:"args"`
	Params        map[string]any `json:"params"`
	Body          any            `json:"body"`
	With          map[string]any `json:"with"`
	Save          string         `json:"save"`
	Expect        any            `json:"expect"`
	Error         any            `json:"error"`
	Take          int            `json:"take"`
	Until         any            `json:"until"`
	IfMatch       *int64         `json:"if_match"`
	CancelAfterMs int            `json:"cancel_after_ms"`
	MinMs         int            `json:"min_ms"`
	Eventually    bool           `json:"eventually"`

	isExpected bool // also null can be expected
}

func TestScenarios(t *testing.T) {
	if os.Getenv("SINAS_CONTROL_URL") == "" {
		t.Skip("no SINAS_CONTROL_URL")
	}
	files, err := filepath.Glob("../scenarios/*.json")
	if err != nil || len(files) == 0 {
		t.Fatal("no scenarios", err)
	}
	for _, file := range files {
		content, err := os.ReadFile(file)
		if err != nil {
			t.Fatal(err)
		}
		var found struct {
			Name  string
			Steps []any
		}
		if err := json.Unmarshal(content, &found); err != nil {
			t.Fatal(file, err)
		}
		t.Run(strings.TrimSuffix(filepath.Base(file), ".json"), func(t *testing.T) {
			if _, err := control("/reset", map[string]any{}); err != nil {
				t.Fatal(err)
			}
			s := &scenario{clients: map[string]*Client{"main": NewClient()}, values: map[string]any{"run": strings.ToLower(rand.Text()[:12])}}
			for _, raw := range found.Steps {
				if err := s.run(raw); err != nil {
					t.Fatal(err)
				}
			}
		})
	}
}

type scenario struct {
	mu      sync.Mutex
	clients map[string]*Client
	values  map[string]any
}

func (s *scenario) run(raw any) error {
	if together, ok := at(raw, "together").([]any); ok {
		return s.together(together)
	}
	filled := s.filled(raw)
	var next step
	if err := json.Unmarshal([]byte(text(filled)), &next); err != nil {
		return err
	}
	_, next.isExpected = filled.(map[string]any)["expect"]
	deadline := time.Now()
	if next.Eventually {
		deadline = deadline.Add(eventually)
	}
	for {
		start := time.Now()
		result, err := s.act(next)
		fault := next.fault(result, err, time.Since(start))
		if fault == "" {
			if next.Save != "" && next.Error == nil {
				s.mu.Lock()
				s.values[next.Save] = result
				s.mu.Unlock()
			}
			return nil
		}
		if time.Now().After(deadline) {
			return fmt.Errorf("%.300s\n%s", text(filled), fault)
		}
		time.Sleep(100 * time.Millisecond)
	}
}

func (s *scenario) together(steps []any) error {
	failures := make([]error, len(steps))
	var all sync.WaitGroup
	for i, one := range steps {
		all.Add(1)
		go func() {
			defer all.Done()
			failures[i] = s.run(one)
		}()
	}
	all.Wait()
	return errors.Join(failures...)
}

func (next step) fault(result any, err error, took time.Duration) string {
	switch {
	case err != nil && next.Error == nil:
		return err.Error()
	case took < time.Duration(next.MinMs)*time.Millisecond:
		return "it took " + took.String()
	case next.Error != nil:
		return mismatch(view(err), next.Error, "error")
	case next.isExpected:
		return mismatch(result, next.Expect, "$")
	}
	return ""
}

func (s *scenario) act(next step) (any, error) {
	switch {
	case next.Connect != "":
		s.clients[next.Connect] = connect(next.With)
		return nil, nil
	case next.Control != "":
		return control(next.Control, next.Body)
	case next.Call == "":
		return next.Check, nil
	case next.Call == "webhook.sign":
		header, err := SignWebhook([]byte(next.Args[0].(string)), next.Args[1].(string), "", time.Now())
		return flat(header), err
	case next.Call == "webhook.verify":
		body := []byte(next.Args[0].(string))
		err := VerifyWebhook(body, headerOf(next.Args[1]), next.Args[2].(string))
		return decoded(json.RawMessage(body)), err
	}
	ctx := context.Background()
	if next.CancelAfterMs != 0 {
		var cancel context.CancelFunc
		ctx, cancel = context.WithTimeout(ctx, time.Duration(next.CancelAfterMs)*time.Millisecond)
		defer cancel()
	}
	s.mu.Lock()
	client := s.clients[orMain(next.As)]
	s.mu.Unlock()
	return invoke(ctx, client, next)
}

func orMain(name string) string {
	if name == "" {
		return "main"
	}
	return name
}

// invoke calls the method that is named, with the step's arguments read as its types.
func invoke(ctx context.Context, client *Client, next step) (any, error) {
	service, name, _ := strings.Cut(next.Call, ".")
	args := next.Args
	switch next.Call {
	case "chats.delete":
		if next.Params["permanent"] != true {
			name = "archive"
		}
		next.Params = nil
	case "chats.watch":
		args = append(args, next.Params["last_event_id"])
		if channel, ok := next.Params["channel_id"]; ok {
			name, args[1] = "watchTurn", channel
		}
	case "agents.invoke":
		next.Params = with(next.Params, "message", args[2])
		args = args[:2]
	case "groups.addMember":
		args = append(args, next.Params["role"])
	case "packages.install":
		args = append(args, "")
	case "auth.checkPermissions":
		args = args[0].([]any)
	case "webhooks.invoke":
		return client.Webhooks.Invoke(ctx, args[0].(string), webhookCall(next.Params))
	}
	field := reflect.ValueOf(client).Elem().FieldByNameFunc(func(field string) bool { return strings.EqualFold(field, service) })
	method, ok := methodOf(field, name)
	if !ok {
		return nil, fmt.Errorf("no method is called %s", next.Call)
	}
	return answerOf(ctx, method.Call(inputs(ctx, method.Type(), args, next)), next)
}

func methodOf(service reflect.Value, name string) (reflect.Value, bool) {
	for i := range service.NumMethod() {
		if strings.EqualFold(service.Type().Method(i).Name, name) {
			return service.Method(i), true
		}
	}
	return reflect.Value{}, false
}

func inputs(ctx context.Context, method reflect.Type, args []any, next step) []reflect.Value {
	var values []reflect.Value
	for i := range method.NumIn() {
		in := method.In(i)
		switch {
		case in == reflect.TypeFor[context.Context]():
			values = append(values, reflect.ValueOf(&ctx).Elem())
		case method.IsVariadic() && i == method.NumIn()-1:
			values = append(values, variadic(in.Elem(), args, next)...)
			args = nil
		case len(args) > 0:
			values = append(values, read(in, args[0]))
			args = args[1:]
		default:
			values = append(values, read(in, next.Params))
		}
	}
	return values
}

func variadic(kind reflect.Type, args []any, next step) []reflect.Value {
	var values []reflect.Value
	switch kind {
	case reflect.TypeFor[Condition]():
		if next.IfMatch != nil {
			values = append(values, reflect.ValueOf(IfVersion(*next.IfMatch)))
		}
	case reflect.TypeFor[ExecuteOption]():
		if timeout, ok := next.Params["timeout"].(float64); ok {
			values = append(values, reflect.ValueOf(WithFunctionTimeout(int(timeout))))
		}
		if key, ok := next.Params["idempotency_key"].(string); ok {
			values = append(values, reflect.ValueOf(WithIdempotencyKey(key)))
		}
	default:
		for _, arg := range args {
			values = append(values, read(kind, arg))
		}
	}
	return values
}

func read(kind reflect.Type, value any) reflect.Value {
	target := reflect.New(kind)
	decoder := json.NewDecoder(strings.NewReader(text(value)))
	decoder.DisallowUnknownFields()
	if err := decoder.Decode(target.Interface()); err != nil {
		panic(err)
	}
	return target.Elem()
}

func answerOf(ctx context.Context, results []reflect.Value, next step) (any, error) {
	first := results[0]
	if all := first.MethodByName("All"); all.IsValid() {
		first = all.Call([]reflect.Value{reflect.ValueOf(ctx)})[0]
	}
	if first.Kind() == reflect.Func {
		return collect(first, next)
	}
	err, _ := results[len(results)-1].Interface().(error)
	if err != nil || len(results) == 1 {
		return nil, err
	}
	return decoded(first.Interface()), nil
}

func collect(sequence reflect.Value, next step) (any, error) {
	items := []any{}
	for item, err := range sequence.Seq2() {
		if err, ok := err.Interface().(error); ok && err != nil {
			return items, err
		}
		items = append(items, decoded(eventOf(item.Interface())))
		if len(items) == next.Take || next.Until != nil && mismatch(items[len(items)-1], next.Until, "") == "" {
			break
		}
	}
	return items, nil
}

// eventOf is an event as scenarios see it.
func eventOf(item any) any {
	switch event := item.(type) {
	case ChatEvent:
		for _, data := range []any{event.Message, event.ToolStart, event.ToolEnd, event.ToolRejected, event.ApprovalRequired, event.Done} {
			if !reflect.ValueOf(data).IsNil() {
				return map[string]any{"id": event.ID, "event": event.Event, "data": data}
			}
		}
	case ExecutionEvent:
		if event.Log != nil {
			return map[string]any{"event": "log", "data": event.Log}
		}
		return map[string]any{"event": "status", "data": event.Status}
	}
	return item
}

func webhookCall(params map[string]any) WebhookCall {
	request := WebhookCall{Body: params["body"], Header: headerOf(params["headers"])}
	if method, ok := params["method"].(string); ok {
		request.Method = method
	}
	if raw, ok := params["raw"].(string); ok {
		request.Body = []byte(raw)
	}
	return request
}

func connect(given map[string]any) *Client {
	var options []Option
	for name, value := range given {
		switch name {
		case "base_url":
			options = append(options, WithBaseURL(value.(string)))
		case "api_key":
			key, _ := value.(string)
			options = append(options, WithAPIKey(key))
		case "refresh_token":
			options = append(options, WithRefreshToken(value.(string)))
		case "timeout":
			options = append(options, WithTimeout(time.Duration(value.(float64)*float64(time.Second))))
		case "max_retries":
			options = append(options, WithMaxRetries(int(value.(float64))))
		default:
			panic(name)
		}
	}
	return NewClient(options...)
}

func control(path string, body any) (any, error) {
	response, err := http.Post(os.Getenv("SINAS_CONTROL_URL")+path, "application/json", bytes.NewReader([]byte(text(body))))
	if err != nil {
		return nil, err
	}
	defer response.Body.Close()
	content, err := io.ReadAll(response.Body)
	if err != nil || response.StatusCode != http.StatusOK {
		return nil, fmt.Errorf("%s: %s %w", path, content, err)
	}
	return decoded(json.RawMessage(content)), nil
}

// view is an error as scenarios see it.
func view(err error) any {
	seen := map[string]any{"kind": kindOf(err), "message": fmt.Sprint(err)}
	var refused *APIError
	if errors.As(err, &refused) {
		seen["status"], seen["message"], seen["code"] = refused.Status, refused.Message, refused.Code
		seen["issues"], seen["request_id"] = refused.Issues, refused.RequestID
		if refused.RetryAfter != nil {
			seen["retry_after"] = refused.RetryAfter.Seconds()
		}
	}
	return decoded(seen)
}

func kindOf(err error) string {
	kinds := map[error]string{
		ErrBadRequest: "bad_request", ErrAuthentication: "authentication", ErrPermissionDenied: "permission_denied", ErrNotFound: "not_found",
		ErrConflict: "conflict", ErrPreconditionFailed: "precondition_failed", ErrValidation: "validation", ErrRateLimit: "rate_limit",
		ErrServer: "server", ErrConnection: "connection", ErrTimeout: "timeout", context.Canceled: "cancelled", context.DeadlineExceeded: "cancelled",
	}
	// A timeout of ours has a cancelled context as its cause.
	for _, kind := range []error{ErrTimeout, ErrConnection} {
		if errors.Is(err, kind) {
			return kinds[kind]
		}
	}
	for kind, name := range kinds {
		if errors.Is(err, kind) {
			return name
		}
	}
	switch {
	case errors.As(err, new(*TurnError)):
		return "turn"
	case errors.As(err, new(*WebhookVerificationError)):
		return "webhook_verification"
	case errors.As(err, new(*APIError)):
		return "api"
	}
	return fmt.Sprint(err)
}

var variable = regexp.MustCompile(`\$\{([^}]+)\}`)

// filled puts what was saved in the place of ${a.b}.
func (s *scenario) filled(value any) any {
	switch value := value.(type) {
	case []any:
		items := make([]any, len(value))
		for i, item := range value {
			items[i] = s.filled(item)
		}
		return items
	case map[string]any:
		object := map[string]any{}
		for name, item := range value {
			object[name] = s.filled(item)
		}
		return object
	case string:
		s.mu.Lock()
		defer s.mu.Unlock()
		if whole := variable.FindStringSubmatch(value); whole != nil && whole[0] == value {
			return at(s.values, whole[1])
		}
		return variable.ReplaceAllStringFunc(value, func(found string) string { return fmt.Sprint(at(s.values, found[2:len(found)-1])) })
	}
	return value
}

func decoded(value any) any {
	var plain any
	if err := json.Unmarshal([]byte(text(value)), &plain); err != nil {
		panic(err)
	}
	return plain
}

func with(params map[string]any, name string, value any) map[string]any {
	more := map[string]any{name: value}
	for key, item := range params {
		more[key] = item
	}
	return more
}

func flat(header http.Header) any {
	plain := map[string]any{}
	for name := range header {
		plain[strings.ToLower(name)] = header.Get(name)
	}
	return plain
}

func headerOf(value any) http.Header {
	header := http.Header{}
	given, _ := value.(map[string]any)
	for name, item := range given {
		header.Set(name, item.(string))
	}
	return header
}
