//! The tour of README.md.

use futures_util::StreamExt;
use serde_json::json;
use sinas::Client;
use sinas::types::{CreateChat, CreateFunction};

#[tokio::main]
async fn main() -> sinas::Result<()> {
    let client = Client::from_env(); // SINAS_BASE_URL and SINAS_API_KEY, or Client::builder()
    let code = r#"def add(input): return {"sum": input["a"] + input["b"]}"#;
    client.functions().create(&CreateFunction { name: "add".into(), code: code.into(), ..Default::default() }).await?;
    println!("{}", client.functions().execute("default", "add", &json!({ "a": 1, "b": 2 })).await?.result);
    let chat = client.chats().create("default", "helper", &CreateChat::default()).await?;
    let mut events = client.chats().stream(&chat.id, "Hello!");
    while let Some(event) = events.next().await {
        print!("{}", event?.text());
    }
    Ok(())
}
