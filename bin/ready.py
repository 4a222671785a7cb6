"""Ask a web server of this project whether it is ready:  bin/ready.py ADDRESS:PORT  (exit code 0 or 1).

It asks under an allowed host name, and as a proxy that ends TLS would, so that the answer
does not depend on ALLOWED_HOSTS and SECURE.
"""

import os
import sys
import urllib.request
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))
os.environ.setdefault("DJANGO_SETTINGS_MODULE", "mapconsult.settings")

from django.conf import settings  # noqa: E402 (the path comes first)

names = [name.lstrip(".") for name in settings.ALLOWED_HOSTS if name != "*"]
headers = {"Host": names[0] if names else "localhost", "X-Forwarded-Proto": "https"}
request = urllib.request.Request(f"http://{sys.argv[1]}/readyz", headers=headers)
try:
    urllib.request.urlopen(request, timeout=5)  # nosec B310
except OSError as error:
    sys.exit(f"{sys.argv[1]} is not ready: {error}")
