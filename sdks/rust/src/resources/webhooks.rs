use reqwest::Method;
use serde_json::Value;

use crate::client::Client;
use crate::error::Result;
use crate::pages::{Pages, pages};
use crate::request::{Body, Request, encode_path, path_of};
use crate::types::{
    CreateWebhook, ListWebhookDeliveries, ListWebhooks, UpdateWebhook, Webhook, WebhookDelivery, WebhookDeliveryDetail, WebhookDetail,
};

/// Paths at which requests from outside start functions. A webhook is named by its id or its path.
#[derive(Debug, Clone)]
pub struct Webhooks {
    pub(crate) client: Client,
}

impl Webhooks {
    /// Creates a webhook.
    pub async fn create(&self, params: &CreateWebhook) -> Result<Webhook> {
        self.client.call(Request::post("/api/v1/webhooks").json(params)?).await
    }

    /// Webhooks, newest first.
    pub fn list(&self, params: &ListWebhooks) -> Pages<Webhook> {
        pages(&self.client, "/api/v1/webhooks", params, "skip")
    }

    /// Reads a webhook.
    pub async fn get(&self, webhook: &str) -> Result<WebhookDetail> {
        self.client.call(Request::get(format!("/api/v1/webhooks/{}", encode_path(webhook)))).await
    }

    /// Changes a webhook. What is absent stays as it is.
    pub async fn update(&self, webhook: &str, params: &UpdateWebhook) -> Result<Webhook> {
        self.client.call(Request::new(Method::PATCH, format!("/api/v1/webhooks/{}", encode_path(webhook))).json(params)?).await
    }

    /// Deletes a webhook.
    pub async fn delete(&self, webhook: &str) -> Result<()> {
        self.client.run(Request::new(Method::DELETE, format!("/api/v1/webhooks/{}", encode_path(webhook)))).await
    }

    /// What came, newest first, and what became of it.
    pub fn deliveries(&self, webhook: &str, params: &ListWebhookDeliveries) -> Pages<WebhookDelivery> {
        pages(&self.client, path_of!("/api/v1/webhooks/{}/deliveries", webhook), params, "skip")
    }

    /// Reads a delivery with the answer that was sent.
    pub async fn delivery(&self, id: &str) -> Result<WebhookDeliveryDetail> {
        self.client.call(Request::get(path_of!("/api/v1/webhook-deliveries/{}", id))).await
    }

    /// Carries a delivery out again, with the webhook as it is now.
    pub async fn replay(&self, id: &str) -> Result<WebhookDeliveryDetail> {
        self.client.call(Request::post(path_of!("/api/v1/webhook-deliveries/{}/replay", id))).await
    }

    /// Calls a webhook and returns its answer: JSON, or text where it isn't.
    pub async fn invoke(&self, webhook: &str, call: WebhookCall) -> Result<Value> {
        let method = call.method.unwrap_or(Method::POST);
        // What stands behind it is not known to be harmless twice.
        let repeatable = method == Method::GET;
        let mut request = Request::new(method, format!("/webhooks/{}", encode_path(webhook))).repeatable(repeatable).long();
        request.query = call.query;
        request.headers = call.headers;
        request.body = match call.body {
            WebhookBody::Empty => Body::Empty,
            WebhookBody::Json(value) => Body::Json(value),
            WebhookBody::Bytes(bytes) => Body::Bytes(bytes),
        };
        self.client.value(&request).await
    }
}

/// A request to a webhook.
#[derive(Debug, Clone, Default)]
pub struct WebhookCall {
    /// By default POST.
    pub method: Option<Method>,
    /// Names and values.
    pub query: Vec<(String, String)>,
    /// What is sent.
    pub body: WebhookBody,
    /// Names and values.
    pub headers: Vec<(String, String)>,
}

/// What is sent to a webhook.
#[derive(Debug, Clone, Default)]
pub enum WebhookBody {
    /// Nothing.
    #[default]
    Empty,
    /// JSON.
    Json(Value),
    /// The bytes that were signed.
    Bytes(Vec<u8>),
}
