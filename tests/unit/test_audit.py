"""The audit says what is known to be vulnerable, and never that all is well if nobody could be asked."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import pytest
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import Route

from sbom.audit import purls
from tests.support.web_server import running_web_server

BAD = "pkg:pypi/jinja2@2.10"
KEYCLOAK = "pkg:maven/org.keycloak/keycloak-quarkus-dist@26.7.3?type=zip"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    components = [{"purl": BAD}, {"purl": "pkg:npm/zxcvbn@4.4.2"}, {"purl": KEYCLOAK}]
    (tmp_path / "all.cdx.json").write_text(json.dumps({"components": components}), encoding="utf-8")
    return tmp_path


async def querybatch(request: Request) -> Response:
    """As OSV answers: a result a query, in their order, empty where nothing is known."""
    queries = (await request.json())["queries"]
    known = {"vulns": [{"id": "GHSA-462w-v97r-4m45"}]}
    return JSONResponse({"results": [known if query["package"]["purl"] == BAD else {} for query in queries]})


def audit(folder: Path, service: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-m", "sbom.audit", folder, service], capture_output=True, text=True, check=False
    )


def test_what_is_vulnerable_is_named(folder: Path) -> None:
    with running_web_server(Starlette(routes=[Route("/v1/querybatch", querybatch, methods=["POST"])])) as url:
        ended = audit(folder, url)
    assert ended.returncode == 3
    assert f"{BAD}: GHSA-462w-v97r-4m45" in ended.stdout


def test_what_is_not_vulnerable_is_clean(folder: Path) -> None:
    (folder / "all.cdx.json").write_text(json.dumps({"components": [{"purl": KEYCLOAK}]}), encoding="utf-8")
    with running_web_server(Starlette(routes=[Route("/v1/querybatch", querybatch, methods=["POST"])])) as url:
        ended = audit(folder, url)
    assert (ended.returncode, ended.stderr) == (0, "")


@pytest.mark.parametrize("answer", [JSONResponse({"message": "no"}, status_code=503), JSONResponse({"results": []})])
def test_whoever_does_not_answer_properly_was_not_asked(folder: Path, answer: Response) -> None:
    async def fails(_: Request) -> Response:
        return answer

    with running_web_server(Starlette(routes=[Route("/v1/querybatch", fails, methods=["POST"])])) as url:
        ended = audit(folder, url)
    assert ended.returncode == 4
    assert "NOT AUDITED" in ended.stderr


def test_a_service_that_is_not_there_was_not_asked(folder: Path) -> None:
    ended = audit(folder, "http://127.0.0.1:1")
    assert ended.returncode == 4
    assert "Traceback" not in ended.stderr


def test_keycloak_is_asked_for_under_the_names_of_its_advisories(folder: Path) -> None:
    assert "pkg:maven/org.keycloak/keycloak-services@26.7.3" in purls(folder)
    assert not any("quarkus-dist" in purl for purl in purls(folder))
