"""Logs of all commands: structured, on standard error."""

from __future__ import annotations

import logging
import sys

import stamina
import structlog


def configure_logs(*, verbose: bool) -> None:
    """Send structlog's and the standard library's records to standard error.

    Args:
        verbose: debug messages too; otherwise from `info` on, and from libraries only warnings.
    """
    logging.basicConfig(stream=sys.stderr, level=logging.DEBUG if verbose else logging.WARNING, format="%(message)s")
    if not verbose:
        # They tell of each try that failed; what comes of the last one is an error of ours.
        logging.getLogger("urllib3").setLevel(logging.ERROR)
        stamina.instrumentation.set_on_retry_hooks([])
    structlog.configure(
        processors=[
            structlog.contextvars.merge_contextvars,
            structlog.processors.add_log_level,
            structlog.processors.TimeStamper(fmt="iso", utc=True),
            structlog.dev.ConsoleRenderer(colors=sys.stderr.isatty())
            if sys.stderr.isatty()
            else structlog.processors.JSONRenderer(),
        ],
        wrapper_class=structlog.make_filtering_bound_logger(logging.DEBUG if verbose else logging.INFO),
        logger_factory=structlog.PrintLoggerFactory(file=sys.stderr),
    )
