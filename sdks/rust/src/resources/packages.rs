use reqwest::Method;
use serde_json::json;

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
    /// Installs a package, for every function, by default in its latest version.
    pub async fn install(&self, name: &str, version: Option<&str>) -> Result<Package> {
        let body = json!({ "package_name": name, "version": version });
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
