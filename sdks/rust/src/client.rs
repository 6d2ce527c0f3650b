use std::pin::Pin;
use std::sync::Arc;
use std::time::Duration;

use reqwest::header::{ACCEPT, CONTENT_TYPE};
use serde::de::DeserializeOwned;
use serde_json::Value;

use crate::credentials::{Credentials, OnTokens, TokenPair};
use crate::error::{ApiError, Error, ErrorKind, Result, unix_time};
use crate::request::{Body, Request};
use crate::resources::{
    Agents, ApiKeys, Auth, Chats, Executions, Functions, Groups, LlmProviders, McpServers, Packages, RequestLogs, Schedules, Skills,
    States, Users, Webhooks,
};
use crate::retry;
use crate::types::RefreshedToken;

const DEFAULT_URL: &str = "http://localhost:51245";
const TIMEOUT: Duration = Duration::from_mins(1);
const MAX_RETRIES: u32 = 3;

/// A client of a Sinas server. Clones share its connections and tokens.
#[derive(Debug, Clone)]
pub struct Client {
    shared: Arc<Shared>,
    /// `None`: as the request says.
    timeout: Option<Duration>,
    pub(crate) max_retries: u32,
}

#[derive(Debug)]
struct Shared {
    base_url: String,
    http: reqwest::Client,
    credentials: Credentials,
}

/// Settings of a [`Client`]. What is not set is read from the environment.
#[derive(Default)]
#[must_use]
pub struct ClientBuilder {
    base_url: Option<String>,
    token: Option<String>,
    refresh_token: Option<String>,
    on_tokens: Option<OnTokens>,
    http: Option<reqwest::Client>,
    timeout: Option<Duration>,
    max_retries: Option<u32>,
}

impl std::fmt::Debug for ClientBuilder {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("ClientBuilder").field("base_url", &self.base_url).finish_non_exhaustive()
    }
}

impl ClientBuilder {
    /// Where the server is. Default: `SINAS_BASE_URL`, or else where one of this machine listens.
    pub fn base_url(mut self, url: impl Into<String>) -> Self {
        self.base_url = Some(url.into());
        self
    }

    /// An API key. Default: `SINAS_API_KEY`. An empty one is none.
    pub fn api_key(self, key: impl Into<String>) -> Self {
        self.token(key)
    }

    /// An access token. Default: `SINAS_TOKEN`.
    pub fn token(mut self, token: impl Into<String>) -> Self {
        self.token = Some(token.into());
        self
    }

    /// Lets the client replace its access token by itself.
    pub fn refresh_token(mut self, token: impl Into<String>) -> Self {
        self.refresh_token = Some(token.into());
        self
    }

    /// Called whenever there are new tokens, so that they can be kept: a refresh token is good once, and each renewal brings another.
    pub fn on_tokens(mut self, keep: impl Fn(&TokenPair) + Send + Sync + 'static) -> Self {
        self.on_tokens = Some(Box::new(keep));
        self
    }

    /// In place of a new HTTP client.
    pub fn http_client(mut self, http: reqwest::Client) -> Self {
        self.http = Some(http);
        self
    }

    /// For each attempt. Default: a minute, and ten for calls that wait for a function or an agent.
    pub fn timeout(mut self, timeout: Duration) -> Self {
        self.timeout = Some(timeout);
        self
    }

    /// How often what is safe to repeat is tried again. Default: 3.
    pub fn max_retries(mut self, retries: u32) -> Self {
        self.max_retries = Some(retries);
        self
    }

    /// The client.
    pub fn build(self) -> Client {
        let base_url = self.base_url.or_else(|| environment("SINAS_BASE_URL")).unwrap_or_else(|| DEFAULT_URL.to_owned());
        let from_environment = || environment("SINAS_API_KEY").or_else(|| environment("SINAS_TOKEN"));
        let token = match (&self.token, &self.refresh_token) {
            (None, None) => from_environment(),
            _ => self.token,
        };
        let tokens = TokenPair { access_token: token.unwrap_or_default(), refresh_token: self.refresh_token, expires_at: None };
        Client {
            shared: Arc::new(Shared {
                base_url: base_url.trim_end_matches('/').to_owned(),
                http: self.http.unwrap_or_default(),
                credentials: Credentials::new(tokens, self.on_tokens),
            }),
            timeout: self.timeout,
            max_retries: self.max_retries.unwrap_or(MAX_RETRIES),
        }
    }
}

fn environment(name: &str) -> Option<String> {
    std::env::var(name).ok().filter(|value| !value.is_empty())
}

macro_rules! resources {
    ($($method:ident: $resource:ident, $doc:literal;)*) => {
        $(
            #[doc = $doc]
            pub fn $method(&self) -> $resource {
                $resource { client: self.clone() }
            }
        )*
    };
}

impl Client {
    /// A client as the environment says: `SINAS_BASE_URL`, and `SINAS_API_KEY` or `SINAS_TOKEN`.
    pub fn from_env() -> Self {
        Self::builder().build()
    }

    /// A client with settings of its own.
    pub fn builder() -> ClientBuilder {
        ClientBuilder::default()
    }

    /// The same client with another limit for each attempt.
    #[must_use]
    pub fn with_timeout(mut self, timeout: Duration) -> Self {
        self.timeout = Some(timeout);
        self
    }

    /// The same client with another number of attempts after the first.
    #[must_use]
    pub fn with_max_retries(mut self, retries: u32) -> Self {
        self.max_retries = retries;
        self
    }

    resources! {
        auth: Auth, "Logging in and out, and who the caller is.";
        api_keys: ApiKeys, "Keys for programs.";
        agents: Agents, "Agents: a model, a prompt and what it may use.";
        chats: Chats, "Conversations with agents.";
        skills: Skills, "Instructions in Markdown that agents read.";
        functions: Functions, "Python functions, their versions, and calling them.";
        executions: Executions, "Calls of functions, and what came of them.";
        webhooks: Webhooks, "Paths at which requests from outside start functions.";
        schedules: Schedules, "Cron expressions that start functions and agents.";
        states: States, "Values under a namespace and a key.";
        mcp_servers: McpServers, "Servers of the Model Context Protocol and their tools.";
        packages: Packages, "Python packages that functions may import.";
        users: Users, "Users. Most of this is for administrators.";
        groups: Groups, "Groups, their members and what they grant.";
        llm_providers: LlmProviders, "Services that run language models.";
        request_logs: RequestLogs, "What was asked of the server, and by whom.";
    }

    /// Makes a request, again where that is safe, and reads its answer.
    pub(crate) async fn call<T: DeserializeOwned>(&self, request: Request) -> Result<T> {
        let value = self.value(&request).await?;
        serde_json::from_value(value).map_err(|error| Error::connection(format!("the answer is not what it should be: {error}")))
    }

    pub(crate) async fn run(&self, request: Request) -> Result<()> {
        self.value(&request).await.map(drop)
    }

    /// The answer's JSON, its text where it is none, or null where there is no body.
    pub(crate) async fn value(&self, request: &Request) -> Result<Value> {
        for attempt in 0.. {
            let error = match tokio::time::timeout(self.limit(request), self.attempt(request)).await {
                Ok(Ok(value)) => return Ok(value),
                Ok(Err(error)) => error,
                Err(_) => Error::Timeout,
            };
            match retry::delay(&error, attempt, self.max_retries, request.repeatable) {
                Some(delay) => tokio::time::sleep(delay).await,
                None => return Err(error),
            }
        }
        unreachable!("attempts are counted")
    }

    async fn attempt(&self, request: &Request) -> Result<Value> {
        let response = self.open(request).await?;
        let is_json = response.headers().get(CONTENT_TYPE).is_some_and(|kind| kind.to_str().is_ok_and(|kind| kind.contains("json")));
        let body = response.bytes().await?;
        match (body.is_empty(), is_json) {
            (true, _) => Ok(Value::Null),
            (false, true) => serde_json::from_slice(&body).map_err(Error::connection),
            (false, false) => Ok(Value::String(String::from_utf8_lossy(&body).into_owned())),
        }
    }

    pub(crate) fn limit(&self, request: &Request) -> Duration {
        self.timeout.or(request.timeout).unwrap_or(TIMEOUT)
    }

    pub(crate) fn credentials(&self) -> &Credentials {
        &self.shared.credentials
    }

    /// One attempt, up to the headers of a success. A refused token is replaced, once.
    pub(crate) async fn open(&self, request: &Request) -> Result<reqwest::Response> {
        if request.public {
            return self.send(request, "").await;
        }
        let tokens = self.credentials().get();
        let token = if tokens.is_stale() { self.renew(tokens.access_token).await? } else { tokens.access_token };
        match self.send(request, &token).await {
            Err(error) if error.kind() == Some(ErrorKind::Authentication) && !token.is_empty() => {
                let renewed = self.renew(token.clone()).await?;
                if renewed == token { Err(error) } else { self.send(request, &renewed).await }
            }
            answer => answer,
        }
    }

    /// A token in place of one that the server refused, or the same where there is none to be had.
    /// However many callers ask at once, one of them fetches it. A caller that is dropped leaves it to be fetched: the refresh token that
    /// was sent is good no longer.
    async fn renew(&self, refused: String) -> Result<String> {
        let client = self.clone();
        tokio::spawn(async move { client.fetch_tokens(refused).await }).await.map_err(Error::connection)?
    }

    fn fetch_tokens(&self, refused: String) -> Pin<Box<dyn Future<Output = Result<String>> + Send + '_>> {
        Box::pin(async move {
            let _only = self.credentials().refreshing.lock().await;
            let tokens = self.credentials().get();
            let Some(refresh_token) = tokens.refresh_token.filter(|_| tokens.access_token == refused) else {
                return Ok(tokens.access_token);
            };
            // The server answers the same again for a moment, so that a lost answer does no harm.
            let request = Request::post("/api/v1/auth/refresh")
                .json(&serde_json::json!({ "refresh_token": refresh_token }))?
                .public()
                .repeatable(true);
            let renewed: RefreshedToken = self.call(request).await?;
            self.keep(renewed.access_token.clone(), renewed.refresh_token, renewed.expires_in);
            Ok(renewed.access_token)
        })
    }

    pub(crate) fn keep(&self, access_token: String, refresh_token: String, expires_in: i64) {
        let expires_at = unix_time().checked_add_signed(expires_in);
        self.credentials().set(TokenPair { access_token, refresh_token: Some(refresh_token), expires_at });
    }

    async fn send(&self, request: &Request, token: &str) -> Result<reqwest::Response> {
        let Shared { base_url, http, .. } = &*self.shared;
        let mut builder = http.request(request.method.clone(), format!("{base_url}{}", request.path)).header(ACCEPT, "application/json");
        if !request.query.is_empty() {
            builder = builder.query(&request.query);
        }
        if !token.is_empty() {
            builder = builder.bearer_auth(token);
        }
        builder = match &request.body {
            Body::Empty => builder,
            Body::Json(body) => builder.json(body),
            Body::Bytes(bytes) => builder.body(bytes.clone()),
        };
        for (name, value) in &request.headers {
            builder = builder.header(name, value);
        }
        let response = builder.send().await?;
        if response.status().is_success() {
            return Ok(response);
        }
        let (status, headers) = (response.status().as_u16(), response.headers().clone());
        let body = response.text().await?;
        Err(Error::Api(Box::new(ApiError::read(status, &headers, &body))))
    }
}
