use serde_json::{Value, json};

use crate::client::Client;
use crate::credentials::TokenPair;
use crate::error::Result;
use crate::request::Request;
use crate::types::{Account, LoginSession, PermissionChecks, Tokens};

/// Logging in and out, and who the caller is.
#[derive(Debug, Clone)]
pub struct Auth {
    pub(crate) client: Client,
}

impl Auth {
    /// Sends a login code to an e-mail address.
    pub async fn login(&self, email: &str) -> Result<LoginSession> {
        self.client.call(Request::post("/api/v1/auth/login").json(&json!({ "email": email }))?.public()).await
    }

    /// Logs in with the code that was sent: from here on the client uses the tokens, and keeps them fresh.
    pub async fn verify_otp(&self, session_id: &str, code: &str) -> Result<Tokens> {
        self.enter("/api/v1/auth/verify-otp", &json!({ "session_id": session_id, "otp_code": code })).await
    }

    /// Logs in with a token of the OpenID Connect issuer that the server trusts.
    pub async fn external_login(&self, token: &str) -> Result<Tokens> {
        self.enter("/api/v1/auth/external-auth", &json!({ "token": token })).await
    }

    /// Ends the session and forgets the tokens. The access token lives on until it expires.
    pub async fn logout(&self) -> Result<()> {
        if let Some(token) = self.client.credentials().get().refresh_token {
            self.client.run(Request::post("/api/v1/auth/logout").json(&json!({ "refresh_token": token }))?).await?;
        }
        self.client.credentials().set(TokenPair::default());
        Ok(())
    }

    /// The caller.
    pub async fn me(&self) -> Result<Account> {
        self.client.call(Request::get("/api/v1/auth/me")).await
    }

    /// Which of these permissions the caller holds. `result` is true where they hold all of them.
    pub async fn check_permissions(&self, permissions: &[&str]) -> Result<PermissionChecks> {
        self.client
            .call(Request::post("/api/v1/auth/check-permissions").json(&json!({ "permissions": permissions }))?.repeatable(true))
            .await
    }

    async fn enter(&self, path: &str, body: &Value) -> Result<Tokens> {
        let tokens: Tokens = self.client.call(Request::post(path).json(body)?.public()).await?;
        self.client.keep(tokens.access_token.clone(), tokens.refresh_token.clone(), tokens.expires_in);
        Ok(tokens)
    }
}
