use serde::{Deserialize, Serialize};
use serde_json::{Map, Value};

use crate::error::{Error, Result};
use crate::event_stream::{Source, streaming};
use crate::request::{Request, path_of};
use crate::server_sent_events::ServerSentEvent;
use crate::types::{ExecutionLog, ExecutionStatus, PendingApproval};

/// An event of a turn.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[non_exhaustive]
pub struct ChatEvent {
    /// Where another stream can go on.
    pub id: String,
    /// What happened.
    #[serde(flatten)]
    pub kind: ChatEventKind,
}

/// What happens in a turn. `Done` is the last; a turn that fails is an [`Error::Turn`] in its place.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(tag = "event", content = "data", rename_all = "snake_case")]
#[non_exhaustive]
pub enum ChatEventKind {
    /// The agent says something.
    Message(MessageChunk),
    /// A tool is used.
    ToolStart(ToolStart),
    /// A tool has done its work.
    ToolEnd(ToolEnd),
    /// A person kept a tool from being used.
    ToolRejected(ToolRejected),
    /// A tool waits for a person's approval.
    ApprovalRequired(PendingApproval),
    /// The turn is over.
    Done(TurnDone),
}

impl ChatEvent {
    /// What the agent says with this event.
    pub fn text(&self) -> &str {
        match &self.kind {
            ChatEventKind::Message(chunk) => chunk.content.as_deref().unwrap_or_default(),
            _ => "",
        }
    }
}

/// A piece of what the model says or asks for.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[non_exhaustive]
pub struct MessageChunk {
    /// Text.
    pub content: Option<String>,
    /// Pieces of calls, as OpenAI's API has them.
    pub tool_calls: Option<Vec<Value>>,
    /// The provider's word.
    pub finish_reason: Option<String>,
}

/// A call begins.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[non_exhaustive]
pub struct ToolStart {
    /// The call's id.
    pub tool_call_id: String,
    /// As the model knows it.
    pub name: String,
    /// JSON text.
    pub arguments: String,
    /// A line for people.
    pub description: Option<String>,
}

/// A call has ended.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[non_exhaustive]
pub struct ToolEnd {
    /// The call's id.
    pub tool_call_id: String,
    /// As the model knows it.
    pub name: String,
    /// As text.
    pub result: String,
}

/// A call was not made.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[non_exhaustive]
pub struct ToolRejected {
    /// The call's id.
    pub tool_call_id: String,
    /// The function's.
    pub function_namespace: Option<String>,
    /// The function's.
    pub function_name: String,
}

/// A turn is over.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[non_exhaustive]
pub struct TurnDone {
    /// `completed` or `cancelled`.
    pub status: String,
    /// Tokens.
    #[serde(default)]
    pub usage: Option<Map<String, Value>>,
}

/// Something new of an execution.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(tag = "event", content = "data", rename_all = "snake_case")]
#[non_exhaustive]
pub enum ExecutionEvent {
    /// It printed something.
    Log(ExecutionLog),
    /// Its status changed.
    Status(ExecutionProgress),
}

/// Where an execution stands.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[non_exhaustive]
pub struct ExecutionProgress {
    /// The execution's id.
    pub execution_id: String,
    /// Its status.
    pub status: ExecutionStatus,
    /// What it returned.
    #[serde(default)]
    pub output_data: Value,
    /// Why it failed.
    pub error: Option<String>,
    /// What it asks for, where it waits for input.
    pub prompt: Option<String>,
    /// JSON Schema of that.
    #[serde(default)]
    pub schema: Value,
    /// Milliseconds.
    pub duration_ms: Option<f64>,
}

/// Reads an event as what its name says, or as nothing where this version does not know it.
fn known<E: for<'a> Deserialize<'a>>(event: &str, data: &str, names: &[&str]) -> Result<Option<E>> {
    if !names.contains(&event) {
        return Ok(None);
    }
    let data: Value = serde_json::from_str(data).map_err(Error::connection)?;
    serde_json::from_value(serde_json::json!({ "event": event, "data": data })).map(Some).map_err(Error::connection)
}

pub(crate) struct ChatSource(pub String);

impl Source for ChatSource {
    type Event = ChatEvent;

    /// An event's id names its turn too.
    fn resume(&self, last_event_id: &str) -> Request {
        streaming(Request::get(path_of!("/chats/{}/stream", &self.0)), Some(last_event_id))
    }

    fn read(&mut self, received: ServerSentEvent) -> Result<Option<ChatEvent>> {
        if received.event == "error" {
            return Err(failure(&received));
        }
        let names = ["message", "tool_start", "tool_end", "tool_rejected", "approval_required", "done"];
        let kind = known(&received.event, &received.data, &names)?;
        Ok(kind.map(|kind| ChatEvent { id: received.id.unwrap_or_default(), kind }))
    }

    fn is_last(&self, event: &ChatEvent) -> bool {
        matches!(event.kind, ChatEventKind::Done(_))
    }
}

/// An error that is no event of the turn is one of the connection: the turn may well go on.
fn failure(received: &ServerSentEvent) -> Error {
    let told: Value = serde_json::from_str(&received.data).unwrap_or_default();
    let message = told["error"].as_str().unwrap_or_default().to_owned();
    if received.id.is_none() {
        return Error::connection(message);
    }
    let code = told["details"].as_str().or_else(|| told["code"].as_str()).map(str::to_owned);
    Error::Turn { message, code }
}

pub(crate) struct ExecutionSource {
    pub path: String,
    pub status: Option<ExecutionStatus>,
}

impl Source for ExecutionSource {
    type Event = ExecutionEvent;

    fn resume(&self, last_event_id: &str) -> Request {
        streaming(Request::get(self.path.clone()), Some(last_event_id))
    }

    fn read(&mut self, received: ServerSentEvent) -> Result<Option<ExecutionEvent>> {
        let event = known(&received.event, &received.data, &["log", "status"])?;
        if let Some(ExecutionEvent::Status(progress)) = &event {
            // A stream that is taken up again begins by saying how things stand.
            if self.status.replace(progress.status.clone()).as_ref() == Some(&progress.status) {
                return Ok(None);
            }
        }
        Ok(event)
    }

    fn is_last(&self, event: &ExecutionEvent) -> bool {
        use ExecutionStatus::{Cancelled, Completed, Failed};
        matches!(event, ExecutionEvent::Status(progress) if matches!(progress.status, Completed | Failed | Cancelled))
    }
}
