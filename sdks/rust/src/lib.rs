//! Client of [Sinas](https://github.com/sinas/sinas), the self-hosted platform for AI agents and automation.
//!
//! ```no_run
//! # async fn tour() -> sinas::Result<()> {
//! let client = sinas::Client::from_env();
//! let answer = client.functions().execute("default", "add", &serde_json::json!({ "a": 1, "b": 2 })).await?;
//! println!("{}", answer.result);
//! # Ok(())
//! # }
//! ```
//!
//! Dropping a future cancels its call; dropping a stream closes its connection.

mod client;
mod credentials;
mod error;
mod event_stream;
mod events;
mod pages;
mod request;
/// The parts of the API.
pub mod resources;
mod retry;
mod server_sent_events;
/// What the API takes and answers with.
pub mod types;
mod webhook_signature;

pub use client::{Client, ClientBuilder};
pub use credentials::TokenPair;
pub use error::{ApiError, Error, ErrorKind, Result, ValidationIssue};
pub use event_stream::EventStream;
pub use events::{ChatEvent, ChatEventKind, ExecutionEvent, ExecutionProgress, MessageChunk, ToolEnd, ToolRejected, ToolStart, TurnDone};
pub use pages::Pages;
pub use webhook_signature::WebhookSignature;
