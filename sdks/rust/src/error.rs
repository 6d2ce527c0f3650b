use std::fmt;
use std::time::{Duration, SystemTime};

use reqwest::header::HeaderMap;
use serde::Deserialize;
use serde_json::Value;

/// What a call answers with.
pub type Result<T, E = Error> = std::result::Result<T, E>;

/// Whatever goes wrong in this client.
#[derive(Debug)]
#[non_exhaustive]
pub enum Error {
    /// The server answered with an error.
    Api(Box<ApiError>),
    /// There was no answer, or only a part of one.
    Connection {
        /// What happened.
        message: String,
        /// The request can't have reached the server.
        never_sent: bool,
    },
    /// There was no answer in time.
    Timeout,
    /// The agent's turn failed: the last event of its stream was an error.
    Turn {
        /// What happened.
        message: String,
        /// A stable word, where the server tells it.
        code: Option<String>,
    },
    /// A webhook's signature does not hold.
    WebhookVerification(&'static str),
    /// An input is no JSON.
    Input(serde_json::Error),
}

/// Kinds of answers that are errors, by their status.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[non_exhaustive]
pub enum ErrorKind {
    /// 400: refused, for example because the name is taken.
    BadRequest,
    /// 401: no credential, or one that doesn't hold.
    Authentication,
    /// 403: not permitted.
    PermissionDenied,
    /// 404: not there, or not visible to the caller.
    NotFound,
    /// 409: not in the state that things are in.
    Conflict,
    /// 412: it was changed by somebody else meanwhile.
    PreconditionFailed,
    /// 422: `issues` tells what is wrong with the input.
    Validation,
    /// 429: too many requests; see `retry_after`.
    RateLimit,
    /// 5xx: the server, or what it depends on, failed.
    Server,
    /// Any other.
    Other,
}

/// An error that the server answered with.
#[derive(Debug, Clone)]
#[non_exhaustive]
pub struct ApiError {
    /// HTTP status.
    pub status: u16,
    /// What a person reads.
    pub message: String,
    /// A stable word such as `NOT_FOUND`, where the server tells it.
    pub code: Option<String>,
    /// What is wrong with the input, where the status is 422.
    pub issues: Vec<ValidationIssue>,
    /// The request's id in the server's logs.
    pub request_id: Option<String>,
    /// After which the server asks to be tried again.
    pub retry_after: Option<Duration>,
}

/// One thing that is wrong with an input.
#[derive(Debug, Clone, PartialEq, Deserialize)]
#[non_exhaustive]
pub struct ValidationIssue {
    /// A stable word: `missing`, `string_pattern_mismatch`, `value_error`, ...
    #[serde(rename = "type")]
    pub kind: String,
    /// Where: `["body", "cron_expression"]`.
    pub loc: Vec<Value>,
    /// What a person reads.
    #[serde(rename = "msg")]
    pub message: String,
}

impl Error {
    /// The kind of the answer, where there was one.
    pub fn kind(&self) -> Option<ErrorKind> {
        match self {
            Self::Api(error) => Some(error.kind()),
            _ => None,
        }
    }

    /// There is no such thing, or none that the caller may see.
    pub fn is_not_found(&self) -> bool {
        self.kind() == Some(ErrorKind::NotFound)
    }

    pub(crate) fn connection(message: impl fmt::Display) -> Self {
        Self::Connection { message: message.to_string(), never_sent: false }
    }
}

impl ApiError {
    /// What the status means.
    pub fn kind(&self) -> ErrorKind {
        match self.status {
            400 => ErrorKind::BadRequest,
            401 => ErrorKind::Authentication,
            403 => ErrorKind::PermissionDenied,
            404 => ErrorKind::NotFound,
            409 => ErrorKind::Conflict,
            412 => ErrorKind::PreconditionFailed,
            422 => ErrorKind::Validation,
            429 => ErrorKind::RateLimit,
            500.. => ErrorKind::Server,
            _ => ErrorKind::Other,
        }
    }

    pub(crate) fn read(status: u16, headers: &HeaderMap, body: &str) -> Self {
        let parsed: Value = serde_json::from_str(body).unwrap_or_default();
        let detail = &parsed["detail"];
        let issues: Vec<ValidationIssue> = serde_json::from_value(detail.clone()).unwrap_or_default();
        let message = match detail.as_str() {
            Some(text) => text.to_owned(),
            None if issues.is_empty() => body.to_owned(),
            None => issues.iter().map(ToString::to_string).collect::<Vec<_>>().join("; "),
        };
        let header = |name| headers.get(name).and_then(|value| value.to_str().ok());
        Self {
            status,
            message,
            code: parsed["code"].as_str().map(str::to_owned),
            issues,
            request_id: header("x-request-id").map(str::to_owned),
            retry_after: header("retry-after").and_then(|value| value.parse().ok()).map(Duration::from_secs),
        }
    }
}

impl fmt::Display for ValidationIssue {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for part in &self.loc {
            match part.as_str() {
                Some(text) => write!(f, "{text}.")?,
                None => write!(f, "{part}.")?,
            }
        }
        write!(f, " {}", self.message)
    }
}

impl fmt::Display for Error {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Api(error) => write!(f, "{}: {}", error.status, error.message),
            Self::Connection { message, .. } => write!(f, "connection failed: {message}"),
            Self::Timeout => f.write_str("no answer in time"),
            Self::Turn { message, .. } => write!(f, "the turn failed: {message}"),
            Self::WebhookVerification(reason) => f.write_str(reason),
            Self::Input(error) => write!(f, "the input is no JSON: {error}"),
        }
    }
}

impl std::error::Error for Error {
    fn source(&self) -> Option<&(dyn std::error::Error + 'static)> {
        match self {
            Self::Input(error) => Some(error),
            _ => None,
        }
    }
}

impl From<reqwest::Error> for Error {
    fn from(error: reqwest::Error) -> Self {
        if error.is_timeout() && !error.is_connect() {
            return Self::Timeout;
        }
        let never_sent = error.is_connect();
        let cause = std::error::Error::source(&error).map(|cause| format!(": {cause}")).unwrap_or_default();
        Self::Connection { message: format!("{error}{cause}"), never_sent }
    }
}

impl From<serde_json::Error> for Error {
    fn from(error: serde_json::Error) -> Self {
        Self::Input(error)
    }
}

/// Seconds since 1970.
pub(crate) fn unix_time() -> u64 {
    SystemTime::now().duration_since(SystemTime::UNIX_EPOCH).unwrap_or_default().as_secs()
}
