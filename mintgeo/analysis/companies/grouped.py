"""Sites → which of them are one company, and why."""

import pandas as pd

from mintgeo.analysis.companies.names import domain_of, has_form, normal_name, plain
from mintgeo.sites.taxonomy import taxonomy


def companies_of(sites: pd.DataFrame) -> pd.DataFrame:
    """Say of every site which company it is of.

    Returns
    -------
    DataFrame
        In the index of the sites: ``company`` (the domain, or the normal name where there is none;
        NA for one that names nobody), ``spelt`` (the name as it was), ``normal``, ``domain``, and
        ``formed``, whether it is a provider or says its legal form.

    Notes
    -----
    A domain tells companies of one name apart. A site without one belongs to the domain of its name
    if only one is known; so "Meyer GmbH" with two pages are two companies, and a third site of that
    name without a page is one of its own. Two domains are one company if their label and a name
    are the same (``example.de``, ``example.com``).
    """
    spelt, normal = _names(sites)
    pages = _texts(sites, "url")
    domain = pd.Series([domain_of(one) for one in pages], sites.index, dtype="str")
    formed = spelt.map(has_form).astype(bool) | (_texts(sites, "provider").str.strip() != "")
    table = pd.DataFrame({"spelt": spelt, "normal": normal, "domain": domain, "formed": formed})
    table["domain"] = _joined_labels(table)
    there = table[(table["domain"] != "") & (table["normal"] != "")]
    known = there.groupby("normal")["domain"].agg(["nunique", "first"])
    single = known.loc[known["nunique"] == 1, "first"]
    by_name = table["normal"].map(single.to_dict().get).astype("str").fillna(table["normal"])
    company = table["domain"].where(table["domain"] != "", by_name)
    table["company"] = company.where(company != "", pd.NA).astype("str")
    return table


def grouped_by(rows: pd.DataFrame) -> str:
    """Why the rows of one company are one."""
    one_name = rows["normal"].nunique() == 1 and rows["normal"].iloc[0] != ""
    one_domain = (rows["domain"] != "").all() and rows["domain"].nunique() == 1
    if one_name and one_domain:
        return "domain; name"
    if not one_name:
        return "domain"
    return "name" if rows["formed"].any() or (rows["domain"] != "").any() else "name_alone"


def _joined_labels(table: pd.DataFrame) -> pd.Series:
    """Domains of one label and one name as the first of them by the alphabet."""
    label = table["domain"].str.split(".").str[0]
    named = table[(table["domain"] != "") & (table["normal"] != "")].assign(label=label)
    first = named.groupby(["label", "normal"])["domain"].transform("min")
    onto = dict(zip(named["domain"], first, strict=True))
    out = table["domain"].map(lambda one: onto.get(one, one))
    return out.astype("str")


def _names(sites: pd.DataFrame) -> tuple[pd.Series, pd.Series]:
    """The provider of every site, else its name; as written, and as compared."""
    provider, name, place = (_texts(sites, one) for one in ("provider", "name", "place"))
    spelt = provider.where(provider.str.strip() != "", name).str.strip()
    normal = [normal_name(one, there) for one, there in zip(spelt, place, strict=True)]
    names = pd.Series(normal, sites.index, dtype="str")
    kinds = {plain(one) for one in taxonomy()["category"]}
    of_row = _texts(sites, "category").map(plain)
    return spelt, names.mask(names.isin(kinds) | (names == of_row), "")


def _texts(table: pd.DataFrame, column: str) -> pd.Series:
    if column not in table.columns:
        return pd.Series("", index=table.index, dtype="str")
    return table[column].astype("object").where(table[column].notna(), "").astype("str")
