use reqwest::Method;
use serde::Serialize;
use serde_json::json;

use crate::client::Client;
use crate::error::Result;
use crate::pages::{Pages, pages};
use crate::request::{Request, path_of};
use crate::retry::unique_key;
use crate::types::{CreateFunction, FunctionDefinition, FunctionResult, FunctionVersion, ListFunctions, QueuedExecution, UpdateFunction};

/// Python functions, their versions, and calling them.
#[derive(Debug, Clone)]
pub struct Functions {
    pub(crate) client: Client,
}

impl Functions {
    /// Creates a function that the caller owns. Errors of Python's syntax are told with line and column.
    pub async fn create(&self, params: &CreateFunction) -> Result<FunctionDefinition> {
        self.client.call(Request::post("/api/v1/functions").json(params)?).await
    }

    /// Functions that the caller may read, newest first.
    pub fn list(&self, params: &ListFunctions) -> Pages<FunctionDefinition> {
        pages(&self.client, "/api/v1/functions", params, "skip")
    }

    /// Reads a function.
    pub async fn get(&self, namespace: &str, name: &str) -> Result<FunctionDefinition> {
        self.client.call(Request::get(path_of!("/api/v1/functions/{}/{}", namespace, name))).await
    }

    /// Changes a function. What is absent stays as it is; `code` makes a new version.
    pub async fn update(&self, namespace: &str, name: &str, params: &UpdateFunction) -> Result<FunctionDefinition> {
        let request = Request::new(Method::PUT, path_of!("/api/v1/functions/{}/{}", namespace, name)).json(params)?;
        self.client.call(request.repeatable(params.code.is_none())).await
    }

    /// Deletes a function and its versions. Its executions stay.
    pub async fn delete(&self, namespace: &str, name: &str) -> Result<()> {
        self.client.run(Request::new(Method::DELETE, path_of!("/api/v1/functions/{}/{}", namespace, name))).await
    }

    /// Every version, newest first.
    pub async fn versions(&self, namespace: &str, name: &str) -> Result<Vec<FunctionVersion>> {
        self.client.call(Request::get(path_of!("/api/v1/functions/{}/{}/versions", namespace, name))).await
    }

    /// Makes an earlier version the current one, as a new version.
    pub async fn rollback(&self, namespace: &str, name: &str, version: i64) -> Result<FunctionDefinition> {
        self.client
            .call(Request::post(path_of!("/api/v1/functions/{}/{}/rollback", namespace, name)).json(&json!({ "version": version }))?)
            .await
    }

    /// Calls a function and waits for its result. What goes wrong in the function is told in `error` of the result.
    /// The call has an idempotency key of its own, so that it can be sent again when its answer is lost.
    pub async fn execute(&self, namespace: &str, name: &str, input: &(impl Serialize + ?Sized)) -> Result<FunctionResult> {
        self.execute_with(namespace, name, input, &ExecuteOptions::default()).await
    }

    /// Like [`execute`](Self::execute), with options.
    pub async fn execute_with(
        &self,
        namespace: &str,
        name: &str,
        input: &(impl Serialize + ?Sized),
        options: &ExecuteOptions,
    ) -> Result<FunctionResult> {
        let request = Request::post(path_of!("/functions/{}/{}/execute", namespace, name));
        self.client.call(options.apply(request.long(), input)?).await
    }

    /// Queues a call of a function. It is on disk when this returns.
    pub async fn execute_async(
        &self,
        namespace: &str,
        name: &str,
        input: &(impl Serialize + ?Sized),
        options: &ExecuteOptions,
    ) -> Result<QueuedExecution> {
        let request = Request::post(path_of!("/functions/{}/{}/execute/async", namespace, name));
        self.client.call(options.apply(request, input)?).await
    }
}

/// How a function is called.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct ExecuteOptions {
    /// Seconds that it may take.
    pub timeout: Option<u32>,
    /// Calls with the same key are one call.
    pub idempotency_key: Option<String>,
}

impl ExecuteOptions {
    fn apply(&self, request: Request, input: &(impl Serialize + ?Sized)) -> Result<Request> {
        let key = self.idempotency_key.clone().unwrap_or_else(unique_key);
        let mut body = json!({ "input": input });
        if let Some(seconds) = self.timeout {
            body["timeout"] = seconds.into();
        }
        Ok(request.json(&body)?.header("idempotency-key", key).repeatable(true))
    }
}
