"""What plans are called: hashes over what they say, as snapshots are."""

from hashlib import sha256

from unisono.domain.plans import Plan
from unisono.storage.ledger.records import to_bytes


def plan_name(plan: Plan) -> str:
    """Return the hash that names a plan: SHA-256 over its canonical bytes, in hexadecimal."""
    return sha256(to_bytes(plan)).hexdigest()
