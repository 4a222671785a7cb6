"""Under which keys the cache keeps things."""

from django.utils.crypto import salted_hmac


def keyed(key, prefix, version):
    """A keyed hash of what Django would write: allauth's keys hold hashes of e-mails without a secret, which
    whoever has a copy of the database could try addresses on."""
    return salted_hmac("mapconsult.caching", f"{prefix}:{version}:{key}", algorithm="sha256").hexdigest()
