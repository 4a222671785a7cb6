"""Secrets that stand in links: only their digests are kept."""

import hashlib
import uuid


def token_digest(token):
    """What is stored of a token: 128 bits of its SHA-256. A long random token needs no slow hash."""
    return uuid.UUID(bytes=hashlib.sha256(token.encode()).digest()[:16])
