"""Further doors and presets of source files: what they take over, what is refused at which line."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from config import json_schema, load
from config.presets import presets
from config.source import (
    Article,
    FeedDoor,
    FeedSource,
    JsonApiSource,
    ListingDoor,
    ListingSource,
    doors,
    insecure_http,
)
from statements.labels import Kind
from tests.unit.config.directories import problems, write

SETTINGS = "network: {contact: desk@example.org}\n"
BEGINNING = "id: example\nname: Ministry of Example\nissuer: FR\n"
UK = (
    BEGINNING + "preset: gov-uk\nentry: https://www.gov.uk/api/search.json?order=-public_timestamp&count=50\n"
)


def _load(tmp_path: Path, text: str) -> object:
    write(tmp_path, SETTINGS, "watches: []\n", {"example.yaml": text})
    (source,) = load(tmp_path, {}).sources
    return source


def _problems(tmp_path: Path, text: str) -> list[str]:
    write(tmp_path, SETTINGS, "watches: []\n", {"example.yaml": text})
    return [problem.removeprefix("sources/example.yaml:") for problem in problems(tmp_path)]


def test_a_door_takes_over_what_it_does_not_say_itself() -> None:
    source = FeedSource(
        id="m", name="M", issuer="FR", entry="https://m.example/rss", zone="Europe/Paris", date_order="dmy",
        id_from="-([0-9]+)$", article=Article(body="css: .text"),
        otherwise=(ListingDoor(entry="https://m.example/news", item="css: li", link="css: a", date_order="ymd"),),
    )  # fmt: skip
    first, second = doors(source)
    assert first is source
    assert isinstance(second, ListingSource)
    assert (second.id, second.zone, second.id_from) == ("m", "Europe/Paris", "-([0-9]+)$")
    assert second.article.body == "css: .text"
    assert second.date_order == "ymd"
    assert second.entry == "https://m.example/news"
    assert doors(second) == (second,)


def test_a_preset_is_completed_and_overridden_key_by_key(tmp_path: Path) -> None:
    source = _load(
        tmp_path, UK + "content: {speaker: null, title: details.headline}\nlabels: {leaflet: statement}\n"
    )
    assert isinstance(source, JsonApiSource)
    assert source.preset == "gov-uk"
    assert source.content is not None
    assert source.content.title == "details.headline"
    assert source.content.speaker is None
    assert source.content.body == "details.body"
    assert source.labels["speech"] is Kind.REMARKS
    assert source.labels["leaflet"] is Kind.STATEMENT


def test_a_door_may_begin_with_a_preset(tmp_path: Path) -> None:
    source = _load(tmp_path, UK + "otherwise:\n  - preset: gov-pl\n    entry: https://m.example/n\n")
    assert isinstance(source, JsonApiSource)
    assert [door.kind for door in doors(source)] == ["json_api", "listing"]


@pytest.mark.parametrize("name", ["gov-uk", "mfa-cn"])
def test_what_a_preset_says_of_the_whole_source_is_no_fault_of_a_door(tmp_path: Path, name: str) -> None:
    text = f"kind: feed\nentry: https://m.example/x\notherwise:\n  - preset: {name}\n    entry: https://m.example/n/\n"
    source = _load(tmp_path, BEGINNING + text)
    assert isinstance(source, FeedSource)
    assert len(doors(source)) == 2 and source.aliases == {} and source.homepage is None


@pytest.mark.parametrize(
    ("extra", "expected"),
    [
        ("otherwise:\n  - kind: feed\n    entry: https://m.example/x\n    item: 'css: a'\n",
         ["9: otherwise[0].item: is not known; known are: article, body, "]),
        ("otherwise:\n  - kind: listing\n    entry: https://m.example/x\n    item: li\n    link: 'css: a'\n",
         ['9: otherwise[0].item: must start with "css: " or "xpath: " and an expression']),
        ("otherwise:\n  - kind: discover\n    entry: https://m.example/x\n",
         ["7: otherwise[0]: kind must be one of 'feed', 'wp_rest', 'listing', "]),
        ("otherwise:\n  - entry: https://m.example/x\n", ["7: otherwise[0]: needs kind"]),
        ("otherwise:\n  - preset: gov-ul\n    entry: https://m.example/x\n",
         ['7: otherwise[0].preset: "gov-ul" is not known; did you mean "gov-uk"?']),
        ("otherwise:\n  - kind: feed\n    entry: https://10.0.0.1/x\n",
         ["8: otherwise[0].entry: asks 10.0.0.1, which is not a public address"]),
    ],
)  # fmt: skip
def test_what_is_wrong_with_a_door_is_said_at_its_line(
    tmp_path: Path, extra: str, expected: list[str]
) -> None:
    found = _problems(tmp_path, UK + extra)
    assert len(found) == len(expected)
    for said, start in zip(found, expected, strict=True):
        assert said.startswith(start)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("kind: discover\n", "1: entry: is absent: no address is known for example, so it cannot be watched"),
        ("kind: feed\nentry: https://m.example/x\nnot_watchable: robots.txt forbids it\n",
         "6: not_watchable: says why it must not be asked (robots.txt forbids it), so it cannot be switched on"),
        ("kind: feed\nentry: https://m.example/{yaer}\n", "5: entry: has an unknown {yaer}; known are {year}"),
        ("kind: feed\nentry: https://{year}.example/\n", "5: entry: has {year} in its host"),
        ("kind: feed\nentry: https://m.example/\nid_from: '[0-9]+'\n", "6: id_from: must have one group in brackets"),
        ("kind: feed\nentry: https://m.example/\nbody_element: yandex:full-text\n", "1: (top level): body_element needs body: feed"),
        ("kind: json_api\nentry: https://m.example/\n", "1: (top level): needs either fields.link or link_template"),
        ("kind: json_api\nentry: https://m.example/\nfields: {link: 'a['}\n", "6: fields.link: is no JMESPath expression: "),
        ("kind: json_api\nentry: https://m.example/?p={page}\nfields: {link: a}\n", "1: (top level): {page} needs pager"),
        ("kind: json_api\nentry: https://m.example/\nmethod: POST\nfields: {link: a}\n", "1: (top level): method: POST and post"),
        ("kind: json_api\nentry: https://m.example/\nlink_template: 'https://{host}/a'\n", "6: link_template: has {host} in its host"),
        ("kind: json_api\nentry: https://m.example/\nfields: {link: a}\npager: {by: offset, param: start}\n",
         "7: pager: by: offset needs size"),
        ("kind: json_api\nentry: https://m.example/\nfields: {link: a}\nmax_pages: 2\n",
         "1: (top level): max_pages has no effect without pager, next or page"),
        ("kind: json_api\nentry: https://m.example/\nfields: {link: a}\nnext: 'css: a'\n",
         "1: (top level): next needs a page of HTML: embedded, and no post"),
        ("kind: json_api\nentry: https://m.example/\nfields: {link: a}\nembedded: json-ld\npage: '?p={page}'\npager: {by: page, param: p}\n",
         "1: (top level): page and pager exclude each other"),
        ("kind: json_api\nentry: https://m.example/\nfields: {link: a}\nembedded: json-ld\nnext: 'css: a'\npage: '?p={page}'\n",
         "1: (top level): next and page exclude each other"),
        ("kind: feed\nentry: https://m.example/\nbody: feed\ncontent: {url: 'https://m.example/{guid}'}\n",
         "1: (top level): content has no effect with body: feed"),
        ("kind: feed\nentry: https://m.example/\ncontent: {url: 'https://m.example/{number}'}\n",
         "6: content.url: has an unknown {number}; known are {path}, {guid}, {url}"),
        ("kind: feed\nentry: https://m.example/\ncontent: {find: '(?P<a>x)(?P<b>y)', url: 'https://m.example/{a}'}\n",
         "6: content.url: does not use {b} of find"),
        ("kind: feed\nentry: https://m.example/\ncontent: {find: '(x)', url: 'https://m.example/{guid}'}\n",
         "6: content.url: does not use a group with a name of find"),
        ("kind: feed\nentry: https://m.example/\ncontent: {capitals: true, url: 'https://m.example/{guid}'}\n",
         "6: content.capitals: has no effect without find"),
        ("kind: listing\nentry: https://m.example/\nitem: 'css: a'\nlink: 'xpath: @href'\nnext: 'css: a'\npage: '?p={page}'\n",
         "1: (top level): next and page exclude each other"),
        ("kind: listing\nentry: https://m.example/\nitem: 'css: a'\nlink: 'xpath: @href'\npage: '//{page}.example/'\n",
         "8: page: must start with http:// or https://, not"),
    ],
)  # fmt: skip
def test_what_is_wrong_with_a_kind_is_said_in_words(tmp_path: Path, text: str, expected: str) -> None:
    (found,) = _problems(tmp_path, BEGINNING + text)
    assert found.startswith(expected)


def test_a_source_without_an_address_may_be_kept_switched_off(tmp_path: Path) -> None:
    write(
        tmp_path, SETTINGS, "watches: []\n", {"example.yaml": BEGINNING + "kind: discover\nenabled: false\n"}
    )
    (source,) = load(tmp_path, {}).sources
    assert source.entry is None


def test_a_source_that_needs_a_browser_says_so_when_there_is_none(tmp_path: Path) -> None:
    text = (
        "kind: browser\nentry: https://m.example/\nitem: 'css: a'\nlink: 'xpath: @href'\nwait_for: 'css: a'\n"
    )
    (found,) = _problems(tmp_path, BEGINNING + text)
    assert found.startswith(
        ("4: kind: needs a browser, which is not installed", "4: kind: needs network.browser")
    )


def test_plain_http_is_told_from_what_nobody_can_change_on_the_way() -> None:
    plain = (FeedDoor(entry="http://m.example/rss"),)
    assert insecure_http(
        FeedSource(id="m", name="M", issuer="FR", entry="https://m.example/rss", otherwise=plain)
    )
    assert not insecure_http(FeedSource(id="m", name="M", issuer="FR", entry="https://m.example/rss"))
    assert not insecure_http(FeedSource(id="m", name="M", issuer="FR", entry="http://127.0.0.1:8000/rss"))


def test_the_schema_knows_kinds_doors_and_presets() -> None:
    schema = json_schema()["source"]
    text = json.dumps(schema)
    assert isinstance(schema, dict)
    for name in presets():
        assert f'"const": "{name}"' in text
    assert schema["$defs"]["JsonApiSource-gov-uk"]["required"] == ["preset", "id", "name", "issuer", "entry"]
    assert len(text) < 150_000
