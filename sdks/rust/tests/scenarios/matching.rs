//! The matchers of sdks/scenarios/README.md.

use std::collections::HashSet;

use regex_lite::Regex;
use serde_json::Value;

/// What keeps `actual` from being what is expected, or `None`.
pub fn mismatch(actual: &Value, expected: &Value, at: &str) -> Option<String> {
    let shown = || Some(format!("{at}: {:.600} is not {expected}", actual.to_string()));
    match expected {
        Value::Array(items) => match actual.as_array() {
            Some(actual) if actual.len() == items.len() => {
                items.iter().zip(actual).enumerate().find_map(|(i, (expected, actual))| mismatch(actual, expected, &format!("{at}.{i}")))
            }
            _ => shown(),
        },
        Value::Object(fields) => {
            if let Some((name, argument)) = fields.iter().find(|(name, _)| name.starts_with('$')) {
                return if holds(name, actual, argument) { None } else { shown() };
            }
            if !actual.is_object() {
                return shown();
            }
            fields.iter().find_map(|(name, value)| mismatch(&actual[name.as_str()], value, &format!("{at}.{name}")))
        }
        Value::Number(number) if actual.as_f64() == number.as_f64() => None,
        _ if actual == expected => None,
        _ => shown(),
    }
}

fn holds(matcher: &str, actual: &Value, argument: &Value) -> bool {
    let items = actual.as_array();
    let length = argument.as_u64().and_then(|length| usize::try_from(length).ok());
    match matcher {
        "$type" => type_of(actual) == argument,
        "$matches" => actual.as_str().is_some_and(|text| Regex::new(argument.as_str().unwrap()).unwrap().is_match(text)),
        "$min" => actual.as_f64() >= argument.as_f64(),
        "$length" => items.map(Vec::len) == length,
        "$min_length" => items.map(Vec::len) >= length,
        "$includes" => items.is_some_and(|items| includes(items, argument.as_array().unwrap())),
        "$unique" => items.is_some_and(|items| is_unique(items, argument.as_array().unwrap())),
        "$text" => items.is_some_and(|items| text_of(items) == argument.as_str().unwrap()),
        _ => panic!("no matcher is called {matcher}"),
    }
}

fn includes(items: &[Value], expected: &[Value]) -> bool {
    let mut found = 0;
    for item in items {
        if found < expected.len() && mismatch(item, &expected[found], "").is_none() {
            found += 1;
        }
    }
    found == expected.len()
}

fn is_unique(items: &[Value], paths: &[Value]) -> bool {
    let key = |item: &Value| paths.iter().map(|path| at(item, path.as_str().unwrap()).to_string()).collect::<Vec<_>>();
    items.iter().map(key).collect::<HashSet<_>>().len() == items.len()
}

fn text_of(items: &[Value]) -> String {
    items.iter().filter(|item| item["event"] == "message").filter_map(|item| item["data"]["content"].as_str()).collect()
}

/// The value at a path such as `items.0.id`.
pub fn at(value: &Value, path: &str) -> Value {
    path.split('.').fold(value.clone(), |inner, part| match part.parse::<usize>() {
        Ok(index) if inner.is_array() => inner[index].clone(),
        _ => inner[part].clone(),
    })
}

fn type_of(value: &Value) -> &'static str {
    match value {
        Value::Null => "null",
        Value::Bool(_) => "boolean",
        Value::Number(_) => "number",
        Value::String(_) => "string",
        Value::Array(_) => "array",
        Value::Object(_) => "object",
    }
}
