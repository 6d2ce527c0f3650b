"""A webhook that runs for signed requests only (https://www.standardwebhooks.com), and a sender that signs."""
import base64
import hashlib
import hmac
import json
import os
import secrets
import time
import urllib.error
import urllib.request

BASE_URL = os.environ["SINAS_BASE_URL"].rstrip("/")
API_KEY = os.environ["SINAS_API_KEY"]

RECEIVE = '''
def handler(input, context):
    print("order", input["order"], "delivery", context["request"]["headers"]["webhook-id"])
    return {"accepted": input["order"]}
'''


def request(method, path, body=None, headers=None):
    """Status and JSON of an answer, whatever its status is."""
    data = body if isinstance(body, bytes) else json.dumps(body).encode() if body is not None else None
    call = urllib.request.Request(BASE_URL + path, data=data, method=method, headers={"content-type": "application/json", **(headers or {})})
    try:
        with urllib.request.urlopen(call) as answer:
            return answer.status, json.load(answer)
    except urllib.error.HTTPError as error:
        return error.code, json.load(error)


def manage(method, path, body=None):
    return request(method, "/api/v1" + path, body, {"x-api-key": API_KEY})


def save(collection, item, body, create_only):
    """Changes what is there, or makes it."""
    status, answer = manage("PUT" if collection == "/functions" else "PATCH", f"{collection}/{item}", body)
    if status == 404:
        status, answer = manage("POST", collection, {**create_only, **body})
    assert status in (200, 201), answer
    return answer


def sign(secret, delivery_id, timestamp, body):
    key = base64.b64decode(secret.removeprefix("whsec_"))
    signed = f"{delivery_id}.{timestamp}.".encode() + body
    return "v1," + base64.b64encode(hmac.new(key, signed, hashlib.sha256).digest()).decode()


def deliver(body, signature_of):
    delivery_id, timestamp = f"msg_{secrets.token_hex(8)}", str(int(time.time()))
    headers = {"webhook-id": delivery_id, "webhook-timestamp": timestamp, "webhook-signature": signature_of(delivery_id, timestamp, body)}
    return request("POST", "/webhooks/examples/orders", body, headers)


secret = "whsec_" + base64.b64encode(secrets.token_bytes(24)).decode()
save("/functions", "examples/receive_order", {"code": RECEIVE}, {"namespace": "examples", "name": "receive_order"})
save(
    "/webhooks",
    "examples/orders",
    {
        "function_namespace": "examples",
        "function_name": "receive_order",
        "requires_auth": False,
        "signature": {"scheme": "standard_webhooks", "secret": secret},
    },
    {"path": "examples/orders"},
)

order = json.dumps({"order": 42}).encode()
print("signed:  ", *deliver(order, lambda *parts: sign(secret, *parts)))
print("unsigned:", *deliver(order, lambda *parts: "v1,bm90IGEgc2lnbmF0dXJl"))
