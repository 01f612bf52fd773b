"""Watches and feedback at the command line: tried, added after asking, warned of, answered, forgotten."""

from __future__ import annotations

import shutil
from datetime import date, timedelta
from pathlib import Path

import pytest

from archive import open_archive
from archive.records import SourceEntry
from config import load
from pipeline import watches
from statements.clock import SystemClock
from statements.labels import Grade, Precision
from statements.model import New, NewVersion, Published
from tests.contract.examples import new, reading, revised
from tests.service.terminal import Answer, communique
from tests.unit.cli import filled
from tests.unit.config.directories import write


@pytest.fixture(scope="module")
def template(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return filled.make(tmp_path_factory.mktemp("desk") / "desk")


@pytest.fixture
def desk(template: Path, tmp_path: Path) -> Path:
    shutil.copytree(template, tmp_path / "desk")
    return tmp_path / "desk"


def ask(desk: Path, *arguments: str) -> Answer:
    answer = communique(*arguments, "--config", str(desk))
    assert "Traceback" not in answer.err
    return answer


def test_a_query_can_be_tried_without_a_watch(desk: Path) -> None:
    answer = ask(desk, "watches", "test", "--query", "stance:condemnation issuer:DE")
    assert "query: would have fired never" in answer.err
    assert "nearly:" in answer.out
    assert "the issuer is FR, not DE" in answer.out
    assert "held back by one condition alone: issuer:DE 1" in answer.err
    sure = ask(desk, "watches", "test", "--query", "stance:condemnation", "--min-confidence", "1", "--json")
    assert (sure.json["fired"], sure.json["not_sure_enough"]) == (0, 1)
    assert "the watch wants 1.00" in sure.json["near_misses"][0]["why"]
    assert ask(desk, "watches", "test", "--query", "stance:anger").status == 2
    assert ask(desk, "watches", "test", "--query", "source:nowhere").status == 2
    assert ask(desk, "watches", "test").status == 2
    assert ask(desk, "watches", "test", "syria", "--query", "x").status == 2


def test_examples_say_what_each_alert_was_about(tmp_path: Path) -> None:
    write(tmp_path, "network: {contact: 'mailto:desk@example.org'}\n")
    text = "The Minister opened the annual book fair in Vienna, and stayed there for the whole afternoon."
    began = SystemClock().now() - timedelta(days=9)
    one, again = (
        new(name, text=text, published=Published(precision=Precision.DAY, day=day, zone="UTC", origin="feed"))
        for name, day in (("one", date(2024, 1, 3)), ("again", date(2024, 6, 3)))
    )
    with open_archive(f"sqlite:///{tmp_path / 'communique.db'}", migrate=True) as archive:
        archive.sources.sync([SourceEntry(id="a", issuer="FR", host="a", every=timedelta(hours=1))], began)
        lease = archive.sources.claim("a", began, owner="test", lease=timedelta(days=9))
        assert lease is not None

        def store(intent: New | NewVersion, day: int, grade: Grade | None = None) -> None:
            at = began + timedelta(days=day)
            archive.statements.store(lease, intent, now=at, capture=None, baseline=False)
            [version] = archive.readings.unread(9)
            archive.readings.record(version, reading(), watches=[], compose=lambda _: [], now=at, grade=grade)

        store(one, 1)
        store(again, 2)
        known = archive.statements.known("a", one.candidate.locators, "", began)
        assert known is not None
        store(revised(known, name="one", text=f"{text} He was there in 2019 as well."), 3, Grade.SIGNATORIES)
        for day in (4, 5):
            at = began + timedelta(days=day)
            archive.statements.missing(lease, known.statement, at, at + timedelta(hours=1), "HTTP 404")
    found = ask(tmp_path, "watches", "test", "--query", "fair", "--json").json
    days = [(began + timedelta(days=day)).date().isoformat() for day in range(6)]
    assert {(row["id"], row["about"], row["grade"], row["at"][:10]) for row in found["examples"]} == {
        (1, "new", None, days[1]),
        (2, "reissue", None, days[2]),
        (1, "edit", "signatories", days[3]),
        (1, "withdrawn", None, days[5]),
    }
    shown = ask(tmp_path, "watches", "test", "--query", "fair").out
    assert f"{days[1]}  FR   On Aleppo" in shown
    assert f"{days[2]}  FR   re-issue: On Aleppo" in shown
    assert f"{days[3]}  FR   edit (signatories): On Aleppo" in shown
    assert f"{days[5]}  FR   withdrawn: On Aleppo" in shown


def test_templates_are_listed_with_what_they_are_for() -> None:
    answer = communique("watches", "templates")
    assert "new-warning" in answer.out
    assert "drop" in answer.out
    assert {"id", "name", "purpose", "query", "rate"} == set(
        communique("watches", "templates", "--json").json[0]
    )


def test_a_watch_is_added_after_its_rehearsal(desk: Path) -> None:
    before = (desk / "watches.yaml").read_text()
    unasked = ask(desk, "watches", "add", "strong-condemnation", "--to", "slack:C2")
    assert unasked.status == 1
    assert "strong-condemnation: would have fired once" in unasked.err
    assert "say --yes" in unasked.err
    assert (desk / "watches.yaml").read_text() == before

    added = ask(desk, "watches", "add", "strong-condemnation", "--to", "slack:C2", "--rate", "daily", "--yes")
    assert added.status == 0, added.err
    written = (desk / "watches.yaml").read_text()
    assert written.startswith(before)
    assert "# The sharpest words short of a warning, whoever they are for." in written
    [_, watch] = load(desk, {}).watches
    assert (watch.id, watch.rate, watch.to) == ("strong-condemnation", "daily", ("slack:C2",))

    own = ask(desk, "watches", "add", "--id", "fairs", "--query", '"book fair" -football', "--yes", "--json")
    assert own.json["rehearsal"]["fired"] == 2
    assert own.json["added"]["name"] == '"book fair" -football'
    assert ask(desk, "watches", "test", "fairs", "--json").json["fired"] == 2


def test_a_watch_with_a_board_is_added_and_tried(desk: Path) -> None:
    added = ask(desk, "watches", "add", "silent-on-weapons", "--to", "slack:C2", "--yes")
    assert added.status == 0, added.err
    watch = load(desk, {}).watches[-1]
    assert watch.board is not None
    assert (watch.rate, watch.board.expected, watch.board.pause) == ("off", ("p5",), timedelta(days=7))
    assert "told who had not spoken" not in ask(desk, "watches", "test", watch.id).err, "nothing began"
    path, at = desk / "watches.yaml", SystemClock().now() - timedelta(days=3)
    path.write_text(path.read_text().replace("'topic:nuclear-wmd stance:condemnation'", "sarin"))
    with open_archive(f"sqlite:///{desk / 'communique.db'}") as archive:
        lease = archive.sources.claim("a", SystemClock().now(), owner="test", lease=timedelta(hours=1))
        assert lease is not None
        when = Published(precision=Precision.INSTANT, instant=at)
        given = new("sarin", text="It was sarin.", published=when)
        archive.statements.store(lease, given, now=at, capture=None, baseline=False)
        version = archive.readings.unread(9)[-1]
        archive.readings.record(version, reading(), watches=[], compose=lambda _: [], now=at)
    assert "once it would have told who had not spoken" in ask(desk, "watches", "test", watch.id).err
    again = ask(desk, "watches", "test", watch.id, "--json").json
    assert (again["fired"], again["messages"], again["boards"]) == (1, 0, 1)


@pytest.mark.parametrize(
    ("arguments", "status", "said"),
    [
        (("add",), 1, "name a template"),
        (("add", "nothing"), 1, "there is no template 'nothing'"),
        (("add", "sanctions", "--id", "syria"), 1, "there is a watch 'syria' already"),
        (("add", "sanctions", "--to", "webhook:night"), 1, '--to webhook:night: the webhook "night"'),
        (("add", "sanctions", "--to", "#desk"), 1, "must be"),
        (
            ("add", "silent-on-weapons", "--yes"),
            1,
            "its board has nowhere to go; give a destination with --to",
        ),
        (("add", "sanctions", "--rate", "often"), 1, "rate: "),
        (("add", "--id", "a", "--query", "stance:anger"), 2, "stance: cannot be 'anger'"),
        (("add", "--id", "a", "--query", "topic:grain"), 2, "topic: cannot be 'grain'"),
        (("add", "sanctions", "--yes", "--since", "soon"), 1, "cannot read 'soon'"),
        (
            ("add", "--id", "a", "--query", "fair", "--min-confidence", "0.5", "--yes"),
            1,
            "asks for no stance",
        ),
        (("test", "--query", "fair", "--min-confidence", "0.5"), 1, "asks for no stance"),
        (
            ("test", "--query", "stance:warning", "--min-confidence", "nan"),
            2,
            "nan is not a number from 0 to 1",
        ),
        (("add", "sanctions", "--min-confidence", "nan", "--yes"), 2, "nan is not a number from 0 to 1"),
    ],
)
def test_what_cannot_be_added_is_refused_with_its_reason(
    desk: Path, arguments: tuple[str, ...], status: int, said: str
) -> None:
    before = (desk / "watches.yaml").read_text()
    answer = ask(desk, "watches", *arguments)
    assert (answer.status, said in answer.err) == (status, True), answer.err
    assert (desk / "watches.yaml").read_text() == before


def busy_desk(tmp_path: Path, *, days: int, a_day: int) -> Path:
    """A desk whose archive has matched so often a day."""
    write(
        tmp_path,
        "network: {contact: 'mailto:desk@example.org'}\nhooks: {desk: {url: 'https://desk.example/x', secret_file: s}}\n",
        watches="watches:\n  - {id: loud, name: Loud, query: restraint, to: ['http:desk']}\n"
        "  - {id: summed, name: Summed, query: restraint, to: ['http:desk'], rate: daily}\n"
        "  - {id: quiet, name: Quiet, query: football, to: ['http:desk']}\n"
        "  - {id: nowhere, name: Nowhere, query: restraint}\n",
    )
    (tmp_path / "s").write_text("a-secret-of-more-than-sixteen-letters")
    (tmp_path / "s").chmod(0o600)
    now = SystemClock().now()
    with open_archive(f"sqlite:///{tmp_path / 'communique.db'}", migrate=True) as archive:
        archive.sources.sync([SourceEntry(id="a", issuer="FR", host="a", every=timedelta(hours=1))], now)
        lease = archive.sources.claim("a", now, owner="test", lease=timedelta(hours=1))
        assert lease is not None
        for n in range(days * a_day):
            at = now - timedelta(days=days) + n * timedelta(days=1) / a_day
            archive.statements.store(lease, new(f"s{n}"), now=at, capture=None, baseline=False)
            [version] = archive.readings.unread(9)
            archive.readings.record(version, reading(), watches=[], compose=lambda _: [], now=at)
    return tmp_path


def test_a_watch_that_would_fire_too_often_is_warned_of(tmp_path: Path) -> None:
    desk = busy_desk(tmp_path, days=5, a_day=8)
    said = "the watch 'loud' would fire 8 times a day"
    for command in (("config", "check"), ("watches", "list")):
        answer = ask(desk, *command)
        assert answer.status == 0
        assert said in answer.err
        assert answer.err.count("would fire") == 1
    assert [row["per_day"] for row in ask(desk, "watches", "list", "--json").json] == [8.0, None, None, None]
    warned = ask(desk, "config", "check", "--json").json["warnings"]
    assert any(said in warning for warning in warned)
    assert "would fire 8 times a day" in ask(desk, "watches", "test", "loud").err
    assert (
        "warning: it would fire 8 times a day"
        in ask(desk, "watches", "add", "--id", "x", "--query", "restraint").err
    )


def test_nobody_is_warned_without_ground(tmp_path: Path) -> None:
    young = busy_desk(tmp_path, days=2, a_day=8)
    assert watches.warnings(load(young, {})) == []
    (young / "communique.db").unlink()
    assert watches.warnings(load(young, {})) == []
    assert not (young / "communique.db").exists(), "nothing is made by looking"
    (young / "communique.db").write_text("no database")
    assert watches.warnings(load(young, {})) == []
    added = ask(young, "watches", "add", "sanctions", "--yes")
    assert added.status == 0
    assert "There is no archive yet" in added.err


def test_answers_are_kept_shown_counted_and_forgotten(desk: Path) -> None:
    first = ask(desk, "feedback", "add", "1", "relevant", "--watch", "syria", "--by", "ana")
    assert (first.status, first.err) == (0, "statement 1 is relevant\n")
    again = ask(desk, "feedback", "add", "1", "relevant", "--watch", "syria", "--by", "ana")
    assert "as said before" in again.err
    ask(desk, "feedback", "add", "2", "not-relevant", "--by", "bo")
    rows = ask(desk, "feedback", "list", "--json").json
    assert [(row["statement"], row["watch"], row["person"], row["relevant"], row["via"]) for row in rows] == [
        (1, "syria", "ana", True, "cli"),
        (2, "", "bo", False, "cli"),
    ]
    assert "syria" in ask(desk, "feedback", "list", "--watch", "syria").out
    report = ask(desk, "feedback", "report")
    assert "2 answers of 2 people on 2 statements; nothing learns from them" in report.err
    assert "1 of 1" in report.out
    assert "0.21 to 1.00" in report.out
    assert "no label" not in ask(desk, "feedback", "report", "--since", "1h").err
    shape = ask(desk, "feedback", "report", "--json").json
    assert {"answers", "people", "statements", "target", "watches", "labels"} == set(shape)
    assert (
        ask(desk, "feedback", "forget", "ana").err
        == "deleted 1 answer of ana, and the name from 0 mutes and 0 rulings on stories\n"
    )
    assert [row["person"] for row in ask(desk, "feedback", "list", "--json").json] == ["bo"]


@pytest.mark.parametrize(
    ("arguments", "status", "said"),
    [
        (("add", "99", "relevant", "--by", "ana"), 1, "there is no statement 99"),
        (("add", "1", "relevant", "--by", "ana", "--watch", "nobody"), 1, "there is no watch 'nobody'"),
        (("add", "1", "relevant", "--by", "  "), 1, "say who answers"),
        (("add", "1", "perhaps", "--by", "ana"), 2, "perhaps"),
        (("report", "--since", "soon"), 1, "cannot read 'soon'"),
    ],
)
def test_answers_that_cannot_be_kept_are_refused(
    desk: Path, arguments: tuple[str, ...], status: int, said: str
) -> None:
    answer = ask(desk, "feedback", *arguments)
    assert (answer.status, said in answer.err) == (status, True), answer.err
