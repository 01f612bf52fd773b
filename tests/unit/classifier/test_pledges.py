"""What is promised: sums, currencies and dates, per language; and what only looks like a promise."""

from __future__ import annotations

import pytest

from classifier.facts import pledges
from classifier.facts.due import due
from classifier.facts.money import sums
from classifier.folding import fold
from statements.model import Pledge

MONEY = (
    ("EUR 50 million", 50_000_000, "EUR"), ("50 Mio. Euro", 50_000_000, "EUR"), ("10 млн долларов", 10_000_000, "USD"),
    ("5亿元", 500_000_000, "CNY"), ("1,5 млрд евро", 1_500_000_000, "EUR"), ("$2.5 billion", 2_500_000_000, "USD"),
    ("US$ 3 million", 3_000_000, "USD"), ("50 millions d'euros", 50_000_000, "EUR"), ("20 millones de euros", 20_000_000, "EUR"),
    ("3 mil millones de dólares", 3_000_000_000, "USD"), ("10 milioni di euro", 10_000_000, "EUR"), ("R$ 12 milhões", 12_000_000, "BRL"),
    ("10 milionów złotych", 10_000_000, "PLN"), ("10 milyon avro", 10_000_000, "EUR"), ("۵۰ میلیون دلار", 50_000_000, "USD"),
    ("٥٠ مليون دولار", 50_000_000, "USD"), ("100 مليون يورو", 100_000_000, "EUR"), ("30 מיליון דולר", 30_000_000, "USD"),
    ("3000万美元", 30_000_000, "USD"), ("10億円", 1_000_000_000, "JPY"), ("500만 달러", 5_000_000, "USD"), ("1억 달러", 100_000_000, "USD"),
    ("10 млн гривень", 10_000_000, "UAH"), ("£15m", 15_000_000, "GBP"), ("1,500,000 euros", 1_500_000, "EUR"),
    ("1.500.000 Euro", 1_500_000, "EUR"), ("CHF 4 million", 4_000_000, "CHF"), ("20 мільйонів євро", 20_000_000, "EUR"),
    ("2億3千万ドル", 230_000_000, "USD"), ("1億5千万円", 150_000_000, "JPY"), ("1兆2000億円", 1_200_000_000_000, "JPY"),
    ("10兆5,000億円", 10_500_000_000_000, "JPY"), ("3千2百万ドル", 32_000_000, "USD"), ("1억 5천만 달러", 150_000_000, "USD"),
    ("两千万美元", 20_000_000, "USD"), ("三亿元", 300_000_000, "CNY"), ("二十五亿美元", 2_500_000_000, "USD"), ("2万亿美元", 2_000_000_000_000, "USD"),
    ("从5亿至10亿美元", 500_000_000, "USD"), ("인천 500만 달러", 5_000_000, "USD"), ("٢٫٥ مليون دولار", 2_500_000, "USD"), ("۲٫۵ میلیون یورو", 2_500_000, "EUR"),
    ("١٬٥٠٠ دولار", 1_500, "USD"), ("half a million euro", 500_000, "EUR"), ("₹450 crore", 4_500_000_000, "INR"),
    ("$1.5–2 million", 1_500_000, "USD"), ("$1.5 to $2 million", 1_500_000, "USD"), ("$1.5 million to $2 million", 1_500_000, "USD"),
    ("5 bis 10 Millionen Euro", 5_000_000, "EUR"), ("between 5 and 10 million euros", 5_000_000, "EUR"), ("in 2019 $5 million", 5_000_000, "USD"),
    ("1.500 millones de euros", 1_500_000_000, "EUR"),
)  # fmt: skip

DATES = (
    ("by the end of 2027", "2027-12-31"), ("by end-2027", "2027-12-31"), ("by 2030", "2030"), ("by June 2027", "2027-06"),
    ("by 30 June 2027", "2027-06-30"), ("by June 30, 2027", "2027-06-30"), ("d'ici la fin de 2027", "2027-12-31"),
    ("d'ici à juin 2027", "2027-06"), ("bis Ende 2027", "2027-12-31"), ("bis zum 1. März 2027", "2027-03-01"), ("hasta finales de 2027", "2027-12-31"),
    ("entro la fine del 2027", "2027-12-31"), ("até o final de 2027", "2027-12-31"), ("do końca 2027 roku", "2027-12-31"),
    ("2027 sonuna kadar", "2027-12-31"), ("2027 yılı sonuna kadar", "2027-12-31"), ("до конца 2027 года", "2027-12-31"),
    ("до кінця 2027 року", "2027-12-31"), ("до 1 марта 2027 года", "2027-03-01"), ("بحلول نهاية عام 2027", "2027-12-31"),
    ("تا پایان سال ۲۰۲۷", "2027-12-31"), ("עד סוף 2027", "2027-12-31"), ("2027年底前", "2027-12-31"), ("2027年6月30日", "2027-06-30"),
    ("2027年末までに", "2027-12-31"), ("2027년 말까지", "2027-12-31"), ("2027년 6월까지", "2027-06"), ("over 2025-2027", "2027"),
    ("by 30 February 2026", "2026-02"), ("by 2026-02-30", "2026-02"), ("bis 31.04.2026", "2026-04"), ("2026年2月30日", "2026-02"),
    ("resolution 2027", None), ("nothing at all", None),
)  # fmt: skip

PLEDGES: tuple[tuple[str, int | None, str | None, str | None], ...] = (
    ("We will provide EUR 50 million by the end of 2027.", 50_000_000, "EUR", "2027-12-31"),
    ("Norway pledges USD 3 million for mine clearance.", 3_000_000, "USD", None),
    ("The embassy will reopen by June 2027.", None, None, "2027-06"),
    ("La France versera 20 millions d'euros d'ici fin 2027.", 20_000_000, "EUR", "2027-12-31"),
    ("Deutschland wird 50 Mio. Euro bis Ende 2027 bereitstellen.", 50_000_000, "EUR", "2027-12-31"),
    ("España aportará 20 millones de euros.", 20_000_000, "EUR", None),
    ("L'Italia stanzierà 10 milioni di euro.", 10_000_000, "EUR", None),
    ("O Brasil doará 5 milhões de dólares.", 5_000_000, "USD", None),
    ("Polska przekaże 10 milionów złotych do końca 2027 roku.", 10_000_000, "PLN", "2027-12-31"),
    ("Türkiye 10 milyon dolar sağlayacaktır.", 10_000_000, "USD", None),
    ("Россия выделит 10 млн долларов.", 10_000_000, "USD", None),
    ("Україна надасть 20 мільйонів євро.", 20_000_000, "EUR", None),
    ("ستقدم المملكة ٥٠ مليون دولار", 50_000_000, "USD", None),
    ("ایران ۵۰ میلیون دلار خواهد داد", 50_000_000, "USD", None),
    ("ישראל תעניק 30 מיליון דולר", 30_000_000, "USD", None),
    ("中方将提供5亿元人民币援助。", 500_000_000, "CNY", None),
    ("我国は10億円を供与する。", 1_000_000_000, "JPY", None),
    ("정부는 500만 달러를 지원하기로 했다.", 5_000_000, "USD", None),
)  # fmt: skip


@pytest.mark.parametrize(("text", "amount", "currency"), MONEY)
def test_sums(text: str, amount: int, currency: str) -> None:
    assert [(s.amount, s.currency) for s in sums(fold(text))] == [(amount, currency)]


@pytest.mark.parametrize(
    "text",
    [
        "50 million people",
        "in 2015",
        "resolution 2254",
        "50%",
        "the euro area",
        "G7",
        "数百万美元",
        "500余万美元",
        "$500余万",
        "2亿3美元",
        "2億3億円",
        "1 billion 200 million dollars",
        "350 millones de pesos",
        "7.125 billion euros",
        "$500 to 20 million people",
        "$300 - 5 million",
        "$5 and 10 million",
        "1,2345 euros",
    ],
)
def test_no_sums(text: str) -> None:
    assert list(sums(fold(text))) == []


@pytest.mark.parametrize(
    ("text", "issuer", "currency"),
    [
        ("aportará 50 millones de pesos mexicanos", None, "MXN"),
        ("will give 5 million Philippine pesos", "MX", "PHP"),
        ("destinará 300 millones de pesos", "AR", "ARS"),
        ("destinará 300 millones de pesos", "CL", "CLP"),
    ],
)
def test_pesos_are_of_the_country_named_or_of_the_issuer(
    text: str, issuer: str | None, currency: str
) -> None:
    assert [s.currency for s in sums(fold(text), issuer)] == [currency]


def test_bare_pesos_of_an_issuer_without_pesos_are_no_sum() -> None:
    assert list(sums(fold("aportará 50 millones de pesos"), "ES")) == []
    text = "El Gobierno destinará 300 millones de pesos a la vivienda."
    assert [p.currency for p in pledges([text], [set()], "AR")] == ["ARS"]


@pytest.mark.parametrize(("text", "expected"), DATES)
def test_by_when(text: str, expected: str | None) -> None:
    assert due(fold(text)) == expected


@pytest.mark.parametrize(("text", "amount", "currency", "by"), PLEDGES)
def test_pledges(text: str, amount: int | None, currency: str | None, by: str | None) -> None:
    assert pledges([text], [set()]) == (Pledge(sentence=text, amount=amount, currency=currency, due=by),)


@pytest.mark.parametrize(
    "text",
    [
        "The war has cost EUR 50 million.",
        "We urge Norway to provide EUR 50 million.",
        "Will Norway provide EUR 50 million?",
        "We will provide support.",
        "Trade reached $2.5 billion in 2023.",
        "We have provided EUR 50 million since 2015.",
        "Sweden will not provide the SEK 300 million requested.",
        "Deutschland stellt keine 5 Mio. Euro bereit.",
        "Россия не выделит 10 млн долларов.",
        "لن تقدم المملكة ٥٠ مليون دولار",
        "We welcome the $3 billion pledged by the World Bank.",
        "The $3 billion pledged by the World Bank is not enough.",
        "In 2019 the previous government promised €200 million, which never arrived.",
        "In 2031 we pledged 5 million euros.",
        "Since 2031 we have committed 5 million euros.",
        "The opposition leader said she will give 5 million euros.",
    ],
)
def test_what_is_no_pledge(text: str) -> None:
    assert pledges([text], [set()]) == ()


@pytest.mark.parametrize(
    "text",
    [
        "Germany welcomes the progress and will provide EUR 5 million.",
        "We will not only provide EUR 5 million.",
        "Since 2020 we have helped, and we will give EUR 5 million.",
        "Deutschland stellt 5 Mio. Euro für Winterhilfe bereit.",
    ],
)
def test_what_is_still_a_pledge(text: str) -> None:
    assert [(p.amount, p.currency) for p in pledges([text], [set()])] == [(5_000_000, "EUR")]


def test_two_sums_in_one_sentence_are_two_pledges() -> None:
    text = "We will give EUR 5 million for food and EUR 2 million for shelter."
    assert [p.amount for p in pledges([text], [set()])] == [5_000_000, 2_000_000]


@pytest.mark.parametrize(
    "unit",
    [
        "1億",
        "千 ",
        "억 5",
        "5 to ",
        "$5-",
        "between 5 and ",
        "pledged by ",
        "will 5 ",
        "1,000,",
        "EUR 5 million ",
        "bis ende 2027 ",
        "announces a ",
        "将",
    ],
)
def test_hostile_repetition_is_answered(unit: str) -> None:
    sentence = unit * (1_000 // len(unit))
    assert isinstance(pledges([sentence] * 20, [set()] * 20), tuple)
