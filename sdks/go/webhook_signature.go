package sinas

import (
	"crypto/hmac"
	"crypto/rand"
	"crypto/sha256"
	"encoding/base64"
	"fmt"
	"net/http"
	"strconv"
	"strings"
	"time"
)

// Tolerance is how far the clock of a webhook's sender may differ; what is older may be a replay.
const Tolerance = 5 * time.Minute

// SignWebhook returns the headers that sign a body as Standard Webhooks does: https://www.standardwebhooks.com.
// Send the very same bytes. A message that is sent again keeps its id; an empty id makes a new one.
func SignWebhook(body []byte, secret, id string, at time.Time) (http.Header, error) {
	if id == "" {
		id = "msg_" + rand.Text()
	}
	timestamp := strconv.FormatInt(at.Unix(), 10)
	mac, err := macOf(body, secret, id, timestamp)
	if err != nil {
		return nil, err
	}
	header := http.Header{}
	header.Set("webhook-id", id)
	header.Set("webhook-timestamp", timestamp)
	header.Set("webhook-signature", "v1,"+base64.StdEncoding.EncodeToString(mac))
	return header, nil
}

// VerifyWebhook sees that a request was signed by who holds the secret, and just now. The body is what came: JSON that
// was parsed and printed again has another signature. The error is a [*WebhookVerificationError].
func VerifyWebhook(body []byte, header http.Header, secret string) error {
	return verifyWebhook(body, header, secret, time.Now())
}

func verifyWebhook(body []byte, header http.Header, secret string, now time.Time) error {
	id, timestamp, signatures := header.Get("webhook-id"), header.Get("webhook-timestamp"), header.Get("webhook-signature")
	if id == "" || timestamp == "" || signatures == "" {
		return &WebhookVerificationError{"the headers webhook-id, webhook-timestamp and webhook-signature are required"}
	}
	seconds, err := strconv.ParseInt(timestamp, 10, 64)
	if err != nil {
		return &WebhookVerificationError{"the timestamp is not in Unix seconds"}
	}
	if now.Sub(time.Unix(seconds, 0)).Abs() > Tolerance {
		return &WebhookVerificationError{"the timestamp is too old or too new"}
	}
	expected, err := macOf(body, secret, id, timestamp)
	if err != nil {
		return err
	}
	// While a secret is changed, the sender signs with both.
	for _, signature := range strings.Fields(signatures) {
		encoded, isV1 := strings.CutPrefix(signature, "v1,")
		given, err := base64.StdEncoding.DecodeString(encoded)
		if isV1 && err == nil && hmac.Equal(given, expected) {
			return nil
		}
	}
	return &WebhookVerificationError{"no signature matches"}
}

func macOf(body []byte, secret, id, timestamp string) ([]byte, error) {
	key, err := base64.StdEncoding.DecodeString(strings.TrimPrefix(secret, "whsec_"))
	if err != nil || len(key) == 0 {
		return nil, &WebhookVerificationError{"the secret is not base64"}
	}
	mac := hmac.New(sha256.New, key)
	fmt.Fprintf(mac, "%s.%s.", id, timestamp)
	mac.Write(body)
	return mac.Sum(nil), nil
}
