/// One event of a `text/event-stream`.
#[derive(Debug, Default, PartialEq, Eq)]
pub(crate) struct ServerSentEvent {
    pub id: Option<String>,
    pub event: String,
    pub data: String,
}

/// Events of a stream, as its pieces arrive: <https://html.spec.whatwg.org/multipage/server-sent-events.html>.
/// One that the end of the stream cuts off is not an event.
#[derive(Debug, Default)]
pub(crate) struct Decoder {
    rest: Vec<u8>,
    fields: Vec<(String, String)>,
}

impl Decoder {
    pub fn feed(&mut self, piece: &[u8]) {
        self.rest.extend_from_slice(piece);
    }

    /// The next event that is complete.
    pub fn next(&mut self) -> Option<ServerSentEvent> {
        while let Some(line) = self.line() {
            if line.is_empty() {
                if let Some(event) = self.dispatch() {
                    return Some(event);
                }
            } else if !line.starts_with(':') {
                let (name, value) = line.split_once(':').unwrap_or((&line, ""));
                self.fields.push((name.to_owned(), value.strip_prefix(' ').unwrap_or(value).to_owned()));
            }
        }
        None
    }

    /// Lines end with LF, CRLF or CR. A CR at the very end may be the first half of a CRLF.
    fn line(&mut self) -> Option<String> {
        let end = self.rest.iter().position(|byte| matches!(byte, b'\n' | b'\r'))?;
        let length = match (self.rest[end], self.rest.get(end + 1)) {
            (b'\r', None) => return None,
            (b'\r', Some(b'\n')) => end + 2,
            _ => end + 1,
        };
        let line = String::from_utf8_lossy(&self.rest[..end]).into_owned();
        self.rest.drain(..length);
        Some(line)
    }

    fn dispatch(&mut self) -> Option<ServerSentEvent> {
        let fields = std::mem::take(&mut self.fields);
        let last = |name: &str| fields.iter().rfind(|(key, _)| key == name).map(|(_, value)| value.clone());
        let data: Vec<&str> = fields.iter().filter(|(key, _)| key == "data").map(|(_, value)| value.as_str()).collect();
        if data.is_empty() {
            return None;
        }
        Some(ServerSentEvent {
            id: last("id").filter(|id| !id.is_empty()),
            event: last("event").unwrap_or_else(|| "message".to_owned()),
            data: data.join("\n"),
        })
    }
}
