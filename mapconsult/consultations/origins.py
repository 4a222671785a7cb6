"""Other hosts that a page may load pictures from: those of base maps and of map services, and no others."""

import re

ADDRESS = re.compile(
    r"(?P<scheme>https?)://([^/?#@]*@)?(?P<any>\{\w+\}\.)?(?P<host>[\w.-]+|\[[\da-f:.]+\])(?P<port>:\d+)?([/?#]|$)",
    re.ASCII | re.IGNORECASE,
)


def origin_of(url):
    """What Content-Security-Policy calls the host of a map service, or None if none can be made out.

    Leaflet's `{s}.tiles.example` stands for any of its hosts: `https://*.tiles.example`.
    """
    found = ADDRESS.match(url)
    if not found:
        return None
    any_of = "*." if found["any"] else ""
    return f"{found['scheme']}://{any_of}{found['host']}{found['port'] or ''}".lower()


def let_in_pictures(response, addresses):
    """Let a page show the pictures of these map services, those that its office has laid on the map."""
    if origins := {origin_of(address) for address in addresses} - {None}:
        response._csp_update = {"img-src": sorted(origins)}
