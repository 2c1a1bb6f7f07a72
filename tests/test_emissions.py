"""Emission factors: numbers with sources, which users replace; what is missing stays missing."""

from dataclasses import replace

import numpy as np
import pytest

from mintgeo import emissions
from mintgeo._errors import MissingDataError, OptionError
from mintgeo.emissions import FACTORS, EmissionFactors, Factor
from mintgeo.modes import MODES


def test_every_mode_of_the_package_has_a_factor_with_source_and_words_in_both_languages() -> None:
    assert set(FACTORS.people) == set(MODES)
    every = [one for one in vars(emissions).values() if isinstance(one, Factor)]
    assert len(every) > 8
    for one in every:
        assert {"de", "en"} <= set(one.names)
        assert set(one.assumed) in (set(), {"de", "en"})
        assert one.name("en") != one.name("de") or one.grams > 0
        assert 2010 <= one.year <= 2030


def test_numbers_are_those_of_the_sources() -> None:
    assert FACTORS.of("car").grams == 164
    assert emissions.CAR_ALONE.grams == pytest.approx(229.6)
    assert FACTORS.of("transit").grams == (90 + 44) / 2
    assert FACTORS.van.kg(50) == pytest.approx(0.324 * 50)
    assert FACTORS.of("bike").grams == FACTORS.of("foot").grams == 0


def test_kilograms_of_ways_that_are_missing_are_missing() -> None:
    assert FACTORS.kg("car", [10, np.nan, 0]).tolist()[0] == pytest.approx(1.64)
    assert np.isnan(FACTORS.kg("car", [10, np.nan, 0])[1])


def test_factors_are_replaced_not_changed() -> None:
    mine = Factor(
        grams=0.0, per="vehicle", names={"de": "E-Transporter"}, source="Ökostrom", year=2026
    )
    other = replace(FACTORS, van=mine)
    assert other.van.name("en") == "E-Transporter"
    assert FACTORS.van.grams == 324
    assert other.lines(["car"], van=True) == FACTORS.lines(["car"])


def test_lines_name_each_source_once_and_none_for_what_emits_nothing() -> None:
    assert len(FACTORS.lines(["car", "transit", "bike"])) == 1
    assert len(FACTORS.lines(["car"], van=True)) == 2
    assert FACTORS.lines(["bike", "foot"]) == []


def test_what_is_no_factor_is_refused() -> None:
    names = {"de": "Pferd"}
    with pytest.raises(OptionError, match="0 or more"):
        Factor(grams=-1, per="person", names=names, source="x", year=2020)
    with pytest.raises(OptionError, match="0 or more"):
        Factor(grams=float("nan"), per="person", names=names, source="x", year=2020)
    with pytest.raises(OptionError, match="source"):
        Factor(grams=1, per="person", names=names, source=" ", year=2020)
    with pytest.raises(OptionError, match="German name"):
        Factor(grams=1, per="person", names={"en": "horse"}, source="x", year=2020)
    with pytest.raises(OptionError, match="per person"):
        EmissionFactors(people={"car": emissions.VAN})
    with pytest.raises(OptionError, match="van"):
        EmissionFactors(van=emissions.CAR)
    with pytest.raises(MissingDataError, match="horse"):
        FACTORS.of("horse")
