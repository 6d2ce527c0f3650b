use reqwest::Method;

use crate::client::Client;
use crate::error::Result;
use crate::pages::{Pages, pages};
use crate::request::{Request, path_of};
use crate::types::{Agent, CreateAgent, Invocation, InvokeAgent, ListAgents, UpdateAgent};

/// Agents: a model, a prompt and what it may use.
#[derive(Debug, Clone)]
pub struct Agents {
    pub(crate) client: Client,
}

impl Agents {
    /// Creates an agent that the caller owns.
    pub async fn create(&self, params: &CreateAgent) -> Result<Agent> {
        self.client.call(Request::post("/api/v1/agents").json(params)?).await
    }

    /// Agents that the caller may read, newest first.
    pub fn list(&self, params: &ListAgents) -> Pages<Agent> {
        pages(&self.client, "/api/v1/agents", params, "skip")
    }

    /// Reads an agent.
    pub async fn get(&self, namespace: &str, name: &str) -> Result<Agent> {
        self.client.call(Request::get(path_of!("/api/v1/agents/{}/{}", namespace, name))).await
    }

    /// Changes an agent. What is absent stays as it is.
    pub async fn update(&self, namespace: &str, name: &str, params: &UpdateAgent) -> Result<Agent> {
        self.client.call(Request::new(Method::PUT, path_of!("/api/v1/agents/{}/{}", namespace, name)).json(params)?).await
    }

    /// Deletes an agent.
    pub async fn delete(&self, namespace: &str, name: &str) -> Result<()> {
        self.client.run(Request::new(Method::DELETE, path_of!("/api/v1/agents/{}/{}", namespace, name))).await
    }

    /// Begins a chat, or goes on with the one of `session_key`, sends the message and waits for the answer: one call.
    pub async fn invoke(&self, namespace: &str, name: &str, params: &InvokeAgent) -> Result<Invocation> {
        self.client.call(Request::post(path_of!("/agents/{}/{}/invoke", namespace, name)).json(params)?.long()).await
    }
}
