"""What a list gives is stored, or is named as unread with the reason until it is: through the whole program, on both databases."""

from __future__ import annotations

import json
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from tests.fake_ministry import Page
from tests.service.desk import CITES, CITES_NOT, Desk, desk

pytestmark = pytest.mark.suite

START = datetime(2025, 1, 2, 12, tzinfo=UTC)
HOUR, DAY = timedelta(hours=1), timedelta(days=1)
MENU = "".join(f'<a href="/section/{n}">Section {n}</a>' for n in range(14))


def framed(title: str, text: str) -> Page:
    return Page(
        f"<!doctype html><html lang=en><head><title>{title} | Ministry</title></head><body><nav>{MENU}</nav>"
        f'<main><h1>{title}</h1><div class="body"><p>{text}</p></div></main><footer>Ministry</footer></body></html>'
    )


WALLS = {
    "wall": framed("Access denied", "Your request was blocked by our security service. Please try again later."),
    "error": framed("Oops", "Something went wrong on our server. Please try again later."),
    "maintenance": framed("Ministry", "The website is under maintenance. We will be back soon."),
    "log-in": framed("Members", "Please log in to read this page. Enter your user name and your password.<input type=password>"),
}  # fmt: skip


def health(place: Desk, *arguments: str) -> dict[str, object]:
    [row] = json.loads(place.communique("sources", "health", "--json", *arguments).stdout)
    return dict(row)


@pytest.mark.parametrize("wall", WALLS)
def test_an_item_behind_a_wall_that_answers_200_is_read_when_it_is_gone_and_alerts_once(
    wall: str, archive_url: str, tmp_path: Path
) -> None:
    with desk(tmp_path / "desk", archive_url, START) as place:
        place.publish("/the-first", CITES.format(place="Rome"), START - DAY)
        with place.passes() as once:
            once()
            place.clock.advance(HOUR)
            place.publish("/restraint-in-the-north-of-syria", CITES.format(place="Aleppo"), place.clock.now())
            page = place.ministry.pages["/restraint-in-the-north-of-syria"]
            place.ministry["/restraint-in-the-north-of-syria"] = WALLS[wall]
            for attempts in (1, 2, 3):
                [report] = once()["sources"]
                assert (report["new"], report["stored"], report["failed"], report["refused"]) == (
                    1 if attempts == 1 else 0, 0, 1, 0,
                )  # fmt: skip
                row = health(place)
                assert row["state"] == "degraded"
                assert isinstance(row["unread"], dict)
                assert (row["unread"]["waiting"], row["unread"]["refused"]) == (1, 0)
                [unread] = row["unread"]["pages"]
                assert unread["url"].endswith("/restraint-in-the-north-of-syria")
                assert (unread["state"], unread["attempts"]) == ("waiting", attempts)
                place.clock.advance(HOUR)
            place.ministry["/restraint-in-the-north-of-syria"] = page
            place.clock.advance(HOUR)
            assert once()["stored"] == 1
            place.clock.advance(HOUR)
            once()
        assert place.alerted() == ["/restraint-in-the-north-of-syria"]
        row = health(place)
        assert (row["state"], row["unread"]) == (
            "ok", {"waiting": 0, "put_aside": 0, "refused": 0, "pages": []},
        )  # fmt: skip
        assert len(place.exported()) == 2


def test_a_listed_page_of_the_site_is_refused_by_name_and_a_dated_item_so_called_is_alerted(
    archive_url: str, tmp_path: Path
) -> None:
    notice = framed(
        "Vacancies", "The Ministry looks for a clerk. Resolution 2254 must be known to whoever applies."
    )
    with desk(tmp_path / "desk", archive_url, START) as place:
        file = place.directory / "sources" / "test-feed.yaml"
        file.write_text(
            f"id: test-feed\nname: Test ministry\nissuer: CH\nkind: listing\nentry: {place.ministry.url('/news')}\n"
            "date_order: ymd\nitem: 'css: li'\nlink: 'css: a'\ntitle: 'css: a'\ndate: 'css: b'\n"
        )

        def list_(*items: tuple[str, str, str]) -> None:
            rows = "".join(
                f'<li><a href="{path}">{title}</a> <b>{day}</b></li>' for path, title, day in items
            )
            place.ministry["/news"] = Page(f"<html><body><ul>{rows}</ul></body></html>")

        for path in ("/vacancies", "/about"):
            place.ministry[path] = notice
        place.ministry["/visas"] = framed(
            "Visas", "From May nobody needs one. Resolution 2254 is the reason, the Minister said."
        )
        place.ministry["/book-fair"] = framed("The book fair", CITES_NOT.format(place="Rome"))
        fair = ("/book-fair", "The book fair", "2025-01-01")
        own = ("/vacancies", "Vacancies", ""), ("/about", "Structure", "")
        list_(fair)
        with place.passes() as once:
            once()
            place.clock.advance(HOUR)
            list_(*own, fair)
            [report] = once()["sources"]
            assert (report["stored"], report["failed"], report["refused"], report["error"]) == (0, 0, 2, None)
            assert report["note"].startswith("2 refused: ")
            assert (
                "/vacancies: this is a page of the site about itself ('Vacancies'), no statement"
                in report["note"]
            )
            row = health(place)
            assert (row["state"], row["reason"]) == ("ok", None)
            assert isinstance(row["unread"], dict)
            assert (row["unread"]["waiting"], row["unread"]["refused"]) == (0, 2)
            assert {(page["title"], page["state"]) for page in row["unread"]["pages"]} == {
                ("Vacancies", "refused"),
                ("Structure", "refused"),
            }
            shown = place.communique("sources", "health", "test-feed").stdout
            assert "2 refused" in shown and "a page of the site about itself" in shown

            asked = place.ministry.asked["/vacancies"]
            place.clock.advance(HOUR)
            list_(
                ("/visas", "Visas", "2025-01-02"), ("/vacancies", "Vacancies", "2025-01-02"), *own[1:], fair
            )
            [report] = once()["sources"]
            assert (report["stored"], report["refused"]) == (2, 0)
            assert place.ministry.asked["/vacancies"] == asked + 1
            assert health(place)["unread"]["refused"] == 1  # type: ignore[index]
            place.clock.advance(HOUR)
            once()
        assert sorted(place.ministry.asked[path] for path in ("/vacancies", "/about", "/visas")) == [1, 1, 2]


def test_what_a_live_test_of_a_source_would_refuse_is_said(tmp_path: Path) -> None:
    with desk(tmp_path / "desk", f"sqlite:///{tmp_path / 'archive.db'}", START) as place:
        file = place.directory / "sources" / "test-feed.yaml"
        file.write_text(
            f"id: test-feed\nname: Test ministry\nissuer: CH\nkind: listing\nentry: {place.ministry.url('/news')}\n"
            "item: 'css: li'\nlink: 'css: a'\ntitle: 'css: a'\n"
        )
        place.ministry["/news"] = Page(
            '<html><body><ul><li><a href="/vacancies">Vacancies</a></li><li><a href="/gone">Gone</a></li></ul></body></html>'
        )
        place.ministry["/vacancies"] = framed("Vacancies", "The Ministry looks for a clerk in the capital.")
        done = place.communique("sources", "test", "test-feed", "--json")
        pages = json.loads(done.stdout)["unread"]
        assert [(page["title"], page["state"], page["verdict"]) for page in pages] == [
            ("Gone", "waiting", "http-error"),
            ("Vacancies", "refused", "empty"),
        ]
        said = place.communique("sources", "test", "test-feed").stderr
        assert (
            "refused: " in said
            and "this is a page of the site about itself ('Vacancies'), no statement" in said
        )
        assert "not read: " in said and "HTTP 404" in said
