"""Every message of the code has its English text, with the same names in it."""

import re

import pytest

import mintgeo as mg
from mintgeo._errors import OptionError
from mintgeo.analysis.division import AREA_TYPE_NAMES
from mintgeo.germany.own_areas import ELSEWHERE
from mintgeo.language import LEVELS, MODES, STATUSES, language
from mintgeo.language._catalog import messages
from mintgeo.travel import CURVES
from mintgeo.travel.roads.reading.profiles import PROFILES
from tools.messages import ROOT, current, domains, has_text, languages, read

PAIRS = [(lang, domain) for lang in languages() for domain in domains(lang)]


@pytest.mark.parametrize(("lang", "domain"), PAIRS)
@pytest.mark.slow
def test_message_files_are_current_and_complete(lang: str, domain: str) -> None:
    fresh = current(lang, domain)
    written = read(ROOT / "language" / lang / f"{domain}.po", lang)
    assert {one.id for one in written} == {one.id for one in fresh}, "run: make messages"
    assert [one.id for one in fresh if one.id and not has_text(one.string)] == []


@pytest.mark.parametrize(("lang", "domain"), PAIRS)
def test_translations_keep_the_names(lang: str, domain: str) -> None:
    for message in current(lang, domain):
        for asked, said in zip(*map(forms, (message.id, message.string)), strict=True):
            assert names(said) == names(asked), asked


def test_nothing_is_said_inside_of_an_f_string() -> None:
    """Babel finds it there under some Pythons only."""
    nested = re.compile(r"""\{(say|self)(\.count)?\(["']""")
    for file in ROOT.rglob("*.py"):
        assert not nested.search(file.read_text(encoding="utf-8")), file.name


@pytest.mark.parametrize("domain", ["chapters", "report"])
def test_reports_name_no_options_and_functions(domain: str) -> None:
    """Who reads them has not written the study; tables and files may be named."""
    own = re.compile(r"\[[a-z]+\]|\bmg\.|(?<![\w/])[a-z]+(_[a-z]+)+\b(?!\.)")
    told = [re.sub(r"\{\w+\}|travel_min_…", "", form) for message in current("en", domain)
            for form in (*forms(message.id), *forms(message.string))]  # fmt: skip
    assert [one for one in told if own.search(one) and "pip install" not in one] == []


def test_a_message_says_the_same_in_every_file() -> None:
    for lang in languages():
        said: dict[object, object] = {}
        for domain in domains(lang):
            for message in current(lang, domain):
                if message.id:
                    assert said.setdefault(message.id, message.string) == message.string


def test_codes_of_the_tables_have_phrases() -> None:
    for phrases in (MODES, STATUSES, LEVELS):
        for phrase in phrases.values():
            assert language("de")(phrase) == phrase
            assert language("en")(phrase) != phrase


def test_words_of_the_data_have_their_english() -> None:
    texts = {*AREA_TYPE_NAMES.values(), ELSEWHERE}
    texts |= {mg.Airline(mode=mode).describe()["source"] for mode in CURVES}
    texts |= {profile.source for profile in PROFILES.values()}
    rules = mg.sites.taxonomy()
    texts |= {*rules["category"], *rules["offer"], *rules["topics"].str.split("|").explode()}
    assert texts - set(messages("en")) == set(), "new words go into language/words.py"
    assert language("en").who("children_under_16") == "children under 16"


def test_german_needs_no_file_and_a_page_no_words() -> None:
    assert language("de").used_in('say("zu Fuß")') == {}
    assert language("en").used_in('say("zu Fuß")') == {"zu Fuß": ["on foot"]}


def test_several_things() -> None:
    assert language("de").listed(["Bremen"]) == "Bremen"
    assert language("en").listed(["Bremen", "Hamburg"]) == "Bremen and Hamburg"


def test_unknown_language_is_refused() -> None:
    with pytest.raises(OptionError, match="one of de, en, not 'fr'"):
        language("fr")


def forms(text: str | tuple[str, ...] | list[str]) -> list[str]:
    return [text] if isinstance(text, str) else list(text)


def names(text: str) -> list[str]:
    return sorted(re.findall(r"\{\w*\}", text))
