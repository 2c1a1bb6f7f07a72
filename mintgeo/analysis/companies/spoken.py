"""Companies of a table as sentences."""

import pandas as pd

from mintgeo._schema.networks import COMPANY_NETWORKS
from mintgeo._schema.rows import SEPARATOR
from mintgeo.language import language
from mintgeo.language.networks import sites_said


def company_sentences(table: pd.DataFrame, *, lang: str = "de") -> pd.Series:
    """Say of every company in the areas of which networks it has sites.

    Parameters
    ----------
    table
        As of ``company_networks``.
    lang
        ``de`` or ``en``.

    Returns
    -------
    Series of str
        One sentence per company, by its key, in the order of the table.

    Raises
    ------
    TableError
        If it is no such table.
    OptionError
        If mintgeo does not speak the language.
    """
    COMPANY_NETWORKS.check(table)
    say, told = language(lang), {}
    for company, rows in table.groupby("company", sort=False):
        inside = rows[rows["reason"] == "inside"]
        names = [
            (name, say.listed(str(land).split(SEPARATOR)) if land else "")
            for name, land in zip(inside["network_name"], inside["land"].fillna(""), strict=True)
        ]
        outside = int(rows.loc[rows["reason"] == "outside", "sites"].sum())
        alone = bool((rows["grouped_by"] == "name_alone").any())
        name = rows["name"].iloc[0]
        told[company] = sites_said(say, name, names, outside=outside, alone=alone)
    return pd.Series(told, dtype="str", name="sentence")
