use reqwest::Method;
use serde::Serialize;
use serde_json::json;

use crate::client::Client;
use crate::error::Result;
use crate::request::{Request, path_of};
use crate::types::{CreateMcpServer, McpServer, McpTool, McpToolResult, UpdateMcpServer};

/// Servers of the Model Context Protocol and their tools. A server is named by its id or its name.
#[derive(Debug, Clone)]
pub struct McpServers {
    pub(crate) client: Client,
}

impl McpServers {
    /// Registers a server and connects to it. One that can't be reached is registered all the same.
    pub async fn create(&self, params: &CreateMcpServer) -> Result<McpServer> {
        self.client.call(Request::post("/api/v1/mcp-servers").json(params)?.long()).await
    }

    /// All of them, newest first.
    pub async fn list(&self) -> Result<Vec<McpServer>> {
        self.client.call(Request::get("/api/v1/mcp-servers")).await
    }

    /// Reads a server.
    pub async fn get(&self, server: &str) -> Result<McpServer> {
        self.client.call(Request::get(path_of!("/api/v1/mcp-servers/{}", server))).await
    }

    /// Changes a server and connects to it anew. What is absent stays as it is.
    pub async fn update(&self, server: &str, params: &UpdateMcpServer) -> Result<McpServer> {
        self.client.call(Request::new(Method::PUT, path_of!("/api/v1/mcp-servers/{}", server)).json(params)?).await
    }

    /// Deletes a server.
    pub async fn delete(&self, server: &str) -> Result<()> {
        self.client.run(Request::new(Method::DELETE, path_of!("/api/v1/mcp-servers/{}", server))).await
    }

    /// The tools that it offers.
    pub async fn tools(&self, server: &str) -> Result<Vec<McpTool>> {
        self.client.call(Request::get(path_of!("/api/v1/mcp-servers/{}/tools", server))).await
    }

    /// Calls a tool.
    pub async fn execute(&self, server: &str, tool: &str, arguments: &(impl Serialize + ?Sized)) -> Result<McpToolResult> {
        let request = Request::post(path_of!("/api/v1/mcp-servers/{}/tools/{}/execute", server, tool));
        self.client.call(request.json(&json!({ "arguments": arguments }))?.long()).await
    }
}
