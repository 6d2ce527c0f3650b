"""Writes `src/sinas/_sync` from `src/sinas/_async`: the same client without `await`.

python scripts/unasync.py [--check]
"""

import re
import sys
from pathlib import Path

ROOT = Path(__file__).parent.parent / "src" / "sinas"

REPLACEMENTS = [
    (r"\basync (def|for|with)\b", r"\1"),
    (r"\bawait ", ""),
    (r"\basynccontextmanager\b", "contextmanager"),
    (r"\baclosing\b", "closing"),
    (r"\bAsyncGenerator\[(\w+)\]", r"Generator[\1]"),
    (r"\bAwaitable\[(\w+)\]", r"\1"),
    (r", Awaitable\b|\bAwaitable, ", ""),
    (r"\bAsync(?=[A-Z])", ""),
    (r"\b__a(iter|enter|exit)__\b", r"__\1__"),
    (r"\ba(close|read|iter_bytes)\b", r"\1"),
    (r"\basyncio\.Lock\b", "threading.Lock"),
    (r"\basyncio\.sleep\b", "time.sleep"),
    (r"\basyncio\.shield\((.*)\)", r"\1"),
    (r"\bimport asyncio\b", "import {asyncio}"),
]

HEADER = "# Written by scripts/unasync.py. Do not edit.\n"


def unasync(text: str) -> str:
    """Return the synchronous twin of a module."""
    for pattern, replacement in REPLACEMENTS:
        text = re.sub(pattern, replacement, text)
    return HEADER + text.replace("{asyncio}", "threading" if "threading." in text else "time")


def main() -> int:
    """Write the files, or with `--check` say which are not what they should be."""
    stale = []
    for source in sorted((ROOT / "_async").glob("*.py")):
        target = ROOT / "_sync" / source.name
        text = unasync(source.read_text())
        if "--check" not in sys.argv:
            target.write_text(text)
        elif not target.exists() or target.read_text() != text:
            stale.append(target.name)
    for name in stale:
        print(f"_sync/{name} is not what scripts/unasync.py writes")
    return 1 if stale else 0


if __name__ == "__main__":
    sys.exit(main())
