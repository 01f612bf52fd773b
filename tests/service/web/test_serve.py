"""`communique serve` as a command: when it starts, when it refuses, how it ends."""

from __future__ import annotations

import http.client
import socket
import sqlite3
from contextlib import ExitStack
from pathlib import Path

import pytest

from archive import open_archive
from tests.service.terminal import communique
from tests.service.web.pages import Site, configured, fill, serving, site_links, started
from web.server import HEADERS, MOST


@pytest.fixture
def directory(tmp_path: Path, sqlite_template: Path) -> Path:
    configured(tmp_path)
    (tmp_path / "archive.db").write_bytes(sqlite_template.read_bytes())
    return tmp_path


def edit(directory: Path, old: str, new: str) -> None:
    path = directory / "settings.yaml"
    text = path.read_text()
    assert old in text
    path.write_text(text.replace(old, new))


def test_it_serves_until_it_is_told_to_stop(directory: Path) -> None:
    with serving(directory) as address:  # which looks at the status at the end
        assert address.startswith("http://127.0.0.1:")


def test_without_web_it_says_what_is_missing(directory: Path) -> None:
    edit(directory, 'web: {url: "https://desk.example/c/", secret_file: secret}', "")
    answer = communique("serve", "--config", str(directory))
    assert answer.status == 4
    assert "web: is missing in settings.yaml" in answer.err


def test_without_its_secret_it_does_not_start(directory: Path) -> None:
    edit(directory, ", secret_file: secret", "")
    answer = communique("serve", "--config", str(directory))
    assert answer.status == 4
    assert "web.secret: is missing; give it as COMMUNIQUE_WEB__SECRET" in answer.err


def test_a_port_that_is_taken_is_named(directory: Path) -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]
        answer = communique("serve", "--config", str(directory), "--port", str(port))
    assert answer.status == 1
    assert f"cannot listen on 127.0.0.1:{port}: Address already in use" in answer.err


def test_it_makes_no_archive(directory: Path) -> None:
    (directory / "archive.db").unlink()
    answer = communique("serve", "--config", str(directory), "--port", "0")
    assert answer.status == 1
    assert "is empty: run `communique db upgrade` first" in answer.err


def test_beyond_this_machine_it_warns(directory: Path) -> None:
    edit(directory, "secret_file: secret}", "secret_file: secret, host: 0.0.0.0}")
    with started(directory) as process:
        said = ""
        for line in process.stderr:
            said += line
            if "listening" in line:
                break
        process.terminate()
        process.communicate()
    assert "warning: 0.0.0.0 can be reached from other machines, without encryption" in said
    assert process.returncode == 0


def test_an_archive_that_cannot_be_read_is_an_answer_and_no_crash(directory: Path) -> None:
    links = site_links(configured(directory))
    path = directory / "archive.db"
    with open_archive(f"sqlite:///{path}") as archive, serving(directory) as address:
        site = Site(address, links, archive)
        assert site.get("/robots.txt").status == 200
        with path.open("r+b") as stream:
            stream.write(b"x" * path.stat().st_size)
        for link in ("/healthz", links.archived(1)):
            answer = site.get(link)
            assert answer.status == 503
            assert "The archive cannot be read at the moment." in answer.text
            assert answer.headers["x-content-type-options"] == "nosniff"


def test_whom_the_server_itself_turns_away_gets_the_headers_of_all_others(directory: Path) -> None:
    with serving(directory) as address, ExitStack() as others:
        host, port = address.removeprefix("http://").split(":")
        waiting = [
            others.enter_context(socket.create_connection((host, int(port)), timeout=20)) for _ in range(MOST)
        ]
        waiting[-1].sendall(b"GET /robots.txt HTTP/1.1\r\nHost: x\r\n\r\n")
        answer = http.client.HTTPResponse(waiting[-1])
        answer.begin()
        assert (answer.status, answer.read()) == (503, b"Service Unavailable")
        assert {name: answer.headers[name] for name in HEADERS} == HEADERS
        waiting[0].sendall(b"\x16\x03\x01 what is no HTTP\r\n\r\n")
        answer = http.client.HTTPResponse(waiting[0])
        answer.begin()
        assert (answer.status, answer.headers["content-type"]) == (400, "text/plain; charset=utf-8")
        assert answer.read() == b"Invalid HTTP request received.", "nothing of what was asked"


def test_a_fault_of_ours_is_a_page_with_the_headers_of_all_others(directory: Path) -> None:
    links = site_links(configured(directory))
    with open_archive(f"sqlite:///{directory / 'archive.db'}") as archive:
        fill(archive)
    with sqlite3.connect(directory / "archive.db") as connection:
        connection.execute("UPDATE reading SET payload = '{}'")
    connection.close()
    with (
        open_archive(f"sqlite:///{directory / 'archive.db'}") as archive,
        serving(directory, faults=True) as address,
    ):
        site = Site(address, links, archive)
        broken, missing = site.get(links.archived(1)), site.get("/nothing")
    assert (broken.status, missing.status) == (500, 404)
    assert "Something went wrong here." in broken.text
    assert "Traceback" not in broken.text
    own = {"date", "server", "content-length", "connection"}
    shown = [
        {k.lower(): v for k, v in one.headers.items() if k.lower() not in own} for one in (broken, missing)
    ]
    assert shown[0] == shown[1]
    assert "content-security-policy" in shown[0]
