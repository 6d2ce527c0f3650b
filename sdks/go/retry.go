package sinas

import (
	"context"
	"errors"
	"math/rand/v2"
	"time"
)

const (
	firstDelay        = 250 * time.Millisecond
	longestDelay      = 8 * time.Second
	longestRetryAfter = time.Minute // a server that asks for more is better asked again by the caller
)

// retryDelay is how long to wait before the next attempt; false where there is none to be made.
// attempt is 0 for the first; repeatable says that the request may be carried out twice.
func retryDelay(err error, attempt, maxRetries int, repeatable bool) (time.Duration, bool) {
	if attempt >= maxRetries || !isTransient(err, repeatable) {
		return 0, false
	}
	delay := min(firstDelay<<min(attempt, 10), longestDelay)
	// Half of the delay is random, so that clients that failed together do not come back together.
	delay = delay/2 + rand.N(delay/2)
	var refused *APIError
	if errors.As(err, &refused) && refused.RetryAfter != nil {
		return max(delay, *refused.RetryAfter), *refused.RetryAfter <= longestRetryAfter
	}
	return delay, true
}

func isTransient(err error, repeatable bool) bool {
	var refused *APIError
	if errors.As(err, &refused) {
		switch refused.Status {
		case 429: // what was refused for its rate was not carried out
			return true
		case 502, 503, 504:
			return repeatable
		}
		return false
	}
	var broken *connectionError
	return errors.As(err, &broken) && (repeatable || broken.neverSent)
}

func sleep(ctx context.Context, delay time.Duration) error {
	timer := time.NewTimer(delay)
	defer timer.Stop()
	select {
	case <-timer.C:
		return nil
	case <-ctx.Done():
		return ctx.Err()
	}
}
