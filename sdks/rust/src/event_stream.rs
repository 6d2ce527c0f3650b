use std::fmt;
use std::pin::Pin;
use std::sync::{Arc, Mutex, PoisonError};
use std::task::{Context, Poll};
use std::time::Duration;

use futures_core::Stream;
use futures_util::stream;

use crate::client::Client;
use crate::error::{Error, Result};
use crate::request::Request;
use crate::retry;
use crate::server_sent_events::{Decoder, ServerSentEvent};

/// The server sends a comment every 15 seconds: after so much silence, nobody is there.
const SILENCE: Duration = Duration::from_secs(45);

/// What a stream is of.
pub(crate) trait Source: Send + 'static {
    type Event: Send;
    /// Takes the stream up again after an event.
    fn resume(&self, last_event_id: &str) -> Request;
    /// `None` for what is not to be seen.
    fn read(&mut self, received: ServerSentEvent) -> Result<Option<Self::Event>>;
    fn is_last(&self, event: &Self::Event) -> bool;
}

/// Events as they happen. A connection that breaks is taken up again after the last event: nothing comes twice and
/// nothing is missed. Dropping it closes the connection.
pub struct EventStream<E> {
    events: Pin<Box<dyn Stream<Item = Result<E>> + Send>>,
    last_event_id: Arc<Mutex<Option<String>>>,
}

impl<E> EventStream<E> {
    /// The id of the last event that was read: where another stream can go on.
    pub fn last_event_id(&self) -> Option<String> {
        self.last_event_id.lock().unwrap_or_else(PoisonError::into_inner).clone()
    }

    pub(crate) fn new<S: Source<Event = E>>(client: Client, first: Result<Request>, source: S) -> Self {
        let last_event_id = Arc::new(Mutex::new(None));
        let follower =
            Follower { client, first, source, connection: None, last_event_id: Arc::clone(&last_event_id), failures: 0, is_over: false };
        Self { events: Box::pin(stream::try_unfold(follower, Follower::advance)), last_event_id }
    }
}

impl<E> Stream for EventStream<E> {
    type Item = Result<E>;

    fn poll_next(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<Option<Self::Item>> {
        self.events.as_mut().poll_next(context)
    }
}

impl<E> fmt::Debug for EventStream<E> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("EventStream").field("last_event_id", &self.last_event_id()).finish_non_exhaustive()
    }
}

struct Connection {
    response: reqwest::Response,
    decoder: Decoder,
}

struct Follower<S> {
    client: Client,
    first: Result<Request>,
    source: S,
    connection: Option<Connection>,
    last_event_id: Arc<Mutex<Option<String>>>,
    failures: u32,
    is_over: bool,
}

impl<S: Source> Follower<S> {
    async fn advance(mut self) -> Result<Option<(S::Event, Self)>> {
        while !self.is_over {
            let request = self.request()?;
            let error = match self.receive(&request).await {
                Ok(Some(event)) => {
                    self.is_over = self.source.is_last(&event);
                    return Ok(Some((event, self)));
                }
                Ok(None) => continue,
                Err(error) => error,
            };
            self.connection = None;
            let repeatable = request.repeatable || self.seen().is_some();
            let Some(delay) = retry::delay(&error, self.failures, self.client.max_retries, repeatable) else {
                return Err(error);
            };
            tokio::time::sleep(delay).await;
            self.failures += 1;
        }
        Ok(None)
    }

    fn seen(&self) -> Option<String> {
        self.last_event_id.lock().unwrap_or_else(PoisonError::into_inner).clone()
    }

    fn request(&mut self) -> Result<Request> {
        match (self.seen(), &mut self.first) {
            (Some(id), _) => Ok(self.source.resume(&id)),
            (None, Ok(request)) => Ok(request.clone()),
            (None, first) => std::mem::replace(first, Err(Error::Timeout)),
        }
    }

    async fn receive(&mut self, request: &Request) -> Result<Option<S::Event>> {
        let received = self.connected(request).await?.next().await?;
        self.failures = 0;
        if let Some(id) = &received.id {
            *self.last_event_id.lock().unwrap_or_else(PoisonError::into_inner) = Some(id.clone());
        }
        self.source.read(received)
    }

    /// The first event may take as long as the model does; from then on the server gives a sign of life.
    async fn connected(&mut self, request: &Request) -> Result<&mut Connection> {
        let connection = if let Some(connection) = self.connection.take() {
            connection
        } else {
            let opening = tokio::time::timeout(self.client.limit(request), self.client.open(request));
            Connection { response: opening.await.map_err(|_| Error::Timeout)??, decoder: Decoder::default() }
        };
        Ok(self.connection.insert(connection))
    }
}

impl Connection {
    async fn next(&mut self) -> Result<ServerSentEvent> {
        loop {
            if let Some(event) = self.decoder.next() {
                return Ok(event);
            }
            match tokio::time::timeout(SILENCE, self.response.chunk()).await {
                Ok(Ok(Some(piece))) => self.decoder.feed(&piece),
                Ok(Ok(None)) => return Err(Error::connection("the stream ended before its last event")),
                Ok(Err(error)) => return Err(Error::connection(error)),
                Err(_) => return Err(Error::Timeout),
            }
        }
    }
}

/// A request for a stream.
pub(crate) fn streaming(request: Request, last_event_id: Option<&str>) -> Request {
    let request = request.header("accept", "text/event-stream").long();
    match last_event_id {
        Some(id) => request.header("last-event-id", id),
        None => request,
    }
}
