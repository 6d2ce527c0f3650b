use std::fmt::Write;
use std::time::Duration;

use reqwest::Method;
use serde::Serialize;
use serde_json::Value;

use crate::error::Result;

/// For calls that wait until a function or an agent has done its work.
pub(crate) const LONG_TIMEOUT: Duration = Duration::from_mins(10);

#[derive(Debug, Clone)]
pub(crate) enum Body {
    Empty,
    Json(Value),
    /// Sent as they are: a signature covers them.
    Bytes(Vec<u8>),
}

/// What is asked of the server.
#[derive(Debug, Clone)]
pub(crate) struct Request {
    pub method: Method,
    /// Encoded already: see `path_of!`.
    pub path: String,
    pub query: Vec<(String, String)>,
    pub body: Body,
    pub headers: Vec<(String, String)>,
    /// It may be carried out twice.
    pub repeatable: bool,
    /// It is sent without a credential.
    pub public: bool,
    pub timeout: Option<Duration>,
}

impl Request {
    pub fn new(method: Method, path: impl Into<String>) -> Self {
        let repeatable = matches!(method, Method::GET | Method::PUT | Method::DELETE);
        Self {
            method,
            path: path.into(),
            query: Vec::new(),
            body: Body::Empty,
            headers: Vec::new(),
            repeatable,
            public: false,
            timeout: None,
        }
    }

    pub fn get(path: impl Into<String>) -> Self {
        Self::new(Method::GET, path)
    }

    pub fn post(path: impl Into<String>) -> Self {
        Self::new(Method::POST, path)
    }

    pub fn json(mut self, body: &(impl Serialize + ?Sized)) -> Result<Self> {
        self.body = Body::Json(serde_json::to_value(body)?);
        Ok(self)
    }

    /// The fields of a struct: a list is its items under one name.
    pub fn query(mut self, fields: &(impl Serialize + ?Sized)) -> Result<Self> {
        if let Value::Object(fields) = serde_json::to_value(fields)? {
            for (name, value) in fields {
                match value {
                    Value::Array(items) => self.query.extend(items.iter().map(|item| (name.clone(), text(item)))),
                    value => self.query.push((name, text(&value))),
                }
            }
        }
        Ok(self)
    }

    pub fn header(mut self, name: &str, value: impl Into<String>) -> Self {
        self.headers.push((name.to_owned(), value.into()));
        self
    }

    /// A change under a condition is not repeatable: its own success would make the condition fail.
    pub fn if_version(self, version: Option<i64>) -> Self {
        match version {
            Some(version) => self.header("if-match", format!("\"{version}\"")).repeatable(false),
            None => self,
        }
    }

    pub fn repeatable(mut self, repeatable: bool) -> Self {
        self.repeatable = repeatable;
        self
    }

    pub fn public(mut self) -> Self {
        self.public = true;
        self
    }

    pub fn long(mut self) -> Self {
        self.timeout = Some(LONG_TIMEOUT);
        self
    }
}

fn text(value: &Value) -> String {
    value.as_str().map_or_else(|| value.to_string(), str::to_owned)
}

/// A part of a path, encoded.
pub(crate) fn encode(part: &str) -> String {
    let mut encoded = String::with_capacity(part.len());
    for byte in part.bytes() {
        match byte {
            b'A'..=b'Z' | b'a'..=b'z' | b'0'..=b'9' | b'-' | b'_' | b'.' | b'~' => encoded.push(char::from(byte)),
            _ => {
                let _ = write!(encoded, "%{byte:02X}");
            }
        }
    }
    encoded
}

/// Every part of a path encoded, its slashes kept.
pub(crate) fn encode_path(path: &str) -> String {
    path.split('/').map(encode).collect::<Vec<_>>().join("/")
}

/// Puts parts, encoded, in the place of `{}`.
macro_rules! path_of {
    ($template:literal $(, $part:expr)* $(,)?) => {
        format!($template $(, $crate::request::encode($part))*)
    };
}
pub(crate) use path_of;
