"""The readers that are compared: a program in Node.js that runs the badge page's own code, and others beside it."""

from __future__ import annotations

import json
import subprocess
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import IO

import numpy as np
import numpy.typing as npt

OURS, PLAIN, OTHER = "ours", "zxing-wasm", "jsQR"

_THEMES = Path(__file__).parents[2] / "themes"
_PROGRAM = _THEMES / "build" / "read-pictures.mjs"
_WASM = _THEMES / "node_modules" / "zxing-wasm" / "dist" / "reader" / "zxing_reader.wasm"


@dataclass(frozen=True)
class Look:
    """What a reader found in a picture.

    Attributes:
        texts: of the codes.
        milliseconds: how long it took.
    """

    texts: list[str]
    milliseconds: float


@dataclass(frozen=True)
class Readers:
    """The program while it runs."""

    requests: IO[str]
    answers: IO[str]
    picture: Path

    def look(self, picture: npt.NDArray[np.uint8], names: Sequence[str], *, first: bool) -> dict[str, Look]:
        """Let readers look at a picture.

        Args:
            picture: brightness by row and column.
            names: of the readers.
            first: the picture is the first one of a video.
        """
        self.picture.write_bytes(picture.tobytes())
        height, width = picture.shape
        request = {"file": str(self.picture), "width": width, "height": height, "isFirstOfVideo": first}
        self.requests.write(json.dumps({**request, "readers": list(names)}) + "\n")
        self.requests.flush()
        return {name: Look(**answer) for name, answer in json.loads(self.answers.readline()).items()}


@contextmanager
def running_readers(scratch: Path) -> Iterator[Readers]:
    """Build the program and run it.

    Args:
        scratch: a folder for the picture that is looked at.
    """
    subprocess.run(["npm", "run", "--silent", "build-benchmark"], cwd=_THEMES, check=True)  # noqa: S607
    command = ["node", str(_PROGRAM), str(_WASM)]
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True) as program:
        if program.stdin is None or program.stdout is None:
            raise RuntimeError("the readers' program has no input or no output")
        yield Readers(program.stdin, program.stdout, scratch / "picture")
        program.stdin.close()
