"""Short statements whose own words are also those of a site's furniture are read, from the page and not from what describes the
site. All pages are ours."""

from __future__ import annotations

import json

import pytest

from tests.unit.spiders.test_hollow import framed, read, stub, told

SEARCH = '<form action="/search"><input type="text" name="q"></form>'


@pytest.mark.parametrize(
    ("title", "text"),
    [
        ("Консультации в Минске", "Заместители министров подписали в Минске план консультаций на два года."),
        ("Консультації у Відні", "Міністри підписали у Відні план консультацій на наступні два роки."),
        ("Acuerdo de pesca", "Los cancilleres suscribieron hoy un acuerdo sobre la pesca en el golfo."),
        ("Premio de traducción", "Las inscripciones para el premio se abren el lunes en la embajada."),
        ("Accession to a treaty", "The ministry announced its accession to the WIPO Copyright Treaty."),
        ("Droits de l'homme", "La France défend partout tous droits que la charte garantit à chacun."),
        ("Derechos humanos", "El Gobierno defiende todos los derechos de los pueblos originarios."),
        ("Verkehr", "Ein Sprecher sagte, die Reisenden mögen sich bei der Botschaft anmelden."),
        ("Hackers", "The ministry was hit by a JavaScript worm that came in forged letters."),
        ("Threats", "The embassy received three threats by e-mail on Monday and told the police."),
        ("Basın toplantısı", "Bakanlık bugün yayımladığı basın bülteninde saldırıyı kınadı."),
    ],
)  # fmt: skip
def test_words_of_furniture_in_a_statement(title: str, text: str) -> None:
    found = read(framed(f"{SEARCH}<main><h1>{title}</h1><p>{text}</p></main>", title=f"{title} | Ministry"))
    assert found.drafts and text in found.drafts[0].body, found


@pytest.mark.parametrize(
    "line",
    [
        "Подпишитесь на новости министерства, чтобы получать их каждое утро.",
        "Suscríbase para recibir cada viernes las noticias del ministerio.",
        "Abonnez-vous pour recevoir chaque vendredi les nouvelles du ministère.",
        "Copyright Ministry of Foreign Affairs of the Republic of Velmark, 2019.",
        "Все права защищены. При использовании материалов ссылка обязательна.",
        "Please activate JavaScript in your browser to read all of this page.",
        "Для работы с сайтом включите, пожалуйста, JavaScript в настройках.",
    ],
)
def test_furniture_is_still_no_statement(line: str) -> None:
    told(framed(f"<main><h1>Announcement</h1><p>{line}</p></main>", title="Announcement"), "empty", "parse-error")  # fmt: skip


ABOUT = "The Foreign Office of Velmark speaks for the country abroad, looks after its citizens and runs ninety embassies and consulates. "


@pytest.mark.parametrize("named", ["Foreign Office of Velmark", "Velmark News"])
@pytest.mark.parametrize("meta", ["", '<meta property="og:site_name" content="Velmark News">'])
def test_the_description_of_the_site_is_no_statement(named: str, meta: str) -> None:
    title, text = "Attack in the north", "The minister condemns the attack on the convoy."
    state = {"site": {"name": named, "description": ABOUT * 2}}
    script = f'<script id="__NEXT_DATA__" type="application/json">{json.dumps(state)}</script>'
    page = stub(
        f"Velmark News | {title} | Foreign Office of Velmark",
        f"{meta}<main><h1>{title}</h1><p>{text}</p></main>{script}",
    )
    found = read(page)
    assert found.drafts and (found.drafts[0].title, found.drafts[0].body) == (title, text), found


def test_a_site_that_only_describes_itself_is_no_statement() -> None:
    state = {"site": {"name": "Foreign Office of Velmark", "description": ABOUT * 2}}
    script = f'<script id="__NEXT_DATA__" type="application/json">{json.dumps(state)}</script>'
    page = stub("News | Foreign Office of Velmark", f"<div id=__next><span>Loading…</span></div>{script}")
    told(page, "empty", "parse-error")


@pytest.mark.parametrize(
    ("title", "verdict"), [("Page not found", "soft-404"), ("Just a moment...", "blocked")]
)
def test_a_wall_with_a_state_is_a_wall(title: str, verdict: str) -> None:
    script = f'<script id="__NEXT_DATA__" type="application/json">{json.dumps({"title": title, "body": ABOUT * 2})}</script>'
    told(stub(title, f"<div id=__next></div>{script}"), verdict)


@pytest.mark.parametrize("long", [False, True])
def test_an_embassy_that_is_closed_is_news(long: bool) -> None:
    title = "Временно приостановлена работа посольства в Хартуме"
    text = "В связи с обострением обстановки сотрудники посольства выехали в Порт-Судан, где продолжат приём граждан."
    text = f"{text} Телефон для срочных обращений остаётся прежним, запись на приём ведётся через портал." * (
        2 if long else 1
    )
    found = read(stub(title, f"<main><h1>{title}</h1><p>{text}</p></main>", "ru"))
    assert found.drafts and found.drafts[0].body == text, found


@pytest.mark.parametrize(
    "more",
    [
        "The work will be done on 19 June 2025, 06:00 (UTC+3), at the latest.",
        "We apologise for any inconvenience that this may cause to the visitors of our pages.",
    ],
)
def test_a_closed_site_may_say_until_when_and_be_sorry(more: str) -> None:
    told(stub("Site under maintenance", f"<h1>Site under maintenance</h1><p>{more}</p>"), "blocked")


def test_consent_is_not_always_to_cookies() -> None:
    title = "Einwilligung des Sicherheitsrats"
    text = "Ohne Einwilligung der Regierung darf kein Beobachter einreisen, so der Sprecher. Diese Einwilligung liegt seit Montag vor, die Speicherdauer der Daten bleibt begrenzt."
    found = read(framed(f"<main><h1>{title}</h1><p>{text}</p></main>", language="de", title=title))
    assert found.drafts and text in found.drafts[0].body, found
