"""The tool compose, which Debian 12 has only as its old first version: built from its Go module, and kept.

The module and all it needs are pinned by `compose/go.mod` and `go.sum`, the Go that builds it by `compose/go.txt`.
"""

from __future__ import annotations

import hashlib
import os
import shutil
import sys
import tempfile
from pathlib import Path

from homeroom.demo.places import cache_folder
from tests.support.containers.call import call

_PINS = Path(__file__).parent / "compose"
_MODULE = "github.com/docker/compose/v2"


def compose_tool() -> Path:
    """The program `docker-compose`; building it takes some minutes, once. Raises CallError."""
    pins = b"".join(path.read_bytes() for path in sorted(_PINS.iterdir()))
    tool = cache_folder() / "compose" / hashlib.sha256(pins).hexdigest()[:12] / "docker-compose"
    if not tool.is_file():
        tool.parent.mkdir(parents=True, exist_ok=True)
        with tempfile.TemporaryDirectory(dir=tool.parent) as scratch:
            _build(Path(scratch)).replace(tool)
    return tool


def _build(scratch: Path) -> Path:
    pip = (sys.executable, "-m", "pip", "install", "--quiet", "--disable-pip-version-check", "--require-hashes")
    call(*pip, "--target", scratch / "python", "--requirement", _PINS / "go.txt")
    go = scratch / "python" / "go" / "bin" / "go"
    for program in (go, *(scratch / "python" / "go" / "pkg" / "tool").glob("*/*")):
        program.chmod(0o755)
    folder = scratch / "module"
    shutil.copytree(_PINS, folder)
    kept = {name: value for name, value in os.environ.items() if not name.startswith("GO") or name == "GOPROXY"}
    environment = {**kept, "GOPATH": f"{scratch}/go", "GOCACHE": f"{scratch}/cache", "GOTOOLCHAIN": "local",
                   "GOFLAGS": "-modcacherw -buildvcs=false"}  # fmt: skip
    version = call(go, "list", "-m", "-f", "{{.Version}}", _MODULE, environment=environment, folder=folder).strip()
    built = scratch / "docker-compose"
    call(go, "build", "-trimpath", f"-ldflags=-s -w -X {_MODULE}/internal.Version={version}", "-o", built,
         f"{_MODULE}/cmd", environment=environment, folder=folder)  # fmt: skip
    return built
