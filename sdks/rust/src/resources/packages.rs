use reqwest::Method;
use serde_json::{Value, json};

use crate::client::Client;
use crate::error::Result;
use crate::pages::{Pages, pages};
use crate::request::{Request, path_of};
use crate::types::{ListPackages, Package};

/// Python packages that functions may import.
#[derive(Debug, Clone)]
pub struct Packages {
    pub(crate) client: Client,
}

impl Packages {
    /// Installs a package, by default in its latest version: for everyone's functions where the caller may, otherwise for their own.
    pub async fn install(&self, name: &str, version: Option<&str>) -> Result<Package> {
        self.send(json!({ "package_name": name, "version": version })).await
    }

    /// Installs a package for everyone's functions, or for the caller's own alone.
    pub async fn install_for(&self, name: &str, version: Option<&str>, everyone: bool) -> Result<Package> {
        self.send(json!({ "package_name": name, "version": version, "for_everyone": everyone })).await
    }

    async fn send(&self, body: Value) -> Result<Package> {
        self.client.call(Request::post("/api/v1/packages").json(&body)?.long()).await
    }

    /// Packages that functions may import.
    pub fn list(&self, params: &ListPackages) -> Pages<Package> {
        pages(&self.client, "/api/v1/packages", params, "skip")
    }

    /// Removes a package. Running executions keep it.
    pub async fn remove(&self, id: &str) -> Result<()> {
        self.client.run(Request::new(Method::DELETE, path_of!("/api/v1/packages/{}", id))).await
    }
}
