package sinas

import (
	"context"
	"encoding/json"
	"iter"
	"net/http"
	"strings"
)

// WebhooksService has paths at which requests from outside start functions. A webhook is named by its id or its path.
type WebhooksService struct{ client *Client }

// Create creates a webhook.
func (s *WebhooksService) Create(ctx context.Context, params CreateWebhook) (*Webhook, error) {
	return send[Webhook](ctx, s.client, http.MethodPost, "/api/v1/webhooks", params)
}

// List yields the webhooks, newest first.
func (s *WebhooksService) List(ctx context.Context, params ListWebhooks) iter.Seq2[Webhook, error] {
	return pages[Webhook](ctx, s.client, "/api/v1/webhooks", params, "skip")
}

// Get reads a webhook.
func (s *WebhooksService) Get(ctx context.Context, webhook string) (*WebhookDetail, error) {
	return get[WebhookDetail](ctx, s.client, "/api/v1/webhooks/"+encodePath(webhook), nil)
}

// Update changes a webhook. What is absent stays as it is.
func (s *WebhooksService) Update(ctx context.Context, webhook string, params UpdateWebhook) (*Webhook, error) {
	return send[Webhook](ctx, s.client, http.MethodPatch, "/api/v1/webhooks/"+encodePath(webhook), params)
}

// Delete deletes a webhook.
func (s *WebhooksService) Delete(ctx context.Context, webhook string) error {
	return remove(ctx, s.client, "/api/v1/webhooks/"+encodePath(webhook))
}

// Deliveries yields what came, newest first, and what became of it.
func (s *WebhooksService) Deliveries(ctx context.Context, webhook string, params ListWebhookDeliveries) iter.Seq2[WebhookDelivery, error] {
	return pages[WebhookDelivery](ctx, s.client, pathOf("/api/v1/webhooks/%s/deliveries", webhook), params, "skip")
}

// Delivery reads a delivery with the answer that was sent.
func (s *WebhooksService) Delivery(ctx context.Context, id string) (*WebhookDeliveryDetail, error) {
	return get[WebhookDeliveryDetail](ctx, s.client, pathOf("/api/v1/webhook-deliveries/%s", id), nil)
}

// Replay carries a delivery out again, with the webhook as it is now.
func (s *WebhooksService) Replay(ctx context.Context, id string) (*WebhookDeliveryDetail, error) {
	return send[WebhookDeliveryDetail](ctx, s.client, http.MethodPost, pathOf("/api/v1/webhook-deliveries/%s/replay", id), nil)
}

// WebhookCall is a request to a webhook.
type WebhookCall struct {
	Method string // default POST
	Query  any    // a struct, or url.Values
	Body   any    // JSON, or the []byte that were signed
	Header http.Header
}

// Invoke calls a webhook and returns its answer: JSON, or text where it isn't.
func (s *WebhooksService) Invoke(ctx context.Context, webhook string, params WebhookCall) (any, error) {
	if params.Method == "" {
		params.Method = http.MethodPost
	}
	headers := map[string]string{}
	for name := range params.Header {
		headers[name] = params.Header.Get(name)
	}
	body, contentType, err := s.client.do(ctx, request{
		method:  params.Method,
		path:    "/webhooks/" + encodePath(webhook),
		query:   params.Query,
		body:    params.Body,
		headers: headers,
		// What stands behind it is not known to be harmless twice.
		repeatable: Ptr(params.Method == http.MethodGet),
		timeout:    longTimeout,
	})
	if err != nil || !strings.Contains(contentType, "json") {
		return string(body), err
	}
	var answer any
	err = json.Unmarshal(body, &answer)
	return answer, err
}
