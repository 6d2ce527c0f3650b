//! The calls of scenarios: each by its name, with its arguments as its types.

use futures_util::{Stream, StreamExt};
use serde::Serialize;
use serde::de::DeserializeOwned;
use serde_json::{Value, json};
use sinas::resources::{ExecuteOptions, WebhookBody, WebhookCall};
use sinas::{Client, Error, Result};

use crate::matching::mismatch;

/// The arguments of a step.
pub struct Arguments<'a>(pub &'a Value);

impl Arguments<'_> {
    fn text(&self, index: usize) -> &str {
        self.0["args"][index].as_str().unwrap_or_default()
    }

    fn value(&self, index: usize) -> Value {
        self.0["args"][index].clone()
    }

    fn param(&self, name: &str) -> Option<&str> {
        self.0["params"][name].as_str()
    }

    fn params<T: DeserializeOwned>(&self) -> T {
        let params = &self.0["params"];
        let params = if params.is_null() { json!({}) } else { params.clone() };
        serde_json::from_value(params).expect("the params of the step are those of the call")
    }

    fn if_version(&self) -> Option<i64> {
        self.0["if_match"].as_i64()
    }

    fn options(&self) -> ExecuteOptions {
        let timeout = self.0["params"]["timeout"].as_u64().and_then(|seconds| seconds.try_into().ok());
        ExecuteOptions { timeout, idempotency_key: self.param("idempotency_key").map(str::to_owned) }
    }

    async fn collect<T: Serialize>(&self, mut stream: impl Stream<Item = Result<T>> + Unpin) -> Result<Value> {
        let mut items = Vec::new();
        while let Some(item) = stream.next().await {
            items.push(serde_json::to_value(item?)?);
            let is_last = items.last().is_some_and(|item| !self.0["until"].is_null() && mismatch(item, &self.0["until"], "").is_none());
            if is_last || self.0["take"].as_u64() == Some(items.len() as u64) {
                break;
            }
        }
        Ok(Value::Array(items))
    }
}

fn json<T: Serialize>(answer: Result<T>) -> Result<Value> {
    serde_json::to_value(answer?).map_err(Error::from)
}

/// Makes a call.
#[allow(clippy::too_many_lines)] // one line a call
pub async fn call(client: &Client, name: &str, a: &Arguments<'_>) -> Result<Value> {
    match name {
        "auth.login" => json(client.auth().login(a.text(0)).await),
        "auth.verifyOtp" => json(client.auth().verify_otp(a.text(0), a.text(1)).await),
        "auth.logout" => json(client.auth().logout().await),
        "auth.me" => json(client.auth().me().await),
        "auth.checkPermissions" => json(client.auth().check_permissions(&[a.value(0)[0].as_str().unwrap()]).await),
        "apiKeys.create" => json(client.api_keys().create(&a.params()).await),
        "apiKeys.list" => a.collect(client.api_keys().list(&a.params())).await,
        "apiKeys.get" => json(client.api_keys().get(a.text(0)).await),
        "apiKeys.revoke" => json(client.api_keys().revoke(a.text(0)).await),
        "agents.create" => json(client.agents().create(&a.params()).await),
        "agents.list" => a.collect(client.agents().list(&a.params())).await,
        "agents.get" => json(client.agents().get(a.text(0), a.text(1)).await),
        "agents.update" => json(client.agents().update(a.text(0), a.text(1), &a.params()).await),
        "agents.delete" => json(client.agents().delete(a.text(0), a.text(1)).await),
        "agents.invoke" => {
            let session_key = a.param("session_key").map(str::to_owned);
            let params = sinas::types::InvokeAgent { message: a.value(2), session_key, ..Default::default() };
            json(client.agents().invoke(a.text(0), a.text(1), &params).await)
        }
        "chats.create" => json(client.chats().create(a.text(0), a.text(1), &a.params()).await),
        "chats.list" => a.collect(client.chats().list(&a.params())).await,
        "chats.get" => json(client.chats().get(a.text(0)).await),
        "chats.update" => json(client.chats().update(a.text(0), &a.params()).await),
        "chats.delete" if a.0["params"]["permanent"] == true => json(client.chats().delete(a.text(0)).await),
        "chats.delete" => json(client.chats().archive(a.text(0)).await),
        "chats.messages" => json(client.chats().messages(a.text(0)).await),
        "chats.send" => json(client.chats().send(a.text(0), a.value(1)).await),
        "chats.stream" => a.collect(client.chats().stream(a.text(0), a.value(1))).await,
        "chats.watch" => match a.param("channel_id") {
            Some(channel) => a.collect(client.chats().watch_turn(a.text(0), channel)).await,
            None => a.collect(client.chats().watch(a.text(0), a.param("last_event_id"))).await,
        },
        "chats.approve" => json(client.chats().approve(a.text(0), a.text(1)).await),
        "chats.reject" => json(client.chats().reject(a.text(0), a.text(1)).await),
        "chats.cancel" => json(client.chats().cancel(a.text(0)).await),
        "skills.create" => json(client.skills().create(&a.params()).await),
        "skills.list" => a.collect(client.skills().list(&a.params())).await,
        "skills.get" => json(client.skills().get(a.text(0), a.text(1)).await),
        "skills.update" => json(client.skills().update(a.text(0), a.text(1), &a.params()).await),
        "skills.delete" => json(client.skills().delete(a.text(0), a.text(1)).await),
        "functions.create" => json(client.functions().create(&a.params()).await),
        "functions.list" => a.collect(client.functions().list(&a.params())).await,
        "functions.get" => json(client.functions().get(a.text(0), a.text(1)).await),
        "functions.update" => json(client.functions().update(a.text(0), a.text(1), &a.params()).await),
        "functions.delete" => json(client.functions().delete(a.text(0), a.text(1)).await),
        "functions.versions" => json(client.functions().versions(a.text(0), a.text(1)).await),
        "functions.rollback" => json(client.functions().rollback(a.text(0), a.text(1), a.value(2).as_i64().unwrap()).await),
        "functions.execute" => json(client.functions().execute_with(a.text(0), a.text(1), &a.value(2), &a.options()).await),
        "functions.executeAsync" => json(client.functions().execute_async(a.text(0), a.text(1), &a.value(2), &a.options()).await),
        "executions.list" => a.collect(client.executions().list(&a.params())).await,
        "executions.get" => json(client.executions().get(a.text(0)).await),
        "executions.steps" => json(client.executions().steps(a.text(0)).await),
        "executions.logs" => json(client.executions().logs(a.text(0)).await),
        "executions.events" => a.collect(client.executions().events(a.text(0))).await,
        "executions.resume" => json(client.executions().resume(a.text(0), &a.value(1)).await),
        "executions.cancel" => json(client.executions().cancel(a.text(0)).await),
        "webhooks.create" => json(client.webhooks().create(&a.params()).await),
        "webhooks.list" => a.collect(client.webhooks().list(&a.params())).await,
        "webhooks.get" => json(client.webhooks().get(a.text(0)).await),
        "webhooks.update" => json(client.webhooks().update(a.text(0), &a.params()).await),
        "webhooks.delete" => json(client.webhooks().delete(a.text(0)).await),
        "webhooks.deliveries" => a.collect(client.webhooks().deliveries(a.text(0), &a.params())).await,
        "webhooks.delivery" => json(client.webhooks().delivery(a.text(0)).await),
        "webhooks.replay" => json(client.webhooks().replay(a.text(0)).await),
        "webhooks.invoke" => client.webhooks().invoke(a.text(0), webhook_call(a)).await,
        "schedules.create" => json(client.schedules().create(&a.params()).await),
        "schedules.list" => a.collect(client.schedules().list(&a.params())).await,
        "schedules.get" => json(client.schedules().get(a.text(0)).await),
        "schedules.update" => json(client.schedules().update(a.text(0), &a.params()).await),
        "schedules.delete" => json(client.schedules().delete(a.text(0)).await),
        "schedules.pause" => json(client.schedules().pause(a.text(0)).await),
        "schedules.resume" => json(client.schedules().resume(a.text(0)).await),
        "schedules.run" => json(client.schedules().run(a.text(0)).await),
        "schedules.slots" => a.collect(client.schedules().slots(a.text(0), &a.params())).await,
        "states.create" => json(client.states().create(&a.params()).await),
        "states.list" => a.collect(client.states().list(&a.params())).await,
        "states.get" => json(client.states().get(a.text(0), a.text(1)).await),
        "states.update" => json(client.states().update(a.text(0), a.text(1), &a.params(), a.if_version()).await),
        "states.set" => json(client.states().set(a.text(0), a.text(1), a.value(2), &a.params()).await),
        "states.delete" => json(client.states().delete(a.text(0), a.text(1), a.if_version()).await),
        "mcpServers.create" => json(client.mcp_servers().create(&a.params()).await),
        "mcpServers.list" => json(client.mcp_servers().list().await),
        "mcpServers.get" => json(client.mcp_servers().get(a.text(0)).await),
        "mcpServers.update" => json(client.mcp_servers().update(a.text(0), &a.params()).await),
        "mcpServers.delete" => json(client.mcp_servers().delete(a.text(0)).await),
        "mcpServers.tools" => json(client.mcp_servers().tools(a.text(0)).await),
        "mcpServers.execute" => json(client.mcp_servers().execute(a.text(0), a.text(1), &a.value(2)).await),
        "packages.install" => json(client.packages().install(a.text(0), None).await),
        "packages.list" => a.collect(client.packages().list(&a.params())).await,
        "packages.remove" => json(client.packages().remove(a.text(0)).await),
        "users.create" => json(client.users().create(a.text(0)).await),
        "users.list" => a.collect(client.users().list(&a.params())).await,
        "users.get" => json(client.users().get(a.text(0)).await),
        "users.update" => json(client.users().update(a.text(0), &a.params()).await),
        "users.delete" => json(client.users().delete(a.text(0)).await),
        "groups.create" => json(client.groups().create(&a.params()).await),
        "groups.list" => a.collect(client.groups().list(&a.params())).await,
        "groups.get" => json(client.groups().get(a.text(0)).await),
        "groups.update" => json(client.groups().update(a.text(0), &a.params()).await),
        "groups.delete" => json(client.groups().delete(a.text(0)).await),
        "groups.members" => json(client.groups().members(a.text(0)).await),
        "groups.addMember" => json(client.groups().add_member(a.text(0), a.text(1), a.param("role")).await),
        "groups.removeMember" => json(client.groups().remove_member(a.text(0), a.text(1)).await),
        "groups.permissions" => json(client.groups().permissions(a.text(0)).await),
        "groups.setPermission" => json(client.groups().set_permission(a.text(0), a.text(1), a.value(2) == true).await),
        "groups.removePermission" => json(client.groups().remove_permission(a.text(0), a.text(1)).await),
        "llmProviders.create" => json(client.llm_providers().create(&a.params()).await),
        "llmProviders.list" => json(client.llm_providers().list().await),
        "llmProviders.get" => json(client.llm_providers().get(a.text(0)).await),
        "llmProviders.update" => json(client.llm_providers().update(a.text(0), &a.params()).await),
        "llmProviders.delete" => json(client.llm_providers().delete(a.text(0)).await),
        "requestLogs.list" => a.collect(client.request_logs().list(&a.params())).await,
        "requestLogs.stats" => json(client.request_logs().stats(&a.params()).await),
        _ => panic!("no method is called {name}"),
    }
}

fn webhook_call(a: &Arguments<'_>) -> WebhookCall {
    let params = &a.0["params"];
    let headers = params["headers"].as_object().into_iter().flatten();
    WebhookCall {
        method: a.param("method").map(|method| method.parse().unwrap()),
        body: match (a.param("raw"), &params["body"]) {
            (Some(raw), _) => WebhookBody::Bytes(raw.as_bytes().to_vec()),
            (None, Value::Null) => WebhookBody::Empty,
            (None, body) => WebhookBody::Json(body.clone()),
        },
        headers: headers.map(|(name, value)| (name.clone(), value.as_str().unwrap().to_owned())).collect(),
        ..WebhookCall::default()
    }
}
