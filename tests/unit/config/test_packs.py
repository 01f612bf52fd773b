"""Packs: every name in them stands for something, and what they choose can be watched."""

from __future__ import annotations

from pathlib import Path

import pytest

from config import load, write_example
from config.packs import can_be_watched, choose, packs
from config.shipped import shipped
from statements.errors import ConfigError


def test_every_name_in_a_pack_stands_for_shipped_sources() -> None:
    assert list(packs()) == ["first-wave", "syria", "p5", "g7", "g20", "eu", "all"]
    for name, pack in packs().items():
        assert [id_ for id_ in pack.sources if id_ not in shipped()] == [], name
        assert [issuer for issuer in pack.issuers if not shipped().of(issuer)] == [], name


def test_the_first_wave_is_all_watchable() -> None:
    pack = packs()["first-wave"]
    assert len(pack.sources) == 35
    assert choose(("first-wave",)) == pack.sources


def test_all_is_everything_that_may_be_asked() -> None:
    chosen = choose(("all",))
    left = [shipped()[id_] for id_ in shipped() if id_ not in chosen]
    assert left and not any(can_be_watched(source) for source in left)
    assert len(chosen) > 200


def test_the_pack_on_syria_asks_those_who_lead_the_talks() -> None:
    assert {"un-ose-syria", "un-geneva", "ru-mid", "tr-mfa", "ir-mfa", "sy-mofaex"} <= set(choose(("syria",)))


def test_the_pack_on_syria_asks_the_whole_gulf_china_and_the_islamic_states() -> None:
    expected = {
        "kw-mofa",
        "om-fm",
        "bh-mofa",
        "ye-mofa",
        "sa-mofa",
        "qa-mofa",
        "cn-mfa-en",
        "cn-mfa-zh",
        "oic",
    }
    assert expected <= set(choose(("syria",)))


def test_packs_add_up_and_name_each_source_once() -> None:
    both = choose(("p5", "g7"))
    assert len(set(both)) == len(both)
    assert set(both) == {*choose(("p5",)), *choose(("g7",))}


def test_a_pack_that_is_none_is_named_and_nothing_is_written(tmp_path: Path) -> None:
    with pytest.raises(ConfigError, match=r'there is no pack "p6"; there are: first-wave, syria'):
        write_example(tmp_path, contact="desk@example.org", chosen=("p6",))
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("name", ["syria", "all"])
def test_a_pack_gives_a_configuration_that_loads(tmp_path: Path, name: str) -> None:
    write_example(tmp_path, contact="desk@example.org", chosen=(name,))
    config = load(tmp_path, {})
    assert [source.id for source in config.sources if source.enabled] == list(choose((name,)))
