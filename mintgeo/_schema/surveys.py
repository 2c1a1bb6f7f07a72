"""Tables of a survey: what members say they offer, who sent it, and what was found of it."""

from typing import Final

from mintgeo._schema.column import ID, Column, Table, number, optional, text
from mintgeo._schema.places import ADDRESS, FINDINGS

RHYTHMS: Final = ("weekly", "fortnightly", "monthly", "yearly", "once", "on_request")
"""How often an offer takes place."""
COSTS: Final = ("free", "donation", "paid", "on_request")
"""What an offer costs."""
COST_UNITS: Final = ("person", "group", "family", "day", "hour", "month", "year")
"""What a price is for."""
VENUES: Final = ("on_site", "at_yours", "online")
"""Where an offer takes place: with the provider, with those who ask for it (mobile), or online."""
STAGES: Final = ("on-site", "online", "hybrid")
"""The same in the codes of the MINTvernetzt platform."""
CONSENTS: Final = ("yes", "no")
"""Whether an entry may be published; what is empty was not said, and counts as no."""

_WHERE: Final = (
    text("file", "file it was read from, with as many folders as tell it from others",
         nullable=False),
    text("sheet", "sheet of the file; empty for a text file"),
    Column(name="row", kind="integer", low=0,
           meaning="row in the file, as Excel counts; of a sheet whose offers stand beside each "
                   "other, the column; 0: the sheet or file as a whole"),
)  # fmt: skip

OFFERS: Final = Table(
    name="offers",
    meaning="what members of a network offer, one row per offer; several codes have semicolons "
    "between them",
    columns=(
        ID,
        *_WHERE,
        Column(name="part", kind="integer", low=1,
               meaning="which of several offers in one row of the file"),
        text("sender", "who sent it: id in the table of senders", nullable=False),
        text("submitted", "when it was sent, as 2026-05-12T09:30:00"),
        text("title", "what the offer is called"),
        text("provider", "who offers it"),
        text("provider_type", "kind of organisation, code of MINTvernetzt (organizationTypes)"),
        text("description", "what it is about, as written"),
        text("disciplines", "subjects, codes of MINTvernetzt (disciplines)"),
        text("further_disciplines", "what is joined to them (additionalDisciplines)"),
        text("topics", "subjects as sites have them, or in words of the sender's own"),
        text("formats", "kinds of offer, codes of MINTvernetzt (formats)"),
        text("category", "kind of place, as in the taxonomy of learning places"),
        text("target_groups", "for whom, codes of MINTvernetzt (projectTargetGroups), said, or of "
             "grades or ages"),
        text("special_groups", "for whom above all (specialTargetGroups)"),
        number("age_from", "youngest age, said or of the grade", "years", low=0, high=120),
        number("age_to", "oldest age, said or of the grade", "years", low=0, high=120),
        number("grade_from", "lowest grade at school, if said", "grade", low=0, high=13),
        number("grade_to", "highest grade at school, if said", "grade", low=0, high=13),
        text("times", "when it takes place, as written"),
        text("days", "days, as in sites: mo tu we th fr sa su, school, holidays"),
        text("start", "when it begins, as 15:00"),
        text("end", "when it ends, as 17:00"),
        text("rhythm", "how often", allowed=RHYTHMS),
        text("date_from", "first day, as 2026-05-12"),
        text("date_to", "last day, as 2026-05-12"),
        text("cost", "what it costs", allowed=COSTS),
        number("cost_eur", "price, the lowest if several are named", "€", low=0),
        number("cost_max_eur", "the highest price named", "€", low=0),
        text("cost_per", "what the price is for", allowed=COST_UNITS),
        text("venues", "where: on_site, at_yours (mobile), online"),
        text("stage", "the same, code of MINTvernetzt (stages)", allowed=STAGES),
        *ADDRESS,
        number("capacity", "participants at a time", "people", low=0),
        text("contact", "who can be asked"),
        text("email", "e-mail address to ask"),
        text("phone", "phone number, as written"),
        text("url", "web page, only http and https"),
        text("consent", "whether the entry may be published", allowed=CONSENTS),
        text("remarks", "what else was written"),
        *optional((FINDINGS,)),
    ),
)  # fmt: skip

SENDERS: Final = Table(
    name="senders",
    meaning="who answered a survey",
    columns=(
        ID,
        text("name", "organisation or person, as first written"),
        text("email", "e-mail address"),
        text("files", "files with answers of this sender, separated by semicolons",
             nullable=False),
        Column(name="offers", kind="integer", meaning="offers sent", low=0),
        Column(name="errors", kind="integer", meaning="findings: lost or contradictory", low=0),
        Column(name="warnings", kind="integer", meaning="findings: to look at", low=0),
    ),
)  # fmt: skip

SURVEY_SHEETS: Final = Table(
    name="survey_sheets",
    meaning="what was read of every sheet: rows = rows_read + rows_explained",
    columns=(
        *_WHERE[:2],
        Column(name="rows", kind="integer", meaning="rows below the header that hold something",
               low=0),
        Column(name="rows_read", kind="integer", meaning="rows of them that became offers", low=0),
        Column(name="rows_explained", kind="integer", low=0,
               meaning="rows of them that are no offers, each with a finding that says why"),
        Column(name="offers", kind="integer", meaning="offers in rows_read", low=0),
    ),
    key=None,
)  # fmt: skip

SURVEY_HEADERS: Final = Table(
    name="survey_headers",
    meaning="what was taken for what: every column of every sheet",
    columns=(
        *_WHERE[:2],
        text("column", "letters of the column, or number of the row that holds the header"),
        text("header", "header in the file"),
        text("field", "column of offers, or a part of one; empty: not understood"),
        text("choice", "of a column per choice: which one"),
        text("how", "how it was understood",
             allowed=("words", "similar", "given", "template", "content", "ignored", "none")),
        number("score", "how surely", "0–100", low=0, high=100),
    ),
    key=None,
)  # fmt: skip

SURVEY_FINDINGS: Final = Table(
    name="survey_findings",
    meaning="what was found, one row per finding, at its cell",
    columns=(
        *_WHERE,
        text("id", "offer that it is about; empty for rows that are none, columns and files"),
        text("sender", "who sent it"),
        text("column",
             "letters of the column; of a sheet whose offers stand beside each other, the row"),
        text("header", "header of the column"),
        text("cell", "what stands there"),
        text("code", "what was found, see findings.md", nullable=False),
        text("severity", "how grave", allowed=("info", "warning", "error")),
        text("values", "its values as JSON, as in the column findings"),
    ),
    key=None,
)  # fmt: skip
