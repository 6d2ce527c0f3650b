use reqwest::Method;
use serde_json::Value;

use crate::client::Client;
use crate::error::{Error, ErrorKind, Result};
use crate::pages::{Pages, pages};
use crate::request::{Request, path_of};
use crate::types::{CreateState, ListStates, State, UpdateState};

/// Values under a namespace and a key, each user's own unless they are shared. `if_version` is the version that a state must still have.
#[derive(Debug, Clone)]
pub struct States {
    pub(crate) client: Client,
}

impl States {
    /// Creates a state.
    pub async fn create(&self, params: &CreateState) -> Result<State> {
        self.client.call(Request::post("/states").json(params)?).await
    }

    /// States that the caller may read, the most relevant first.
    pub fn list(&self, params: &ListStates) -> Pages<State> {
        pages(&self.client, "/states", params, "skip")
    }

    /// Reads a state.
    pub async fn get(&self, namespace: &str, key: &str) -> Result<State> {
        self.client.call(Request::get(path_of!("/states/{}/{}", namespace, key))).await
    }

    /// Changes a state. What is absent stays as it is.
    pub async fn update(&self, namespace: &str, key: &str, params: &UpdateState, if_version: Option<i64>) -> Result<State> {
        let request = Request::new(Method::PUT, path_of!("/states/{}/{}", namespace, key)).json(params)?;
        self.client.call(request.if_version(if_version)).await
    }

    /// Creates a state or changes the one that there is.
    pub async fn set(&self, namespace: &str, key: &str, value: impl Into<Value>, params: &UpdateState) -> Result<State> {
        let value = value.into();
        let update = UpdateState { value: Some(value.clone()), ..params.clone() };
        match self.update(namespace, key, &update, None).await {
            Err(error) if error.is_not_found() => {}
            answer => return answer,
        }
        let UpdateState { visibility, group_id, description, tags, relevance_score, encrypted, expires_at, .. } = params.clone();
        let create = CreateState {
            namespace: namespace.to_owned(),
            key: key.to_owned(),
            value,
            visibility,
            group_id,
            description,
            tags,
            relevance_score,
            encrypted,
            expires_at,
        };
        match self.create(&create).await {
            // Somebody was faster.
            Err(error) if exists(&error) => self.update(namespace, key, &update, None).await,
            answer => answer,
        }
    }

    /// Deletes a state.
    pub async fn delete(&self, namespace: &str, key: &str, if_version: Option<i64>) -> Result<()> {
        self.client.run(Request::new(Method::DELETE, path_of!("/states/{}/{}", namespace, key)).if_version(if_version)).await
    }
}

fn exists(error: &Error) -> bool {
    error.kind() == Some(ErrorKind::BadRequest) && error.to_string().contains("already exists")
}
