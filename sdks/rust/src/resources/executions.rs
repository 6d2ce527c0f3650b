use serde::Serialize;
use serde_json::json;

use crate::client::Client;
use crate::error::Result;
use crate::event_stream::{EventStream, streaming};
use crate::events::{ExecutionEvent, ExecutionSource};
use crate::pages::{Pages, pages};
use crate::request::{Request, path_of};
use crate::types::{CancelledExecution, ContinuedExecution, Execution, ExecutionLog, ExecutionStep, ListExecutions};

/// Calls of functions, and what came of them.
#[derive(Debug, Clone)]
pub struct Executions {
    pub(crate) client: Client,
}

impl Executions {
    /// Executions, latest first.
    pub fn list(&self, params: &ListExecutions) -> Pages<Execution> {
        pages(&self.client, "/api/v1/executions", params, "skip")
    }

    /// Reads an execution.
    pub async fn get(&self, id: &str) -> Result<Execution> {
        self.client.call(Request::get(path_of!("/api/v1/executions/{}", id))).await
    }

    /// Calls inside an execution, in order; `parent_step_id` makes them a tree.
    pub async fn steps(&self, id: &str) -> Result<Vec<ExecutionStep>> {
        self.client.call(Request::get(path_of!("/api/v1/executions/{}/steps", id))).await
    }

    /// What it printed.
    pub async fn logs(&self, id: &str) -> Result<Vec<ExecutionLog>> {
        self.client.call(Request::get(path_of!("/api/v1/executions/{}/logs", id))).await
    }

    /// What it prints, and its status whenever that changes: from the beginning, live, until it ends.
    pub fn events(&self, id: &str) -> EventStream<ExecutionEvent> {
        let path = path_of!("/api/v1/executions/{}/events", id);
        let first = streaming(Request::get(path.clone()), None);
        EventStream::new(self.client.clone(), Ok(first), ExecutionSource { path, status: None })
    }

    /// Gives a paused execution the input that it waits for, and waits until it ends or pauses again.
    pub async fn resume(&self, id: &str, input: &(impl Serialize + ?Sized)) -> Result<ContinuedExecution> {
        self.client.call(Request::post(path_of!("/api/v1/executions/{}/continue", id)).json(&json!({ "input": input }))?.long()).await
    }

    /// Kills it, or takes it out of the queue.
    pub async fn cancel(&self, id: &str) -> Result<CancelledExecution> {
        self.client.call(Request::post(path_of!("/api/v1/executions/{}/cancel", id))).await
    }
}
