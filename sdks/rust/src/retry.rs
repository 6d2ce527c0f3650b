use std::hash::{BuildHasher, Hasher, RandomState};
use std::time::Duration;

use crate::error::Error;

const FIRST_DELAY: Duration = Duration::from_millis(250);
const LONGEST_DELAY: Duration = Duration::from_secs(8);
/// A server that asks for more than this is better asked again by the caller.
const LONGEST_RETRY_AFTER: Duration = Duration::from_mins(1);

/// How long to wait before the next attempt, or `None` where there is none to be made.
///
/// `attempt` is 0 for the first; `repeatable` says that the request may be carried out twice.
pub(crate) fn delay(error: &Error, attempt: u32, max_retries: u32, repeatable: bool) -> Option<Duration> {
    if attempt >= max_retries || !is_transient(error, repeatable) {
        return None;
    }
    let asked = match error {
        Error::Api(refused) => refused.retry_after.unwrap_or_default(),
        _ => Duration::ZERO,
    };
    if asked > LONGEST_RETRY_AFTER {
        return None;
    }
    // Half of the delay is random, so that clients that failed together do not come back together.
    let longest = FIRST_DELAY.saturating_mul(1 << attempt.min(10)).min(LONGEST_DELAY);
    let random = u32::try_from(random() % 1000).unwrap_or_default();
    Some((longest / 2 + longest / 2 * random / 1000).max(asked))
}

fn is_transient(error: &Error, repeatable: bool) -> bool {
    match error {
        // What was refused for its rate was not carried out.
        Error::Api(refused) => refused.status == 429 || (repeatable && matches!(refused.status, 502..=504)),
        Error::Connection { never_sent, .. } => repeatable || *never_sent,
        Error::Timeout => repeatable,
        _ => false,
    }
}

/// A number that differs every time. It is no secret.
pub(crate) fn random() -> u64 {
    RandomState::new().build_hasher().finish()
}

/// A key that no other call has.
pub(crate) fn unique_key() -> String {
    format!("{:016x}{:016x}", random(), random())
}
