"""The Python half of the sandbox: an outer process, its zygote, and one short-lived process for every execution (see PROTOCOL.md)."""
