use std::fmt;
use std::sync::Mutex;

use crate::error::unix_time;

/// Seconds: a token that ends so soon may end on its way.
const MARGIN: u64 = 10;

/// What a login gives. With a refresh token the client fetches new access tokens by itself.
#[derive(Clone, Default, PartialEq, Eq)]
#[non_exhaustive]
pub struct TokenPair {
    /// Sent with every request.
    pub access_token: String,
    /// Lets the client fetch another one.
    pub refresh_token: Option<String>,
    /// Seconds since 1970, where it is known.
    pub expires_at: Option<u64>,
}

impl fmt::Debug for TokenPair {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("TokenPair").field("expires_at", &self.expires_at).finish_non_exhaustive()
    }
}

impl TokenPair {
    pub(crate) fn is_stale(&self) -> bool {
        let ends_soon = self.expires_at.is_some_and(|end| end < unix_time() + MARGIN);
        self.refresh_token.is_some() && (ends_soon || self.access_token.is_empty())
    }
}

pub(crate) type OnTokens = Box<dyn Fn(&TokenPair) + Send + Sync>;

/// What the client proves itself with: an API key, or tokens that it keeps fresh.
pub(crate) struct Credentials {
    tokens: Mutex<TokenPair>,
    /// Held by the one caller that fetches a token for all.
    pub refreshing: tokio::sync::Mutex<()>,
    on_tokens: Option<OnTokens>,
}

impl fmt::Debug for Credentials {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Credentials")
    }
}

impl Credentials {
    pub fn new(tokens: TokenPair, on_tokens: Option<OnTokens>) -> Self {
        Self { tokens: Mutex::new(tokens), refreshing: tokio::sync::Mutex::new(()), on_tokens }
    }

    pub fn get(&self) -> TokenPair {
        self.tokens.lock().unwrap_or_else(std::sync::PoisonError::into_inner).clone()
    }

    pub fn set(&self, tokens: TokenPair) {
        if let (Some(keep), false) = (&self.on_tokens, tokens.access_token.is_empty()) {
            keep(&tokens);
        }
        *self.tokens.lock().unwrap_or_else(std::sync::PoisonError::into_inner) = tokens;
    }
}
