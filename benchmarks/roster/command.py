"""A program: its time, its memory, and what it says it did; `homeroom sync run` above all."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import time
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryFile
from typing import Any

from benchmarks.realm.tools import ToolError

_KIB_PER_MIB = 1024


@dataclass(frozen=True)
class Program:
    """A program that ended well.

    Attributes:
        seconds: from its start to its end.
        memory: most memory that it had at once, MiB.
        processor: seconds of processors.
        document: the JSON document that it printed.
    """

    seconds: float
    memory: float
    processor: float
    document: dict[str, Any]


@dataclass(frozen=True)
class SyncRun:
    """A run that ended well.

    Attributes:
        seconds: from the start of the program to its end.
        memory: most memory that it had at once, MiB.
        processor: seconds of processors.
        result: `result` of its JSON document.
    """

    seconds: float
    memory: float
    processor: float
    result: dict[str, Any]

    def written(self, kind: str) -> int:
        """How many rows of a type were written."""
        counts: dict[str, int] = self.result["counts"].get(kind, {})
        return sum(counts.values())

    def seconds_of(self, kind: str) -> float:
        """How long writing rows of a type took."""
        return float(self.result["secondsByType"].get(kind, 0))


def sync_run(district: Path, roster: Path) -> SyncRun:
    """Run it. Raises ToolError."""
    command = [sys.executable, "-m", "homeroom", "sync", "run", "--json", "--district", str(district)]
    ended = program([*command, "--source", str(roster)])
    return SyncRun(ended.seconds, ended.memory, ended.processor, ended.document["result"])


def program(command: Sequence[str]) -> Program:
    """Run a program that prints a JSON document. Raises ToolError."""
    begun = time.perf_counter()
    with TemporaryFile() as out, TemporaryFile() as errors:
        process = subprocess.Popen(command, stdout=out, stderr=errors)
        _, status, usage = os.wait4(process.pid, 0)  # of psutil and subprocess neither tells the peak of a program
        seconds = time.perf_counter() - begun
        process.returncode = os.waitstatus_to_exitcode(status)
        out.seek(0)
        errors.seek(0)
        if process.returncode:
            name = " ".join(command[1:4])
            raise ToolError(f"{name} ended with {process.returncode}:\n{errors.read()[-2000:].decode()}")
        processor = usage.ru_utime + usage.ru_stime
        return Program(seconds, usage.ru_maxrss / _KIB_PER_MIB, processor, json.loads(out.read()))
