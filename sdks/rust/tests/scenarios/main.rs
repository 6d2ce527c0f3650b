//! Runs sdks/scenarios against the server that the environment names.

mod calls;
mod matching;

use std::collections::HashMap;
use std::path::Path;
use std::sync::{Arc, Mutex};
use std::time::{Duration, Instant, SystemTime};

use calls::{Arguments, call};
use futures_util::future::{BoxFuture, FutureExt, try_join_all};
use matching::{at, mismatch};
use regex_lite::{Captures, Regex};
use serde_json::{Map, Value, json};
use sinas::{Client, Error, ErrorKind, Result, WebhookSignature};

const EVENTUALLY: Duration = Duration::from_secs(10);

#[tokio::test(flavor = "multi_thread")]
async fn scenarios() {
    if std::env::var("SINAS_CONTROL_URL").is_err() {
        return println!("skipped: no SINAS_CONTROL_URL");
    }
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../scenarios");
    let mut files: Vec<_> = std::fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path()).collect();
    files.retain(|file| file.extension().is_some_and(|extension| extension == "json"));
    files.sort();
    assert!(!files.is_empty(), "no scenarios");
    let mut failures = Vec::new();
    for file in files {
        let scenario: Value = serde_json::from_slice(&std::fs::read(file).unwrap()).unwrap();
        control("/reset", &json!({})).await;
        let runner = Scenario::new();
        let mut outcome = Ok(());
        for step in scenario["steps"].as_array().unwrap() {
            outcome = runner.run(step.clone()).await;
            if outcome.is_err() {
                break;
            }
        }
        println!("{} - {}", if outcome.is_ok() { "ok" } else { "not ok" }, scenario["name"].as_str().unwrap());
        failures.extend(outcome.err());
    }
    assert!(failures.is_empty(), "{}", failures.join("\n"));
}

#[derive(Clone)]
struct Scenario {
    clients: Arc<Mutex<HashMap<String, Client>>>,
    values: Arc<Mutex<Value>>,
}

impl Scenario {
    fn new() -> Self {
        let run = SystemTime::now().duration_since(SystemTime::UNIX_EPOCH).unwrap().as_nanos();
        let clients = HashMap::from([("main".to_owned(), Client::from_env())]);
        Self { clients: Arc::new(Mutex::new(clients)), values: Arc::new(Mutex::new(json!({ "run": format!("{run:x}") }))) }
    }

    fn run(&self, raw: Value) -> BoxFuture<'_, Result<(), String>> {
        async move {
            if let Some(together) = raw["together"].as_array() {
                return try_join_all(together.iter().map(|step| self.run(step.clone()))).await.map(drop);
            }
            let step = self.filled(&raw);
            let deadline = Instant::now() + if step["eventually"] == true { EVENTUALLY } else { Duration::ZERO };
            loop {
                let start = Instant::now();
                let result = self.cancelled(&step).await;
                let Some(fault) = fault(&step, result.as_ref(), start.elapsed()) else {
                    self.save(&step, result);
                    return Ok(());
                };
                if Instant::now() >= deadline {
                    return Err(format!("{:.300}\n{fault}", step.to_string()));
                }
                tokio::time::sleep(Duration::from_millis(100)).await;
            }
        }
        .boxed()
    }

    /// A call that is cancelled is a future that is dropped.
    async fn cancelled(&self, step: &Value) -> Option<Result<Value>> {
        match step["cancel_after_ms"].as_u64() {
            Some(limit) => tokio::time::timeout(Duration::from_millis(limit), self.act(step)).await.ok(),
            None => Some(self.act(step).await),
        }
    }

    async fn act(&self, step: &Value) -> Result<Value> {
        if let Some(name) = step["connect"].as_str() {
            self.clients.lock().unwrap().insert(name.to_owned(), connect(&step["with"]));
            return Ok(Value::Null);
        }
        if let Some(path) = step["control"].as_str() {
            return Ok(control(path, &step["body"]).await);
        }
        let Some(name) = step["call"].as_str() else { return Ok(step["check"].clone()) };
        match name {
            "webhook.sign" => sign(&step["args"]),
            "webhook.verify" => verify(&step["args"]),
            _ => {
                let client = self.clients.lock().unwrap()[step["as"].as_str().unwrap_or("main")].clone();
                call(&client, name, &Arguments(step)).await
            }
        }
    }

    fn save(&self, step: &Value, result: Option<Result<Value>>) {
        if let (Some(name), Some(Ok(value))) = (step["save"].as_str(), result) {
            self.values.lock().unwrap()[name] = value;
        }
    }

    /// `${a.b}` becomes what was saved.
    fn filled(&self, value: &Value) -> Value {
        match value {
            Value::Array(items) => items.iter().map(|item| self.filled(item)).collect(),
            Value::Object(fields) => {
                Value::Object(fields.iter().map(|(name, item)| (name.clone(), self.filled(item))).collect::<Map<_, _>>())
            }
            Value::String(text) => {
                let values = self.values.lock().unwrap();
                let variable = Regex::new(r"\$\{([^}]+)\}").unwrap();
                match variable.captures(text) {
                    Some(found) if &found[0] == text.as_str() => at(&values, &found[1]),
                    _ => Value::String(variable.replace_all(text, |found: &Captures<'_>| plain(&at(&values, &found[1]))).into_owned()),
                }
            }
            other => other.clone(),
        }
    }
}

fn fault(step: &Value, result: Option<&Result<Value>>, took: Duration) -> Option<String> {
    if took < Duration::from_millis(step["min_ms"].as_u64().unwrap_or(0)) {
        return Some(format!("it took {took:?}"));
    }
    match (result, step.get("error"), step.get("expect")) {
        (None, Some(expected), _) => mismatch(&json!({ "kind": "cancelled" }), expected, "error"),
        (None, None, _) => Some("cancelled".to_owned()),
        (Some(Err(error)), None, _) => Some(error.to_string()),
        (Some(Err(error)), Some(expected), _) => mismatch(&view(error), expected, "error"),
        (Some(Ok(value)), Some(expected), _) => Some(format!("{value} is not the error {expected}")),
        (Some(Ok(value)), None, Some(expected)) => mismatch(value, expected, "$"),
        _ => None,
    }
}

/// An error as scenarios see it.
fn view(error: &Error) -> Value {
    let Error::Api(refused) = error else {
        let kind = match error {
            Error::Connection { .. } => "connection",
            Error::Timeout => "timeout",
            Error::Turn { .. } => "turn",
            Error::WebhookVerification(_) => "webhook_verification",
            _ => "input",
        };
        return json!({ "kind": kind, "message": error.to_string() });
    };
    let kind = match refused.kind() {
        ErrorKind::BadRequest => "bad_request",
        ErrorKind::Authentication => "authentication",
        ErrorKind::PermissionDenied => "permission_denied",
        ErrorKind::NotFound => "not_found",
        ErrorKind::Conflict => "conflict",
        ErrorKind::PreconditionFailed => "precondition_failed",
        ErrorKind::Validation => "validation",
        ErrorKind::RateLimit => "rate_limit",
        ErrorKind::Server => "server",
        _ => "api",
    };
    let issues: Vec<Value> =
        refused.issues.iter().map(|issue| json!({ "type": issue.kind, "loc": issue.loc, "msg": issue.message })).collect();
    json!({
        "kind": kind,
        "status": refused.status,
        "code": refused.code,
        "message": refused.message,
        "issues": issues,
        "request_id": refused.request_id,
        "retry_after": refused.retry_after.map(|delay| delay.as_secs()),
    })
}

fn connect(given: &Value) -> Client {
    let mut builder = Client::builder();
    for (name, value) in given.as_object().unwrap() {
        builder = match name.as_str() {
            "base_url" => builder.base_url(value.as_str().unwrap()),
            "api_key" => builder.api_key(value.as_str().unwrap_or_default()),
            "refresh_token" => builder.refresh_token(value.as_str().unwrap()),
            "timeout" => builder.timeout(Duration::from_secs_f64(value.as_f64().unwrap())),
            "max_retries" => builder.max_retries(u32::try_from(value.as_u64().unwrap()).unwrap()),
            _ => panic!("no option is called {name}"),
        };
    }
    builder.build()
}

async fn control(path: &str, body: &Value) -> Value {
    let url = format!("{}{path}", std::env::var("SINAS_CONTROL_URL").unwrap());
    reqwest::Client::new().post(url).json(body).send().await.unwrap().error_for_status().unwrap().json().await.unwrap()
}

fn sign(args: &Value) -> Result<Value> {
    let signed = WebhookSignature::sign(args[0].as_str().unwrap().as_bytes(), args[1].as_str().unwrap())?;
    Ok(json!({ "webhook-id": signed.id, "webhook-timestamp": signed.timestamp, "webhook-signature": signed.signature }))
}

fn verify(args: &Value) -> Result<Value> {
    let headers = args[1].as_object().unwrap();
    let header = |name: &str| {
        let found = headers.iter().find(|(key, _)| key.eq_ignore_ascii_case(name));
        found.and_then(|(_, value)| value.as_str()).unwrap_or_default().to_owned()
    };
    let signature =
        WebhookSignature { id: header("webhook-id"), timestamp: header("webhook-timestamp"), signature: header("webhook-signature") };
    let body = args[0].as_str().unwrap();
    signature.verify(body.as_bytes(), args[2].as_str().unwrap())?;
    Ok(serde_json::from_str(body)?)
}

fn plain(value: &Value) -> String {
    value.as_str().map_or_else(|| value.to_string(), str::to_owned)
}
