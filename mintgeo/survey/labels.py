"""What codes of offers that are ours are called."""

from typing import Final

from mintgeo.language import N_

RHYTHMS: Final = {
    "weekly": N_("wöchentlich"), "fortnightly": N_("alle zwei Wochen"), "monthly": N_("monatlich"),
    "yearly": N_("einmal im Jahr"), "once": N_("einmalig"), "on_request": N_("nach Vereinbarung"),
}  # fmt: skip
COSTS: Final = {
    "free": N_("kostenlos"), "donation": N_("Spende"), "paid": N_("mit Preis"),
    "on_request": N_("auf Anfrage"),
}  # fmt: skip
COST_UNITS: Final = {
    "person": N_("je Person"), "group": N_("je Gruppe"), "family": N_("je Familie"),
    "day": N_("je Tag"), "hour": N_("je Stunde"), "month": N_("je Monat"), "year": N_("je Jahr"),
}  # fmt: skip
VENUES: Final = {
    "on_site": N_("vor Ort bei uns"), "at_yours": N_("mobil, bei Ihnen vor Ort"),
    "online": N_("online"),
}  # fmt: skip
DAYS: Final = {
    "mo": N_("Montag"), "tu": N_("Dienstag"), "we": N_("Mittwoch"), "th": N_("Donnerstag"),
    "fr": N_("Freitag"), "sa": N_("Samstag"), "su": N_("Sonntag"),
    "school": N_("in der Schulzeit"), "holidays": N_("in den Ferien"),
}  # fmt: skip
CHOICES: Final = N_("Auswahl")
"""The hidden sheet of a template, with the lists to choose from."""
CONSENTS: Final = {"yes": N_("ja"), "no": N_("nein")}
