use reqwest::Method;

use crate::client::Client;
use crate::error::Result;
use crate::pages::{Pages, pages};
use crate::request::{Request, path_of};
use crate::types::{CreateSkill, ListSkills, Skill, UpdateSkill};

/// Instructions in Markdown that agents read.
#[derive(Debug, Clone)]
pub struct Skills {
    pub(crate) client: Client,
}

impl Skills {
    /// Creates a skill.
    pub async fn create(&self, params: &CreateSkill) -> Result<Skill> {
        self.client.call(Request::post("/api/v1/skills").json(params)?).await
    }

    /// Skills that the caller may read, by name.
    pub fn list(&self, params: &ListSkills) -> Pages<Skill> {
        pages(&self.client, "/api/v1/skills", params, "skip")
    }

    /// Reads a skill.
    pub async fn get(&self, namespace: &str, name: &str) -> Result<Skill> {
        self.client.call(Request::get(path_of!("/api/v1/skills/{}/{}", namespace, name))).await
    }

    /// Changes a skill. What is absent stays as it is.
    pub async fn update(&self, namespace: &str, name: &str, params: &UpdateSkill) -> Result<Skill> {
        self.client.call(Request::new(Method::PUT, path_of!("/api/v1/skills/{}/{}", namespace, name)).json(params)?).await
    }

    /// Deletes a skill.
    pub async fn delete(&self, namespace: &str, name: &str) -> Result<()> {
        self.client.run(Request::new(Method::DELETE, path_of!("/api/v1/skills/{}/{}", namespace, name))).await
    }
}
