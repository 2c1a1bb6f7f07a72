"""Where a company has its sites, in a sentence."""

from collections.abc import Sequence

from mintgeo.language._speech import Language


def sites_said(
    say: Language,
    name: str,
    networks: Sequence[tuple[str, str]],
    *,
    outside: int = 0,
    alone: bool = False,
) -> str:
    """Say in the areas of which networks a company has sites.

    Parameters
    ----------
    say
        The language.
    name
        Of the company.
    networks
        Name of each network and its Länder, "" where these are not known.
    outside
        Number of its sites in none.
    alone
        Whether nothing but the name says that the sites are of one.

    Examples
    --------
    >>> from mintgeo.language import language
    >>> sites_said(language("de"), "Optik", [("X", "Nordrhein-Westfalen"), ("Y", "Thüringen")])
    'Optik hat Standorte in den Gebieten der Netzwerke X (Nordrhein-Westfalen) und Y (Thüringen).'
    """
    told = say.listed([f"{one} ({land})" if land else one for one, land in networks])
    if not networks:
        return say("{name} hat in keinem Gebiet eines Netzwerks einen Standort.", name=name)
    said = (
        say("{name} hat Standorte im Gebiet des Netzwerks {networks}.", name=name, networks=told)
        if len(networks) == 1
        else say(
            "{name} hat Standorte in den Gebieten der Netzwerke {networks}.",
            name=name, networks=told,
        )
    )  # fmt: skip
    if alone:
        doubt = say("Ob es ein und derselbe Träger ist, sagt nur der gleiche Name.")
        said = f"{said} {doubt}"
    if not outside:
        return said
    more = say.count(
        "Ein weiterer Standort liegt in keinem davon.",
        "{n} weitere Standorte liegen in keinem davon.", outside,
    )  # fmt: skip
    return f"{said} {more}"
