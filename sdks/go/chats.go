package sinas

import (
	"context"
	"iter"
	"net/http"
)

// ChatsService has conversations with agents.
type ChatsService struct{ client *Client }

// Create begins a chat with an agent.
func (s *ChatsService) Create(ctx context.Context, namespace, name string, params CreateChat) (*Chat, error) {
	return send[Chat](ctx, s.client, http.MethodPost, pathOf("/agents/%s/%s/chats", namespace, name), params)
}

// List yields the caller's chats, the latest first.
func (s *ChatsService) List(ctx context.Context, params ListChats) iter.Seq2[Chat, error] {
	return pages[Chat](ctx, s.client, "/chats", params, "skip")
}

// Get reads a chat with its messages and the calls that wait for approval.
func (s *ChatsService) Get(ctx context.Context, id string) (*ChatDetail, error) {
	return get[ChatDetail](ctx, s.client, pathOf("/chats/%s", id), nil)
}

// Update renames a chat, or puts it into the archive or back.
func (s *ChatsService) Update(ctx context.Context, id string, params UpdateChat) (*Chat, error) {
	return send[Chat](ctx, s.client, http.MethodPut, pathOf("/chats/%s", id), params)
}

// Archive puts a chat into the archive.
func (s *ChatsService) Archive(ctx context.Context, id string) error {
	return remove(ctx, s.client, pathOf("/chats/%s", id))
}

// Delete deletes a chat and its messages.
func (s *ChatsService) Delete(ctx context.Context, id string) error {
	return remove(ctx, s.client, pathOf("/chats/%s", id)+"?permanent=true")
}

// Messages returns its messages, in order.
func (s *ChatsService) Messages(ctx context.Context, id string) ([]Message, error) {
	return list[Message](ctx, s.client, pathOf("/chats/%s/messages", id))
}

// Send sends a message, text or content parts, and waits for the agent's answer.
func (s *ChatsService) Send(ctx context.Context, id string, content any) (*Message, error) {
	path := pathOf("/chats/%s/messages", id)
	body := map[string]any{"content": content}
	return call[Message](ctx, s.client, request{method: http.MethodPost, path: path, body: body, timeout: longTimeout})
}

// Stream sends a message, when the stream is first read, and streams the turn that answers it. The turn goes on when nobody
// watches.
func (s *ChatsService) Stream(id string, content any) *Stream[ChatEvent] {
	body := map[string]any{"content": content}
	return chatStream(s.client, id, streamRequest(http.MethodPost, pathOf("/chats/%s/messages/stream", id), body, ""))
}

// Watch watches the turn that goes on, or else the latest, after an event; "" is from its start.
func (s *ChatsService) Watch(id, lastEventID string) *Stream[ChatEvent] {
	return chatStream(s.client, id, streamRequest(http.MethodGet, pathOf("/chats/%s/stream", id), nil, lastEventID))
}

// WatchTurn watches a turn from its start: a chat's ActiveChannelID, or what a decision answered.
func (s *ChatsService) WatchTurn(id, channelID string) *Stream[ChatEvent] {
	return chatStream(s.client, id, streamRequest(http.MethodGet, pathOf("/chats/%s/stream/%s", id, channelID), nil, ""))
}

// Approve lets a call that waits be made. When all of a batch are decided, the agent goes on: watch ChannelID.
func (s *ChatsService) Approve(ctx context.Context, id, toolCallID string) (*ToolDecision, error) {
	return s.decide(ctx, id, toolCallID, true)
}

// Reject keeps a call that waits from being made; the agent is told so.
func (s *ChatsService) Reject(ctx context.Context, id, toolCallID string) (*ToolDecision, error) {
	return s.decide(ctx, id, toolCallID, false)
}

// Cancel stops what the agent is doing. What it has said so far stays.
func (s *ChatsService) Cancel(ctx context.Context, id string) (*CancelledTurn, error) {
	path := pathOf("/chats/%s/cancel", id)
	return call[CancelledTurn](ctx, s.client, request{method: http.MethodPost, path: path, repeatable: Ptr(true)})
}

func (s *ChatsService) decide(ctx context.Context, id, toolCallID string, approved bool) (*ToolDecision, error) {
	path := pathOf("/chats/%s/approve-tool/%s", id, toolCallID)
	return send[ToolDecision](ctx, s.client, http.MethodPost, path, map[string]bool{"approved": approved})
}
