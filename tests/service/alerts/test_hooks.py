"""Signed webhooks: a real receiver that answers, refuses, hangs up and checks what it is sent."""

from __future__ import annotations

import re
import subprocess
import sys
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import pytest

from alerts import forms
from alerts.hooks import Hook, HttpSender, signature
from alerts.outcomes import REFUSALS
from archive import Archive
from archive.posts import OutboxState
from statements.clock import ManualClock
from statements.model import Message
from tests.service.alerts.receiver import Receiver, receiving
from tests.service.alerts.world import PATIENCE, Desk
from tests.unit.alerts.announcements import KEY, announcement

SECRET = "shared-with-nobody"
SENT, PENDING, DEAD, AMBIGUOUS = (
    OutboxState.SENT,
    OutboxState.PENDING,
    OutboxState.DEAD,
    OutboxState.AMBIGUOUS,
)
LATER = timedelta(minutes=20)


@pytest.fixture
def receiver() -> Iterator[Receiver]:
    with receiving() as found:
        yield found


@pytest.fixture
def post(archive: Archive, clock: ManualClock, receiver: Receiver) -> Desk:
    hooks = {
        "intake": Hook(url=receiver.url, secret=SECRET),
        "down": Hook(url="http://127.0.0.1:9/", secret=SECRET),
    }
    return Desk(archive, clock, {"http": HttpSender(hooks, clock=clock, timeout=PATIENCE)})


def queue(desk: Desk, name: str = "intake", key: str = KEY) -> None:
    payload = forms.payload("http", announcement(key=key))
    desk.put([Message(dedupe_key=key, channel="http", destination=name, kind="alert", payload=payload)])


def test_an_event_arrives_once_and_signed(post: Desk, receiver: Receiver, clock: ManualClock) -> None:
    queue(post)
    queue(post)
    assert post.deliver().sent == 1
    assert post.deliver(LATER).sent == 0
    ((headers, body),) = receiver.requests
    assert headers["Content-Type"] == "application/json"
    assert headers["X-Communique-Event"] == KEY == receiver.events[0]["id"]
    moment = int(clock.now().timestamp() - LATER.total_seconds())
    assert headers["X-Communique-Signature"] == signature(SECRET, body, moment)
    assert "X-Communique-Repeat" not in headers


@pytest.mark.parametrize("answer", ["hang up", (500, {}), (502, {}), (503, {}), (504, {})])
def test_a_doubtful_answer_is_repeated_with_the_same_id_and_marked(
    post: Desk, receiver: Receiver, answer: tuple[int, dict[str, str]] | str
) -> None:
    receiver.answers = [answer]
    queue(post)
    assert post.deliver().ambiguous == 1
    assert post.deliver(timedelta(seconds=30)).repeated == 0
    post.deliver(timedelta(minutes=1))
    first, second = receiver.requests
    assert first[0]["X-Communique-Event"] == second[0]["X-Communique-Event"]
    assert first[1] == second[1]
    assert second[0]["X-Communique-Repeat"] == "true"
    assert first[0]["X-Communique-Signature"] != second[0]["X-Communique-Signature"]
    assert (post.row.state, post.row.maybe_repeat) == (SENT, True)


def test_a_receiver_that_asks_for_a_pause_gets_it(post: Desk, receiver: Receiver) -> None:
    receiver.answers = [(429, {"Retry-After": "120"})]
    queue(post)
    post.deliver()
    assert (post.row.state, post.row.attempts) == (PENDING, 0)
    post.deliver(timedelta(seconds=119))
    assert len(receiver.requests) == 1
    post.deliver(timedelta(seconds=2))
    assert post.row.state is SENT


@pytest.mark.parametrize("status", [401, 403, 404, 410, 301, 302, 307, 308])
def test_a_receiver_that_takes_nothing_is_parked_alone(post: Desk, receiver: Receiver, status: int) -> None:
    receiver.answers = [(status, {"Location": receiver.url + "/elsewhere"})]
    queue(post)
    post.deliver()
    (parked,) = post.archive.outbox.parked()
    assert (parked.channel, parked.destination) == ("http", "intake")
    assert str(status) in parked.reason
    assert receiver.paths == ["/intake"]  # nothing follows a redirect
    assert post.row.state is PENDING
    post.deliver(timedelta(minutes=6))
    assert post.row.state is SENT


@pytest.mark.parametrize("status", [400, 409, 415, 422])
def test_a_refused_event_is_tried_a_few_times_and_then_dead_and_visible(
    post: Desk, receiver: Receiver, status: int
) -> None:
    receiver.answers = [(status, {})] * 20
    queue(post)
    queue(post, key="cd" * 32)
    for _ in range(15):
        post.deliver(LATER)
    assert {row.state for row in post.rows} == {DEAD}
    assert f"the receiver answered {status}: because of this" in str(post.rows[0].error)
    assert len(receiver.requests) == 2 * (REFUSALS + 1)


def test_an_event_that_is_too_large_goes_without_what_it_can_do_without(
    post: Desk, receiver: Receiver
) -> None:
    receiver.answers = [(413, {})]
    queue(post)
    post.deliver()
    post.deliver(LATER)
    whole, bare = receiver.events
    assert "text" in whole["statement"]
    assert "text" not in bare["statement"]
    assert (bare["id"], bare["shortened"], bare["statement"]["id"]) == (KEY, True, 7)
    assert post.row.state is SENT


def test_an_event_that_is_too_large_even_so_is_dead(post: Desk, receiver: Receiver) -> None:
    receiver.answers = [(413, {})] * 5
    queue(post)
    for _ in range(4):
        post.deliver(LATER)
    assert post.row.state is DEAD
    assert len(receiver.requests) == 2


def test_a_receiver_that_is_down_is_waited_for_and_holds_up_nobody(post: Desk, receiver: Receiver) -> None:
    queue(post, "down")
    queue(post, key="cd" * 32)
    post.deliver()
    states = {row.destination: row.state for row in post.rows}
    assert states == {"down": PENDING, "intake": SENT}
    (row,) = [row for row in post.rows if row.destination == "down"]
    assert "no connection: Connection refused" in str(row.error)


def test_a_receiver_that_nobody_configured_is_parked(post: Desk, receiver: Receiver) -> None:
    queue(post, "gone")
    post.deliver()
    assert post.archive.outbox.parked()[0].reason == 'no webhook named "gone" is configured'


def test_no_secret_is_told(post: Desk, receiver: Receiver, caplog: pytest.LogCaptureFixture) -> None:
    receiver.answers = [(500, {}), (404, {}), "hang up"]
    queue(post)
    for _ in range(4):
        post.deliver(LATER)
    told = caplog.text + repr(post.rows) + repr(post.archive.outbox.parked())
    assert SECRET not in told


DOCUMENT = Path(__file__).parents[3] / "docs" / "channels.md"


def verifying() -> str:
    """The receiver's part, as the documentation gives it."""
    (found,) = [
        part
        for part in re.findall(r"```python\n(.*?)```", DOCUMENT.read_text("utf-8"), re.DOTALL)
        if "def verified" in part
    ]
    return str(found)


def test_the_documented_receiver_tells_true_from_forged(tmp_path: Path) -> None:
    body, moment = b'{"id":"x"}', 1_733_090_645
    header = signature(SECRET, body, moment)
    true = [(header, body, moment), (header, body, moment + 299), (f"{header},v1=00", body, moment)]
    forged = [
        (header, body + b" ", moment), (header, body, moment + 301), (header, body, moment - 301),
        (header.replace(f"t={moment}", f"t={moment + 1}"), body, moment), (signature("other", body, moment), body, moment),
        ("", body, moment), ("t=,v1=", body, moment), (f"t={moment}", body, moment), ("v1=00", body, moment), ("t=x,v1=y", body, moment),
    ]  # fmt: skip
    script = tmp_path / "receiver.py"
    script.write_text(
        f"{verifying()}\n"
        f"assert all(verified({SECRET!r}, *case) for case in {true!r})\n"
        f"assert not any(verified({SECRET!r}, *case) for case in {forged!r})\n"
    )
    done = subprocess.run([sys.executable, str(script)], capture_output=True, text=True)
    assert done.returncode == 0, done.stderr
