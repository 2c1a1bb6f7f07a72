"""Spoil addresses as people do. Written without looking at the parser's tables: keep it so."""

import random
import re
from collections.abc import Callable
from typing import NamedTuple


class Written(NamedTuple):
    """An address as it stands in a list."""

    street: str
    number: str
    postcode: str
    place: str

    @property
    def line(self) -> str:
        return f"{self.street} {self.number}".strip()


NEIGHBOURS = {
    "a": "sqy", "b": "vn", "c": "xv", "d": "sf", "e": "wr", "f": "dg", "g": "fh", "h": "gj",
    "i": "uo", "j": "hk", "k": "jl", "l": "kö", "m": "n", "n": "mb", "o": "ip", "p": "oü",
    "r": "et", "s": "ad", "t": "rz", "u": "zi", "v": "cb", "w": "qe", "z": "tu", "ä": "ö",
    "ö": "lä", "ü": "p", "ß": "s",
}  # fmt: skip


def slip(text: str, rng: random.Random) -> str:
    """One letter too many, too few, a neighbouring key, or two letters swapped."""
    spots = [i for i, letter in enumerate(text) if letter.isalpha() and i]
    if len(spots) < 4:
        return text
    spot = rng.choice(spots[:-1])
    kind = rng.randrange(4)
    if kind == 0:
        return text[:spot] + text[spot + 1 :]
    if kind == 1:
        return text[:spot] + text[spot] + text[spot:]
    if kind == 2:
        wrong = rng.choice(NEIGHBOURS.get(text[spot].lower(), "e"))
        return text[:spot] + wrong + text[spot + 1 :]
    return text[:spot] + text[spot + 1] + text[spot] + text[spot + 2 :]


def typo(one: Written, rng: random.Random) -> Written:
    return one._replace(street=slip(one.street, rng))


def place_typo(one: Written, rng: random.Random) -> Written:
    return one._replace(place=slip(one.place, rng))


def abbreviated(one: Written, rng: random.Random) -> Written:
    short = [
        (r"[Ss]traße\b", lambda m: rng.choice(["str.", "str", "strasse"]).replace("s", m[0][0], 1)),
        (r"[Pp]latz\b", lambda m: m[0][0] + "l."),
        (r"\bAn der\b", "a. d."), (r"\bIn der\b", "i. d."),
        (r"\bSankt\b", "St."), (r"\bDoktor\b", "Dr."),
        (r"\bProfessor\b", "Prof."), (r"\bGroße\b", "Gr."),
        (r"\bKleine\b", "Kl."), (r"\bBürgermeister\b", "Bgm."),
        (r"\b(Friedrich|Johann|Karl|Wilhelm|Heinrich|Rosa|August|Ernst|Robert|Clara|Max)(?=-)",
         lambda m: m[0][0] + "."),
    ]  # fmt: skip
    text = one.street
    for pattern, into in short:
        text = re.sub(pattern, into, text)
    return one._replace(street=text)


def no_umlauts(one: Written, rng: random.Random) -> Written:
    plain = str.maketrans(
        {"ä": "ae", "ö": "oe", "ü": "ue", "Ä": "Ae", "Ö": "Oe", "Ü": "Ue", "ß": "ss"}
    )
    return one._replace(street=one.street.translate(plain), place=one.place.translate(plain))


def lost_zero(one: Written, rng: random.Random) -> Written:
    return one._replace(postcode=one.postcode.lstrip("0"))


def wrong_postcode(one: Written, rng: random.Random) -> Written:
    digits = list(one.postcode)
    if len(digits) != 5:
        return one
    if rng.random() < 0.3:
        spot = rng.randrange(4)
        digits[spot], digits[spot + 1] = digits[spot + 1], digits[spot]
    else:
        digits[rng.randrange(5)] = str(rng.randrange(10))
    return one._replace(postcode="".join(digits))


def no_postcode(one: Written, rng: random.Random) -> Written:
    return one._replace(postcode="")


def no_number(one: Written, rng: random.Random) -> Written:
    return one._replace(number="")


def swapped(one: Written, rng: random.Random) -> Written:
    words = re.split(r"[\s-]", one.street)
    if len(words) > 1 and rng.random() < 0.5:
        return one._replace(street=" ".join([*words[1:], words[0]]))
    return one._replace(street=f"{one.number} {one.street}", number="")


def case(one: Written, rng: random.Random) -> Written:
    return one._replace(street=rng.choice([str.upper, str.lower])(one.street))


def spaced(one: Written, rng: random.Random) -> Written:
    street = one.street.replace("-", " ") if "-" in one.street else one.street.replace(" ", "")
    number = re.sub(r"(\d)([A-Za-z])", r"\1 \2", one.number)
    return one._replace(street=street, number=number)


def decorated(one: Written, rng: random.Random) -> Written:
    before, after = rng.choice([
        ("c/o Schulze, ", ""), ("Schulzentrum, ", ""), ("", ", 2. OG"), ("", " (Hinterhaus)"),
        ("Haus der Jugend, ", ""), ("", ", Eingang B"), ("Alte Mühle, ", ""),
    ])  # fmt: skip
    return one._replace(street=f"{before}{one.street}", number=f"{one.number}{after}")


def labelled(one: Written, rng: random.Random) -> Written:
    return one._replace(number=rng.choice(["Nr. ", "Nr.", "Hausnr. "]) + one.number)


def no_place(one: Written, rng: random.Random) -> Written:
    return one._replace(place="")


KINDS: dict[str, Callable[[Written, random.Random], Written]] = {
    "typo": typo, "place typo": place_typo, "abbreviated": abbreviated, "no umlauts": no_umlauts,
    "lost zero": lost_zero, "wrong postcode": wrong_postcode, "no postcode": no_postcode,
    "no number": no_number, "swapped": swapped, "case": case, "spaced": spaced,
    "decorated": decorated, "labelled": labelled, "no place": no_place,
}  # fmt: skip


def distort(one: Written, kind: str, rng: random.Random) -> Written:
    """Spoil an address in one way."""
    return KINDS[kind](one, rng)
