use reqwest::Method;
use serde_json::json;

use crate::client::Client;
use crate::error::Result;
use crate::pages::{Pages, pages};
use crate::request::{Request, path_of};
use crate::types::{CreateGroup, Group, GroupMember, GroupPermission, ListGroups, UpdateGroup};

/// Groups, their members and what they grant. A group is named by its id or its name.
#[derive(Debug, Clone)]
pub struct Groups {
    pub(crate) client: Client,
}

impl Groups {
    /// Creates a group, with the caller as its first member.
    pub async fn create(&self, params: &CreateGroup) -> Result<Group> {
        self.client.call(Request::post("/api/v1/groups").json(params)?).await
    }

    /// Groups that the caller may see.
    pub fn list(&self, params: &ListGroups) -> Pages<Group> {
        pages(&self.client, "/api/v1/groups", params, "skip")
    }

    /// Reads a group.
    pub async fn get(&self, group: &str) -> Result<Group> {
        self.client.call(Request::get(path_of!("/api/v1/groups/{}", group))).await
    }

    /// Changes a group. What is absent stays as it is.
    pub async fn update(&self, group: &str, params: &UpdateGroup) -> Result<Group> {
        self.client.call(Request::new(Method::PATCH, path_of!("/api/v1/groups/{}", group)).json(params)?).await
    }

    /// Deletes a group.
    pub async fn delete(&self, group: &str) -> Result<()> {
        self.client.run(Request::new(Method::DELETE, path_of!("/api/v1/groups/{}", group))).await
    }

    /// Its active members.
    pub async fn members(&self, group: &str) -> Result<Vec<GroupMember>> {
        self.client.call(Request::get(path_of!("/api/v1/groups/{}/members", group))).await
    }

    /// Makes a user a member, by default with the role `member`.
    pub async fn add_member(&self, group: &str, user_id: &str, role: Option<&str>) -> Result<GroupMember> {
        self.client
            .call(Request::post(path_of!("/api/v1/groups/{}/members", group)).json(&json!({ "user_id": user_id, "role": role }))?)
            .await
    }

    /// Ends a membership.
    pub async fn remove_member(&self, group: &str, user_id: &str) -> Result<()> {
        self.client.run(Request::new(Method::DELETE, path_of!("/api/v1/groups/{}/members/{}", group, user_id))).await
    }

    /// What it grants its members.
    pub async fn permissions(&self, group: &str) -> Result<Vec<GroupPermission>> {
        self.client.call(Request::get(path_of!("/api/v1/groups/{}/permissions", group))).await
    }

    /// Sets a permission. Nobody grants what they do not hold themselves.
    pub async fn set_permission(&self, group: &str, key: &str, value: bool) -> Result<GroupPermission> {
        let body = json!({ "permission_key": key, "permission_value": value });
        self.client.call(Request::post(path_of!("/api/v1/groups/{}/permissions", group)).json(&body)?.repeatable(true)).await
    }

    /// Takes a permission away.
    pub async fn remove_permission(&self, group: &str, key: &str) -> Result<()> {
        self.client.run(Request::new(Method::DELETE, path_of!("/api/v1/groups/{}/permissions/{}", group, key))).await
    }
}
