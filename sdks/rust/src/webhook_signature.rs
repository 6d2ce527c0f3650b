use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use hmac::{Hmac, KeyInit, Mac};
use sha2::Sha256;

use crate::error::{Error, Result, unix_time};
use crate::retry::unique_key;

/// Seconds that the sender's clock may differ; what is older may be a replay.
const TOLERANCE: u64 = 300;

/// The headers of a signed webhook, as Standard Webhooks has them: <https://www.standardwebhooks.com>.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct WebhookSignature {
    /// `webhook-id`. A message that is sent again keeps it.
    pub id: String,
    /// `webhook-timestamp`, in Unix seconds.
    pub timestamp: String,
    /// `webhook-signature`: one or more, with spaces between.
    pub signature: String,
}

impl WebhookSignature {
    /// Signs a body with a secret, `whsec_` and base64. Send the very same bytes.
    pub fn sign(body: &[u8], secret: &str) -> Result<Self> {
        let (id, timestamp) = (format!("msg_{}", unique_key()), unix_time().to_string());
        let signature = format!("v1,{}", STANDARD.encode(mac(body, secret, &id, &timestamp)?.finalize().into_bytes()));
        Ok(Self { id, timestamp, signature })
    }

    /// Sees that a request was signed by who holds the secret, and just now. The body is what came: JSON that was
    /// parsed and printed again has another signature.
    pub fn verify(&self, body: &[u8], secret: &str) -> Result<()> {
        self.verify_at(body, secret, unix_time())
    }

    fn verify_at(&self, body: &[u8], secret: &str, now: u64) -> Result<()> {
        if self.id.is_empty() || self.timestamp.is_empty() || self.signature.is_empty() {
            return Err(Error::WebhookVerification("the headers webhook-id, webhook-timestamp and webhook-signature are required"));
        }
        let sent: u64 = self.timestamp.parse().map_err(|_| Error::WebhookVerification("the timestamp is not in Unix seconds"))?;
        if now.abs_diff(sent) > TOLERANCE {
            return Err(Error::WebhookVerification("the timestamp is too old or too new"));
        }
        let mac = mac(body, secret, &self.id, &self.timestamp)?;
        // While a secret is changed, the sender signs with both.
        let given = self.signature.split(' ').filter_map(|signature| STANDARD.decode(signature.strip_prefix("v1,")?).ok());
        let mut holds = given.map(|signature| mac.clone().verify_slice(&signature).is_ok());
        if holds.any(|holds| holds) { Ok(()) } else { Err(Error::WebhookVerification("no signature matches")) }
    }
}

fn mac(body: &[u8], secret: &str, id: &str, timestamp: &str) -> Result<Hmac<Sha256>> {
    let bad = |_| Error::WebhookVerification("the secret is not base64");
    let key = STANDARD.decode(secret.strip_prefix("whsec_").unwrap_or(secret)).map_err(bad)?;
    let mut mac = Hmac::<Sha256>::new_from_slice(&key).map_err(|_| Error::WebhookVerification("the secret is no key"))?;
    mac.update(format!("{id}.{timestamp}.").as_bytes());
    mac.update(body);
    Ok(mac)
}
