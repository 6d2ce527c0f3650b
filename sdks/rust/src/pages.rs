use std::collections::VecDeque;
use std::pin::Pin;

use futures_core::Stream;
use futures_util::stream;
use serde::Serialize;
use serde::de::DeserializeOwned;

use crate::client::Client;
use crate::error::Result;
use crate::request::Request;

const PAGE_SIZE: usize = 100;

/// All items of a list. The next page is fetched when it is reached.
pub type Pages<T> = Pin<Box<dyn Stream<Item = Result<T>> + Send>>;

/// `position` is `skip` or `offset`.
pub(crate) fn pages<T>(client: &Client, path: impl Into<String>, query: &impl Serialize, position: &'static str) -> Pages<T>
where
    T: DeserializeOwned + Send + 'static,
{
    let first = match Request::get(path).query(query) {
        Ok(request) => request,
        Err(error) => return Box::pin(stream::iter([Err(error)])),
    };
    let number = |name: &str| first.query.iter().find(|(key, _)| key == name).and_then(|(_, value)| value.parse().ok());
    let limit = number("limit").unwrap_or(PAGE_SIZE);
    let state = State { client: client.clone(), start: number(position).unwrap_or(0), limit, items: VecDeque::new(), is_over: false };
    let request = without(first, &["limit", position]);
    Box::pin(stream::try_unfold((state, request), move |(mut state, request)| async move {
        if state.items.is_empty() && !state.is_over {
            state.fetch(&request, position).await?;
        }
        Ok(state.items.pop_front().map(|item| (item, (state, request))))
    }))
}

struct State<T> {
    client: Client,
    start: usize,
    limit: usize,
    items: VecDeque<T>,
    is_over: bool,
}

impl<T: DeserializeOwned> State<T> {
    async fn fetch(&mut self, request: &Request, position: &str) -> Result<()> {
        let mut request = request.clone();
        request.query.push(("limit".to_owned(), self.limit.to_string()));
        request.query.push((position.to_owned(), self.start.to_string()));
        self.items = self.client.call(request).await?;
        self.is_over = self.items.len() < self.limit;
        self.start += self.limit;
        Ok(())
    }
}

fn without(mut request: Request, names: &[&str]) -> Request {
    request.query.retain(|(name, _)| !names.contains(&name.as_str()));
    request
}
