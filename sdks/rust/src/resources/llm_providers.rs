use reqwest::Method;

use crate::client::Client;
use crate::error::Result;
use crate::request::{Request, path_of};
use crate::types::{CreateLlmProvider, LlmProvider, UpdateLlmProvider};

/// Services that run language models, by id or name. For administrators.
#[derive(Debug, Clone)]
pub struct LlmProviders {
    pub(crate) client: Client,
}

impl LlmProviders {
    /// Adds a service. Its API key is sealed and never returned.
    pub async fn create(&self, params: &CreateLlmProvider) -> Result<LlmProvider> {
        self.client.call(Request::post("/api/v1/llm-providers").json(params)?).await
    }

    /// Active ones, newest first.
    pub async fn list(&self) -> Result<Vec<LlmProvider>> {
        self.client.call(Request::get("/api/v1/llm-providers")).await
    }

    /// Reads a provider.
    pub async fn get(&self, provider: &str) -> Result<LlmProvider> {
        self.client.call(Request::get(path_of!("/api/v1/llm-providers/{}", provider))).await
    }

    /// Changes a provider. What is absent stays as it is.
    pub async fn update(&self, provider: &str, params: &UpdateLlmProvider) -> Result<LlmProvider> {
        self.client.call(Request::new(Method::PATCH, path_of!("/api/v1/llm-providers/{}", provider)).json(params)?).await
    }

    /// Deletes a provider.
    pub async fn delete(&self, provider: &str) -> Result<()> {
        self.client.run(Request::new(Method::DELETE, path_of!("/api/v1/llm-providers/{}", provider))).await
    }
}
