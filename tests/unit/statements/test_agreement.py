"""Set phrases about different events, and copies of one text: told apart by what stands in the same place."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from statements.agreement import agree, taken_over
from statements.identity import text_hash
from statements.labels import Relation
from statements.likeness import COPY, Printed, likeness, relation

DAY = date(2025, 3, 1)
ATTACK = (
    "{who} condemns in the strongest possible terms the terrorist attack that took place on {day} in {place}, which killed {toll} "
    "people and wounded many others. It offers its sincere condolences to the families of the victims and wishes the injured a "
    "swift recovery. {who} stands in solidarity with the people and the authorities of {state} in this ordeal and reiterates its "
    "support for the fight against terrorism in all its forms. Those responsible must be brought to justice."
)
KABUL = {"who": "Our government", "day": "3 May", "place": "Kabul", "toll": "twelve", "state": "Afghanistan"}
PEMBA = (
    "Le ministère adresse ses condoléances aux familles des victimes de l'attaque perpétrée contre {target}. Il salue le courage "
    "des secours et des soignants, assure les autorités de sa solidarité et rappelle que la protection des civils est une "
    "obligation pour toutes les parties, en tout lieu et en tout temps."
)
ADEN = (
    "تعرب وزارة الخارجية عن إدانتها للهجوم الذي استهدف {target} في {state} وأسفر عن سقوط عدد من القتلى والجرحى وتؤكد موقفها "
    "الثابت الرافض لكافة أشكال العنف والإرهاب وتقدم خالص العزاء والمواساة لأسر الضحايا ولحكومة {state} وشعبها مع التمنيات "
    "بالشفاء العاجل للمصابين وعودة الأمن والاستقرار"
)
LAHORE = (
    "我们对{state}发生的袭击事件深感震惊，予以强烈谴责，对遇难者表示深切哀悼，对伤者和遇难者家属表示诚挚慰问。我们反对一切形式的恐怖主义，"
    "将继续支持{state}政府打击恐怖主义、维护国家安全与稳定的努力。"
)
JOINT = (
    "We, the foreign ministers of France, Germany, the United Kingdom and the United States, follow the events in Aleppo "
    "with grave concern. We urge all parties to de-escalate, to protect civilians and their homes, and to prevent further "
    "displacement. The current escalation only underlines the urgent need for a political solution led by Syrians, in line "
    "with Security Council resolution 2254. We stand ready to work with all who share these aims."
)
SET_PHRASES = {
    "place, toll and state": (
        ATTACK.format(**KABUL),
        ATTACK.format(**{**KABUL, "place": "Mogadishu", "toll": "seven", "state": "Somalia"}),
    ),
    "the day alone": (ATTACK.format(**KABUL), ATTACK.format(**{**KABUL, "day": "9 June"})),
    "the toll alone, in words": (ATTACK.format(**KABUL), ATTACK.format(**{**KABUL, "toll": "thirty"})),
    "the state alone": (ATTACK.format(**KABUL), ATTACK.format(**{**KABUL, "state": "Pakistan"})),
    "who speaks": (ATTACK.format(**KABUL), ATTACK.format(**{**KABUL, "who": "Portugal"})),
    "what was attacked": (PEMBA.format(target="une école"), PEMBA.format(target="un marché")),
    "Arabic": (
        ADEN.format(target="مسجدا", state="باكستان"),
        ADEN.format(target="مسجدا", state="الصومال"),
    ),
    "Chinese": (LAHORE.format(state="巴基斯坦"), LAHORE.format(state="俄罗斯")),
}
COPIES = {
    "a frame": (f"Washington, DC. {JOINT} End text.", JOINT),
    "the order of signatories": (
        JOINT,
        JOINT.replace("France, Germany, the United Kingdom and", "the United Kingdom, Germany, France and"),
    ),
    "names of one country": (JOINT, JOINT.replace("the United Kingdom", "Britain")),
    "spelling": (JOINT, JOINT.replace("de-escalate", "deescalate").replace("Aleppo", "Alepo")),
    "date lines": (
        f"Washington, 1 December 2024 - {JOINT}",
        f"Paris, le 1er décembre 2024. {JOINT}",
    ),
    "a paragraph that only one has": (
        f"{JOINT} {JOINT[::-1].lower()} {ATTACK.format(**KABUL)}",
        f"{JOINT} {ATTACK.format(**KABUL)}",
    ),
}


def printed(text: str, source: str, day: date = DAY) -> Printed:
    return Printed(
        source=source, issuer=source, title="Statement", text=text, text_sha256=text_hash(text), language=None, day=day
    )  # fmt: skip


@pytest.mark.parametrize("what", SET_PHRASES)
def test_set_phrases_about_different_events_are_no_copies(what: str) -> None:
    one, other = SET_PHRASES[what]
    assert max(likeness(one, other)) >= COPY, "worded alike, or there is nothing to tell apart"
    assert relation(printed(one, "a"), printed(other, "b")) is None
    assert relation(printed(other, "b"), printed(one, "a")) is None


@pytest.mark.parametrize("what", COPIES)
def test_copies_agree_whatever_frames_them(what: str) -> None:
    one, other = COPIES[what]
    for found in (relation(printed(one, "a"), printed(other, "b")), relation(printed(other, "b"), printed(one, "a"))):  # fmt: skip
        assert found is not None and found[0] is Relation.COPY


def test_the_same_condolence_after_another_attack_is_no_reissue() -> None:
    one, other = (PEMBA.format(target=f"une école de {place}") for place in ("Pemba", "Goma"))
    later = DAY + timedelta(days=90)
    assert relation(printed(other, "a", later), printed(one, "a")) is None
    assert relation(printed(one, "a", later), printed(one, "a")) == (Relation.REISSUE, 1.0)


def test_date_lines_differ_among_copies_of_these_days_only() -> None:
    one, other = COPIES["date lines"]
    assert relation(printed(one, "a", DAY + timedelta(days=9)), printed(other, "b")) is None


def test_a_long_text_may_differ_in_a_word_or_two() -> None:
    lines = [f"In chapter {n} the parties agree on measure {n} and on its funding." for n in range(60)]
    long = " ".join(lines)
    assert agree(long, long.replace("measure 7 ", "step 7 "))
    once = long.replace("chapter 59", "chapter 590")
    assert agree(long, once)
    assert not agree(long, once.replace("measure 8 ", "measure 810 ").replace("measure 58 ", "measure 580 "))


def test_stray_words_of_a_long_text_are_not_taken_over() -> None:
    short = "the ministers of the two states met and spoke about trade"
    long = "the sea and the land of the world, two of which the states share; they met and then spoke about much trade"
    assert taken_over(short, long) == 0.0
    assert taken_over(short, f"Yesterday {short} at length, and more.") == 1.0
