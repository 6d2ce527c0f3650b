use reqwest::Method;

use crate::client::Client;
use crate::error::Result;
use crate::pages::{Pages, pages};
use crate::request::{Request, path_of};
use crate::types::{ApiKey, CreateApiKey, ListApiKeys, NewApiKey};

/// Keys for programs.
#[derive(Debug, Clone)]
pub struct ApiKeys {
    pub(crate) client: Client,
}

impl ApiKeys {
    /// Makes a key, which is shown this once.
    pub async fn create(&self, params: &CreateApiKey) -> Result<NewApiKey> {
        self.client.call(Request::post("/api/v1/auth/api-keys").json(params)?).await
    }

    /// The caller's keys, newest first, with those that were revoked.
    pub fn list(&self, params: &ListApiKeys) -> Pages<ApiKey> {
        pages(&self.client, "/api/v1/auth/api-keys", params, "skip")
    }

    /// Reads a key, without its secret.
    pub async fn get(&self, id: &str) -> Result<ApiKey> {
        self.client.call(Request::get(path_of!("/api/v1/auth/api-keys/{}", id))).await
    }

    /// Revokes a key at once and for good.
    pub async fn revoke(&self, id: &str) -> Result<()> {
        self.client.run(Request::new(Method::DELETE, path_of!("/api/v1/auth/api-keys/{}", id))).await
    }
}
