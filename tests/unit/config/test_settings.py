"""settings.yaml and watches.yaml: defaults, refusals with file and line, and what must fit together."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path

import pytest

from config import load
from tests.unit.config.directories import SOURCE, problems, write

MAIL = """\
mail:
  host: smtp.example.org
  sender: communique@example.org
"""
TOKEN = {"COMMUNIQUE_SLACK__TOKEN": "xoxb-1"}


def test_an_empty_file_means_all_defaults(tmp_path: Path) -> None:
    config = load(write(tmp_path), {})
    settings = config.settings
    assert settings.database == f"sqlite:///{tmp_path}/communique.db"
    assert (settings.network.delay, settings.network.ports) == (timedelta(seconds=4), (80, 443, 8080, 8443))
    assert (settings.network.max_bytes, settings.network.feed_max_bytes) == (16 * 2**20, 8 * 2**20)
    assert settings.revisit == tuple(timedelta(hours=hours) for hours in (1, 6, 24, 72, 168, 720))
    assert (settings.slack, settings.mail, settings.digests, settings.demo) == (None, None, {}, False)
    assert settings.classifier.embeddings
    assert (config.sources, config.watches) == ((), ())
    assert [warning.replace(f"{tmp_path}/", "") for warning in config.warnings] == [
        "settings.yaml:1: catalogue: no source is chosen, so there is nothing to watch; name shipped ones here"
    ]


def test_no_settings_at_all(tmp_path: Path) -> None:
    (tmp_path / "settings.yml").write_text("", encoding="utf-8")
    assert problems(tmp_path) == [
        f'settings.yaml:1: file: there is none; "communique init {tmp_path}" writes one',
        "settings.yml:1: file: is not read; name it .yaml",
    ]


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        ("databse: x", 'databse: is not known; did you mean "database"?'),
        ("database: mysql://x/y", 'database: must start with "sqlite:///" or "postgresql://"'),
        ("database: 'sqlite:///'", "database: names no file"),
        ("network: {contac: a@b.c}", 'network.contac: is not known; did you mean "contact"?'),
        ("network: {contact: nobody}", 'network.contact: "nobody" is no mail address'),
        ("network: {contact: 'https://u:p@x.example/'}", "network.contact: must not hold a user name"),
        ("network: {allow: [10.0.0.0/99]}", 'network.allow[0]: is no network: "10.0.0.0/99"'),
        ("network: {allow: ['a.example:http']}", 'network.allow[0]: must be "address[/bits][:port]"'),
        ("network: {allow: ['a.example:70000']}", "network.allow[0]: has an impossible port: 70000"),
        ("network: {allow: ['a b']}", 'network.allow[0]: has no valid host: "a b"'),
        ("network: {delay: -1s}", "network.delay: must be a duration"),
        ("network: {jitter: 2}", "network.jitter: must be at most 1"),
        ("network: {jitter: some}", "network.jitter: must be a number"),
        ("network: {timeout: 30}", 'network.timeout: must be a duration with a unit, such as "90s"'),
        ("network: {max_bytes: 16 Mb}", 'network.max_bytes: must be a size such as "500 kB" or "16 MiB"'),
        ("network: {max_bytes: 12}", "network.max_bytes: must be at least 1024"),
        ("network: {concurrency: 0}", "network.concurrency: must be at least 1"),
        ("network: {ports: [0]}", "network.ports[0]: must be at least 1"),
        ("slack: {base_url: 'http://slack.example/'}", "slack.base_url: must start with https://"),
        ("slack: {webhooks: {Desk: {}}}", "slack.webhooks.Desk: must be an id of small letters"),
        ("slack: xoxb", "slack: must be a mapping (key: value)"),
        ("mail: {host: smtp.example.org}", "mail.sender: is required"),
        ("mail: {host: x, sender: y}", 'mail.sender: "y" is no mail address'),
        (
            "mail: {host: x, sender: a@b, security: ssl}",
            "mail.security: must be one of 'starttls', 'tls' or 'none'",
        ),
        (
            "mail: {host: x, sender: a@b, user: u}",
            "mail: user needs a password: set COMMUNIQUE_MAIL__PASSWORD",
        ),
        ("digests: {w: {recipients: []}}", "digests.w.recipients: must have at least one entry"),
        ("digests: {w: {recipients: [a@b], hour: 24}}", "digests.w.hour: must be at most 23"),
        (
            "digests: {w: {recipients: [a@b], day: someday}}",
            "digests.w.day: must be one of 'monday', 'tuesday'",
        ),
        (
            "digests: {d: {every: day, day: monday, recipients: [a@b]}}",
            "digests.d: a digest of every day ends on no day of the week; leave day out",
        ),
        (
            "digests: {w: {recipients: [a@b], every: month}}",
            "digests.w.every: must be one of 'week' or 'day'",
        ),
        (
            "digests: {w: {recipients: [a@b], empty: hide}}",
            "digests.w.empty: must be one of 'send' or 'skip'",
        ),
        ("digests: {w: {recipients: [a@b], zone: CEST}}", 'digests.w.zone: "CEST" is no time zone'),
        ("digests: {w: {recipients: [a@b]}}", "digests.w: needs mail: the server that sends it"),
        ("digest: {recipients: [a@b]}", "digest: is not known; digests stand under ids of their own"),
        ("retention: {captures: 0d}", "retention.captures: must be longer than nothing"),
        (
            "retention: {checks: 7d}",
            "retention.checks: must be at least 14d: digests tell from them",
        ),
        ("classifier: {embeddings: sometimes}", "classifier.embeddings: must be true or false"),
        ("classifier: {embedding: false}", 'classifier.embedding: is not known; did you mean "embeddings"?'),
        (
            "slack: {zones: {'#desk': UTC}}",
            'slack.zones.#desk: "#desk" names no Slack channel id: give the id',
        ),
        ("revisit: [1h, 1h]", "revisit: must grow from one to the next"),
        ("tick: 15", "tick: must be a duration with a unit"),
        ("demo: 7", "demo: must be true or false"),
        ("catalogue: [un-sgg]", 'catalogue[0]: "un-sgg" is not known; did you mean "un-sg"?'),
        ("catalogue: [zzzzz]", 'catalogue[0]: "zzzzz" is no shipped source'),
    ],
)
def test_a_wrong_setting_is_refused_at_its_line(tmp_path: Path, line: str, expected: str) -> None:
    (found,) = problems(write(tmp_path, f"# a comment\n{line}\n"))
    assert found.startswith(f"settings.yaml:2: {expected}")


def test_a_contact_is_needed_as_soon_as_a_source_is_outside(tmp_path: Path) -> None:
    expected = (
        "settings.yaml:2: network.contact: is required, since opcw and 1 more is outside this machine: "
    )
    (found,) = problems(write(tmp_path, "catalogue: [un-sg, opcw]\nnetwork: {delay: 4s}\n"))
    assert found.startswith(expected)
    local = SOURCE.replace("https://mfa.example/rss", "http://127.0.0.1:8000/rss")
    own = {"example.yaml": local}
    config = load(write(tmp_path, "network: {allow: ['127.0.0.1:8000']}\n", sources=own), {})
    assert config.settings.network.contact == ""
    paused = {"other.yaml": SOURCE.replace("id: example", "id: other") + "enabled: false\n"}
    assert (
        len(load(write(tmp_path, "network: {allow: ['127.0.0.1:8000']}\n", sources=paused), {}).sources) == 2
    )


@pytest.mark.parametrize("contact", ["desk@example.org", "mailto:desk@example.org"])
def test_a_mail_address_as_contact(tmp_path: Path, contact: str) -> None:
    config = load(write(tmp_path, f"network: {{contact: '{contact}'}}\ncatalogue: [opcw]\n"), {})
    assert config.settings.network.contact == "mailto:desk@example.org"


def test_a_source_named_twice(tmp_path: Path) -> None:
    write(tmp_path, "network: {contact: a@b.c}\ncatalogue:\n  - opcw\n  - opcw\n")
    assert problems(tmp_path) == ['settings.yaml:4: catalogue[1]: "opcw" is given twice']


def test_a_port_that_a_shipped_source_needs_may_not_be_closed(tmp_path: Path) -> None:
    write(tmp_path, "network: {contact: a@b.c, ports: [443]}\ncatalogue: [ru-kremlin]\n")
    for problem in (found := problems(tmp_path)):  # one for each door
        assert problem.startswith("settings.yaml:2: catalogue[0]: ru-kremlin: ")
        assert "asks port 80; allowed are 443" in problem
    assert len(found) == 2


def test_watches_are_refused_at_their_lines(tmp_path: Path) -> None:
    write(
        tmp_path,
        "slack: {webhooks: {desk: {}}}\n",
        """\
        watches:
          - id: one
            name: One
            query: syria
            to: ["slack:C0123", "webhook:dek", "webhook:desk", "webhook:desk"]
          - id: one
            name: Other
            query: iran
        """,
    )
    env = {"COMMUNIQUE_SLACK__WEBHOOKS__DESK__URL": "https://hooks.example/T/B/x"}
    assert problems(tmp_path, env) == [
        "watches.yaml:5: watches[0].to[0]: needs a Slack token; give it as COMMUNIQUE_SLACK__TOKEN in the environment, as "
        'token_file: with the path of a file, or as a systemd credential named "slack.token"',
        'watches.yaml:5: watches[0].to[1]: the webhook "dek" is not known; did you mean "desk"?',
        'watches.yaml:5: watches[0].to[3]: "webhook:desk" is given twice',
        'watches.yaml:6: watches[1].id: "one" is given twice (first in watches.yaml:2)',
    ]


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        ("{id: a, name: A}", "query: is required"),
        ("{id: a, name: A, query: ''}", "query: must not be empty"),
        ("{id: a b, name: A, query: x}", "id: must be an id of small letters"),
        ("{id: a, name: A, query: x, too: []}", 'too: is not known; did you mean "to"?'),
        (
            "{id: a, name: A, query: x, to: ['slack:#desk']}",
            'to[0]: "#desk" names no Slack channel id: give the id',
        ),
        (
            "{id: a, name: A, query: x, to: ['desk']}",
            'to[0]: "desk" must be "slack:<channel id>", "webhook:<name>"',
        ),
        ("{id: a, name: A, query: x, to: ['mail:a@b']}", "to[0]: needs mail: the server that sends it"),
        ("{id: a, name: A, query: x, to: ['http:a']}", 'to[0]: the webhook "a" is not defined under hooks'),
        (
            "{id: a, name: A, query: x, to: ['apprise:a']}",
            'to[0]: the service "a" is not defined under apprise',
        ),
        ("{id: a, name: A, query: x, rate: often}", "rate: must be one of"),
        ("{id: a, name: A, query: x, cap: 0}", "cap: must be at least 1"),
        *(
            (
                f"{{id: a, name: A, query: x, cap: {empty}}}",
                "cap: is empty; write a number of messages an hour, or none",
            )
            for empty in ("", "null", "~", "''")
        ),
        ("{id: a, name: A, query: 'stance:warning', min_confidence: 2}", "min_confidence: must be at most 1"),
        (
            "{id: a, name: A, query: 'stance:warning', min_confidence: .nan}",
            "min_confidence: must be a number",
        ),
        (
            "{id: a, name: A, query: x, quiet: {begin: '25:00', end: '7:00'}}",
            "quiet.begin: must be a time of day",
        ),
        ("{id: a, name: A, query: x, quiet: {begin: '7:00', end: '7:00'}}", "quiet: begins when it ends"),
        (
            "{id: a, name: A, query: x, to: ['webhook:desk']}",
            'to[0]: the webhook "desk" is not defined under slack.webhooks',
        ),
    ],
)
def test_a_wrong_watch_is_refused_at_its_line(tmp_path: Path, line: str, expected: str) -> None:
    (found,) = problems(write(tmp_path, "", f"watches:\n  - {line}\n"))
    assert found.startswith(f"watches.yaml:2: watches[0].{expected}")


def test_digest_sections_are_watches(tmp_path: Path) -> None:
    settings = (
        MAIL
        + "digests:\n weekly:\n  recipients: [a@b.c, a@b.c]\n  sections:\n    - syria\n    - siria\n    - lebanon\n"
    )
    write(tmp_path, settings, "watches: [{id: syria, name: Syria, query: syria}]\n")
    assert problems(tmp_path) == [
        'settings.yaml:6: digests.weekly.recipients[1]: "a@b.c" is given twice',
        'settings.yaml:9: digests.weekly.sections[1]: the watch "siria" is not known; did you mean "syria"?',
        'settings.yaml:10: digests.weekly.sections[2]: the watch "lebanon" is not known; known are: syria',
    ]


def test_a_digest_section_has_a_watch_that_is_on_and_comes_once(tmp_path: Path) -> None:
    settings = (
        MAIL + "digests:\n daily:\n  every: day\n  recipients: [a@b.c]\n  sections: [syria, syria, iran]\n"
    )
    watches = (
        "watches: [{id: syria, name: Syria, query: x}, {id: iran, name: Iran, query: x, enabled: false}]\n"
    )
    write(tmp_path, settings, watches)
    assert problems(tmp_path) == [
        'settings.yaml:8: digests.daily.sections[1]: "syria" is given twice',
        'settings.yaml:8: digests.daily.sections[2]: the watch "iran" is switched off in watches.yaml',
    ]


def test_all_of_it_in_one_good_configuration(tmp_path: Path) -> None:
    settings = (
        MAIL
        + "  security: none\ndigests: {weekly: {recipients: [a@b.c], sections: [syria]}}\nslack: {pace: 0s}\n"
    )
    watch = "watches: [{id: syria, name: Syria, query: 'syria AND iran', to: ['slack:C0123456789']}]\n"
    config = load(write(tmp_path, settings, watch, {"example.yaml": SOURCE + "enabled: false\n"}), TOKEN)
    assert config.warnings == ()
    assert [(watch.id, watch.to) for watch in config.watches] == [("syria", ("slack:C0123456789",))]
    assert config.settings.slack is not None and config.settings.slack.pace == timedelta(0)


def test_a_password_is_never_sent_in_the_clear(tmp_path: Path) -> None:
    env = {"COMMUNIQUE_MAIL__PASSWORD": "p"}
    write(tmp_path, MAIL + "  user: u\n  security: none\n")
    assert problems(tmp_path, env) == [
        'settings.yaml:1: mail: security "none" would send the password in the clear; use "starttls" or "tls"'
    ]
    write(tmp_path, MAIL)
    assert problems(tmp_path, env) == ["settings.yaml:1: mail: a password without a user has no effect"]
    write(tmp_path, MAIL.replace("smtp.example.org", "localhost") + "  user: u\n  security: none\n")
    assert load(tmp_path, env).settings.mail is not None


@pytest.mark.parametrize(
    "database",
    ["postgresql://desk@db/communique", "sqlite:////var/lib/communique.db", "postgresql+psycopg://db/x"],
)
def test_other_databases_stand_as_they_are(tmp_path: Path, database: str) -> None:
    assert load(write(tmp_path, f"database: {database}\n"), {}).settings.database == database


def test_what_fits_badly_is_said_beside_what_cannot_be_read(tmp_path: Path) -> None:
    write(
        tmp_path,
        """
        network: {contact: 'mailto:desk@example.org', ports: [443]}
        tick: soon
        catalogue: [nobody, au-pm]
        digests: {weekly: {recipients: [ana@example.org], sections: [w, x]}}
        """,
        watches="watches: [{id: w, name: W, query: x, to: ['webhook:ops']}]",
        sources={"example.yaml": SOURCE.replace("https:", "http:"), "more/example.yaml": SOURCE},
    )
    found = problems(tmp_path)
    for start in (
        "settings.yaml:3: tick: ",
        'settings.yaml:4: catalogue[0]: "nobody" is no shipped source',
        "settings.yaml:5: digests.weekly: needs mail",
        'settings.yaml:5: digests.weekly.sections[1]: the watch "x"',
        'watches.yaml:1: watches[0].to[0]: the webhook "ops" is not defined',
        "sources/example.yaml:5: entry: asks port 80",
        'sources/more/example.yaml:1: id: "example" is given twice',
    ):
        assert any(problem.startswith(start) for problem in found), (start, found)


def test_nothing_is_said_about_what_depends_on_a_setting_that_cannot_be_read(tmp_path: Path) -> None:
    write(
        tmp_path,
        """
        network: {contact: 'mailto:desk@example.org', delai: 4s}
        slack: {webhooks: {ops: {url: 7}}}
        mail: {port: many}
        digests: {weekly: {recipients: [ana@example.org]}}
        """,
        watches="watches: [{id: w, name: W, query: x, to: ['webhook:ops']}]",
        sources={"example.yaml": SOURCE},
    )
    assert {problem.split(": ")[1].split(".")[0] for problem in problems(tmp_path)} == {
        "network", "slack", "mail"
    }  # fmt: skip


def test_two_sources_that_ask_the_same_address_are_warned_of(tmp_path: Path) -> None:
    again = SOURCE.replace("id: example", "id: again").replace("/rss", "/rss?utm_source=x")
    settings = "network: {contact: 'mailto:desk@example.org'}"
    write(tmp_path, settings, watches="", sources={"example.yaml": SOURCE, "again.yaml": again})
    [warning] = load(tmp_path, {}).warnings
    assert warning.startswith(
        f"{tmp_path}/sources/example.yaml:5: entry: example asks the same address as again"
    )
    (tmp_path / "sources" / "again.yaml").write_text(again + "enabled: false\n")
    assert load(tmp_path, {}).warnings == ()


def test_a_zone_for_a_channel_to_which_nothing_goes_is_warned_of(tmp_path: Path) -> None:
    settings = """\
        catalogue: [opcw]
        network: {contact: 'mailto:desk@example.org'}
        slack:
          zones: {C1: Asia/Beirut, C2: Asia/Tokyo, C3: Asia/Seoul}
        operators: {to: ["slack:C2"]}
        """
    write(tmp_path, settings, watches="watches: [{id: w, name: W, query: x, to: ['slack:C1']}]")
    [warning] = load(tmp_path, {"COMMUNIQUE_SLACK__TOKEN": "xoxb-1"}).warnings
    said = "settings.yaml:4: slack.zones.C3: changes nothing: no watch sends to this channel"
    assert warning == f"{tmp_path}/{said}"
