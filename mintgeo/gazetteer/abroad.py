"""Austrian and Swiss addresses, whose PLZ of four digits look like German ones without a zero."""

from typing import Final

from mintgeo.gazetteer.gazetteer import ABROAD
from mintgeo.gazetteer.names import place_key, stem_and_tail

_UNUSED: Final = "05"
"""No PLZ of Germany begins so; those of Salzburg and Aargau do, with a zero before them."""
_TOWNS: Final = {
    "1": "wien lausanne genf geneve genève montreux vevey nyon morges renens yverdon "
    "fribourg sion sitten freiburg-im-üechtland purkersdorf schwechat bulle",
    "2": "wiener-neustadt baden moedling klosterneuburg biel bienne neuenburg neuchâtel "
    "la-chaux-de-fonds delsberg delémont solothurn schwechat neunkirchen hollabrunn gänserndorf "
    "mistelbach bruck-an-der-leitha grenchen perchtoldsdorf brunn-am-gebirge traiskirchen",
    "3": "st.-pölten krems krems-an-der-donau bern thun köniz burgdorf interlaken langenthal "
    "klosterneuburg tulln amstetten melk zwettl waidhofen brig visp sierre siders sitten "
    "zermatt gstaad spiez münsingen wolkersdorf lilienfeld purkersdorf ostermundigen",
    "4": "linz wels steyr leonding traun gmunden vöcklabruck bad-ischl ried schärding braunau "
    "braunau-am-inn basel liestal olten riehen allschwil reinach muttenz rheinfelden solothurn "
    "freistadt rohrbach perg enns marchtrenk ansfelden kirchdorf eferding zofingen oftringen "
    "binningen pratteln ried-im-innkreis bad-hall",
    "5": "salzburg hallein saalfelden zell-am-see bischofshofen st.-johann-im-pongau aarau baden "
    "wettingen brugg bad-gastein wals mittersill tamsweg seekirchen oberndorf braunau "
    "lenzburg wohlen spreitenbach rheinfelden",
    "6": "innsbruck dornbirn bregenz feldkirch bludenz hohenems lustenau kufstein hall-in-tirol "
    "schwaz telfs wörgl kitzbühel lienz imst landeck luzern zug emmen kriens schwyz lugano "
    "bellinzona locarno altdorf sarnen stans baar cham steinhausen seefeld rankweil götzis "
    "hard reutte chiasso mendrisio einsiedeln littau küssnacht",
    "7": "eisenstadt oberwart mattersburg chur davos st.-moritz arosa neusiedl-am-see güssing "
    "bad-ragaz sargans thusis landquart oberpullendorf pinkafeld",
    "8": "graz leoben kapfenberg bruck-an-der-mur knittelfeld judenburg weiz feldbach "
    "deutschlandsberg leibnitz zürich winterthur dübendorf uster dietikon schaffhausen "
    "frauenfeld kreuzlingen rapperswil wetzikon kloten bülach horgen thalwil liezen "
    "schlieren wädenswil regensdorf volketswil glarus pfäffikon amriswil weinfelden köflach "
    "gleisdorf hartberg fürstenfeld mürzzuschlag opfikon illnau adliswil",
    "9": "klagenfurt villach wolfsberg spittal feldkirchen sankt-veit-an-der-glan "
    "völkermarkt hermagor st.-gallen rorschach herisau wil gossau appenzell lienz arbon "
    "buchs altstätten wattwil vaduz velden uzwil flawil spittal-an-der-drau",
}
"""First digit of a PLZ → towns of Austria, Switzerland and Liechtenstein that have such ones."""
TOWNS: Final = {
    digit: frozenset(place_key(name.replace("-", " ")) for name in names.split())
    for digit, names in _TOWNS.items()
}


_SIGNS: Final = frozenset({"a", "at", "aut", "ch", "che", "fl", "oe", "oest", "sui"})
"""Behind a town of :data:`TOWNS` they are its country."""


def says_abroad(place: str) -> str:
    """Country that stands behind the name of a place, as a key; empty text if none does.

    Examples
    --------
    >>> says_abroad("Salzburg (A)"), says_abroad("Kehl/Frankreich"), says_abroad("Lindau (B)")
    ('a', 'frankreich', '')
    """
    stem, tail = stem_and_tail(place)
    listed = any(place_key(stem) in towns for towns in TOWNS.values())
    return tail if tail in ABROAD or (listed and tail in _SIGNS) else ""


def is_abroad(postcode: str | None, place: str) -> bool:
    """Whether a PLZ that has or got a zero in front is one of four digits of a neighbour.

    Examples
    --------
    >>> is_abroad("05020", "Salzburg"), is_abroad("01010", "Wien"), is_abroad("01067", "Dresden")
    (True, True, False)
    """
    if not postcode or not postcode.startswith("0"):
        return False
    return postcode.startswith(_UNUSED) or place_key(place) in TOWNS.get(postcode[1], ())
