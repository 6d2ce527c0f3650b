use crate::client::Client;
use crate::error::Result;
use crate::pages::{Pages, pages};
use crate::request::Request;
use crate::types::{ListRequestLogs, RequestLog, RequestLogPeriod, RequestLogStats};

/// What was asked of the server, and by whom.
#[derive(Debug, Clone)]
pub struct RequestLogs {
    pub(crate) client: Client,
}

impl RequestLogs {
    /// Requests, newest first: the caller's own, or everybody's for those who may read them.
    pub fn list(&self, params: &ListRequestLogs) -> Pages<RequestLog> {
        pages(&self.client, "/api/v1/request-logs", params, "offset")
    }

    /// Numbers on them.
    pub async fn stats(&self, period: &RequestLogPeriod) -> Result<RequestLogStats> {
        self.client.call(Request::get("/api/v1/request-logs/stats").query(period)?).await
    }
}
