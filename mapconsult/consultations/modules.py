"""Which ES modules a module imports, so that a page can ask for all of them at once."""

import re
from functools import cache
from pathlib import Path
from posixpath import dirname, join, normpath

from django.conf import settings
from django.contrib.staticfiles import finders

# `import ... from "./x.js";`, `import "./x.js";` and `export ... from "./x.js";`, but not
# `await import("./x.js")`, which waits until it is needed.
IMPORTED = re.compile(r'^(?:import|export)\b[^;"\']*["\'](\.[^"\']+)["\'];', re.MULTILINE)


def needed_by(module):
    """The static paths of all modules that a module imports, itself not among them, the nearest first.

    Read from the sources once per process; on every call while developing.
    """
    return _read(module) if settings.DEBUG else _kept(module)


def _read(module):
    found = [module]
    for name in found:
        found += [path for path in _imports(name) if path not in found]
    return tuple(found[1:])


_kept = cache(_read)


def _imports(name):
    source = Path(finders.find(name)).read_text()
    paths = [normpath(join(dirname(name), path)) for path in IMPORTED.findall(source)]
    return list(dict.fromkeys(paths))
