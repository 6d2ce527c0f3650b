use reqwest::Method;
use serde_json::{Value, json};

use crate::client::Client;
use crate::error::Result;
use crate::event_stream::{EventStream, streaming};
use crate::events::{ChatEvent, ChatSource};
use crate::pages::{Pages, pages};
use crate::request::{Request, path_of};
use crate::types::{CancelledTurn, Chat, ChatDetail, CreateChat, ListChats, Message, ToolDecision, UpdateChat};

/// Conversations with agents. The content of a message is text, or a list of content parts.
#[derive(Debug, Clone)]
pub struct Chats {
    pub(crate) client: Client,
}

impl Chats {
    /// Begins a chat with an agent.
    pub async fn create(&self, namespace: &str, name: &str, params: &CreateChat) -> Result<Chat> {
        self.client.call(Request::post(path_of!("/agents/{}/{}/chats", namespace, name)).json(params)?).await
    }

    /// The caller's chats, the latest first.
    pub fn list(&self, params: &ListChats) -> Pages<Chat> {
        pages(&self.client, "/chats", params, "skip")
    }

    /// Reads a chat with its messages and the calls that wait for approval.
    pub async fn get(&self, id: &str) -> Result<ChatDetail> {
        self.client.call(Request::get(path_of!("/chats/{}", id))).await
    }

    /// Renames a chat, or puts it into the archive or back.
    pub async fn update(&self, id: &str, params: &UpdateChat) -> Result<Chat> {
        self.client.call(Request::new(Method::PUT, path_of!("/chats/{}", id)).json(params)?).await
    }

    /// Puts a chat into the archive.
    pub async fn archive(&self, id: &str) -> Result<()> {
        self.client.run(Request::new(Method::DELETE, path_of!("/chats/{}", id))).await
    }

    /// Deletes a chat and its messages.
    pub async fn delete(&self, id: &str) -> Result<()> {
        self.client.run(Request::new(Method::DELETE, path_of!("/chats/{}", id)).query(&json!({ "permanent": true }))?).await
    }

    /// Its messages, in order.
    pub async fn messages(&self, id: &str) -> Result<Vec<Message>> {
        self.client.call(Request::get(path_of!("/chats/{}/messages", id))).await
    }

    /// Sends a message and waits for the agent's answer.
    pub async fn send(&self, id: &str, content: impl Into<Value>) -> Result<Message> {
        self.client.call(Request::post(path_of!("/chats/{}/messages", id)).json(&json!({ "content": content.into() }))?.long()).await
    }

    /// Sends a message, when the stream is first polled, and streams the turn that answers it. The turn goes on when nobody watches.
    pub fn stream(&self, id: &str, content: impl Into<Value>) -> EventStream<ChatEvent> {
        let request = Request::post(path_of!("/chats/{}/messages/stream", id)).json(&json!({ "content": content.into() }));
        self.follow(id, request.map(|request| streaming(request, None)))
    }

    /// Watches the turn that goes on, or else the latest, after an event or from its start.
    pub fn watch(&self, id: &str, last_event_id: Option<&str>) -> EventStream<ChatEvent> {
        self.follow(id, Ok(streaming(Request::get(path_of!("/chats/{}/stream", id)), last_event_id)))
    }

    /// Watches a turn from its start: a chat's `active_channel_id`, or what a decision answered.
    pub fn watch_turn(&self, id: &str, channel_id: &str) -> EventStream<ChatEvent> {
        self.follow(id, Ok(streaming(Request::get(path_of!("/chats/{}/stream/{}", id, channel_id)), None)))
    }

    /// Lets a call that waits be made. When all of a batch are decided, the agent goes on: watch `channel_id`.
    pub async fn approve(&self, id: &str, tool_call_id: &str) -> Result<ToolDecision> {
        self.decide(id, tool_call_id, true).await
    }

    /// Keeps a call that waits from being made; the agent is told so.
    pub async fn reject(&self, id: &str, tool_call_id: &str) -> Result<ToolDecision> {
        self.decide(id, tool_call_id, false).await
    }

    /// Stops what the agent is doing. What it has said so far stays.
    pub async fn cancel(&self, id: &str) -> Result<CancelledTurn> {
        self.client.call(Request::post(path_of!("/chats/{}/cancel", id)).repeatable(true)).await
    }

    async fn decide(&self, id: &str, tool_call_id: &str, approved: bool) -> Result<ToolDecision> {
        let request = Request::post(path_of!("/chats/{}/approve-tool/{}", id, tool_call_id));
        self.client.call(request.json(&json!({ "approved": approved }))?).await
    }

    fn follow(&self, id: &str, first: Result<Request>) -> EventStream<ChatEvent> {
        EventStream::new(self.client.clone(), first, ChatSource(id.to_owned()))
    }
}
