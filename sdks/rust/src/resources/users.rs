use reqwest::Method;
use serde_json::json;

use crate::client::Client;
use crate::error::Result;
use crate::pages::{Pages, pages};
use crate::request::{Request, path_of};
use crate::types::{ListUsers, UpdateUser, User};

/// Users. Most of this is for administrators.
#[derive(Debug, Clone)]
pub struct Users {
    pub(crate) client: Client,
}

impl Users {
    /// Creates a user, or returns the one who has this address.
    pub async fn create(&self, email: &str) -> Result<User> {
        self.client.call(Request::post("/api/v1/users").json(&json!({ "email": email }))?).await
    }

    /// All users, newest first.
    pub fn list(&self, params: &ListUsers) -> Pages<User> {
        pages(&self.client, "/api/v1/users", params, "skip")
    }

    /// Reads a user.
    pub async fn get(&self, id: &str) -> Result<User> {
        self.client.call(Request::get(path_of!("/api/v1/users/{}", id))).await
    }

    /// Changes a user. What is absent stays as it is.
    pub async fn update(&self, id: &str, params: &UpdateUser) -> Result<User> {
        self.client.call(Request::new(Method::PATCH, path_of!("/api/v1/users/{}", id)).json(params)?).await
    }

    /// Deletes a user.
    pub async fn delete(&self, id: &str) -> Result<()> {
        self.client.run(Request::new(Method::DELETE, path_of!("/api/v1/users/{}", id))).await
    }
}
