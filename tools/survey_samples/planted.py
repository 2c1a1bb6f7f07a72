# ruff: noqa: E501 rows of tables are easier to read as rows
"""What is wrong in the files, written down before there was a reader."""

from typing import Final, NamedTuple

HARMLESS: Final = "harmless"


class Fault(NamedTuple):
    """One fault: where it is, what kind it is, and the code that the reader must say.

    ``expected`` is ``harmless`` where nothing is lost; ``why`` says what comes out then, or what
    is wrong. ``row`` 0 is a column, a sheet or a file.
    """

    file: str
    row: int
    field: str
    kind: str
    expected: str
    why: str


_TEXT: Final = """
01_limesurvey.csv | 0 | formats | column per choice with a free one | harmless | Workshop / Kurs of "Ja", "Sonstiges" holds a text
01_limesurvey.csv | 2 | formats | free text of "other" | survey.choice_unknown | "Escape Room" is of no list
01_limesurvey.csv | 3 | - | answer without content | survey.empty_row | opened the survey and left
01_limesurvey.csv | 4 | title | test row | survey.test_row | "Test"
01_limesurvey.csv | 5 | age_from | nothing said in words | survey.audience_missing | "k. A." is no answer
01_limesurvey.csv | 5 | consent | word for yes | harmless | "Y"
01_limesurvey.csv | 6 | title | text that begins like a formula | survey.formula_text | stays text
01_limesurvey.csv | 6 | postcode | four digits | read.postcode_zero | 7743 is 07743
01_limesurvey.csv | 0 | - | columns of the tool | harmless | "Letzte Seite", "Start-Sprache" say nothing of offers
02_google_forms.csv | 2 | disciplines | choices by comma | harmless | three choices, one of them with a comma inside
02_google_forms.csv | 4 | - | submitted twice, the same | survey.repeated | differs from row 3 in its time only
02_google_forms.csv | 5 | - | submitted again, changed | survey.sent_again | same sender and title, other ages
02_google_forms.csv | 6 | email | no address | survey.email_odd | "kontakt(at)sternwarte"
02_google_forms.csv | 7 | url | no web page | survey.url_odd | javascript:
02_google_forms.csv | 7 | target_groups | group and ages in one cell | harmless | "Grundschule, 6-10 Jahre"
03_microsoft_forms.xlsx | 2 | formats | semicolon at the end | harmless | "Workshop / Kurs;Ferienangebot;"
03_microsoft_forms.xlsx | 2 | sender | anonymous | survey.sender_missing | "anonymous", no e-mail
03_microsoft_forms.xlsx | 3 | grade_from | range with und | harmless | "Klassen 5, 6 und 7"
03_microsoft_forms.xlsx | 4 | capacity | not a number | read.number_odd | "je nach Raum"
03_microsoft_forms.xlsx | 0 | title | question with a line break | harmless | "Wie heißt\\nIhr Angebot?"
03_microsoft_forms.xlsx | 5 | title | title is missing | survey.title_missing | answered all else
04_vhs_verbunden.xlsx | 2 | - | title above the header | list.above_header | "Angebote 2026"
04_vhs_verbunden.xlsx | 3 | provider | sender above the header | survey.from_head | "Einrichtung:" beside the name
04_vhs_verbunden.xlsx | 0 | age_from | heads merged over two rows | harmless | Alter over von and bis
04_vhs_verbunden.xlsx | 8 | place | place merged over rows | read.merged | Erfurt for three rows
04_vhs_verbunden.xlsx | 8 | age_from | ages in the wrong order | survey.age_order | 12 to 8
04_vhs_verbunden.xlsx | 10 | - | total row | list.total | Summe
04_vhs_verbunden.xlsx | 12 | - | footnote | list.footnote | "Stand: Mai 2026"
05_zwei_in_einer_zelle.xlsx | 2 | title | two offers in one cell | survey.several_offers | numbered lines
05_zwei_in_einer_zelle.xlsx | 2 | times | each with its own time | harmless | the lines are as many as the titles
05_zwei_in_einer_zelle.xlsx | 3 | title | two offers by slash | survey.maybe_several | one or two, nobody knows
05_zwei_in_einer_zelle.xlsx | 4 | place | as above | survey.as_above | "s. o."
05_zwei_in_einer_zelle.xlsx | 5 | provider | as above | survey.as_above | ditto mark
05_zwei_in_einer_zelle.xlsx | 6 | - | example of the sheet | survey.example_row | "Beispiel: …"
06_english.csv | 2 | age_from | English ages | harmless | "ages 8-12"
06_english.csv | 3 | grade_from | English grades | harmless | "Grade 5 to 7"
06_english.csv | 3 | cost | English words | harmless | "free of charge"
06_english.csv | 4 | cost | no price | survey.cost_odd | "reasonable"
06_english.csv | 4 | venues | English words | harmless | "at your school"
06_english.csv | 5 | postcode | no postcode | read.postcode_odd | "tba"
06_english.csv | 5 | date_from | month before day | survey.date_odd | 02/30/2026 is no day
07_windows1252.csv | 0 | - | encoding | harmless | Windows-1252 is told by its bytes
07_windows1252.csv | 2 | special_groups | word of its own | harmless | "Mädchen" is women_and_girls
07_windows1252.csv | 3 | disciplines | word of no list | survey.choice_unknown | "Töpfern"
07_windows1252.csv | 5 | phone | letters for digits | survey.phone_odd | "siehe Internet"
07_windows1252.csv | 4 | - | header again | list.header_again | copied from two lists
08_utf16.txt | 0 | - | encoding and tabs | harmless | UTF-16 of a spreadsheet's "Unicode text"
08_utf16.txt | 2 | grade_from | upper classes in a word | harmless | "Oberstufe" is 11 to 13
08_utf16.txt | 3 | grade_from | two grades by slash | harmless | "Jahrgangsstufe 8/9"
08_utf16.txt | 4 | age_from | daycare in a word | harmless | "Kita"
08_utf16.txt | 5 | age_from | no audience | survey.audience_odd | "für Interessierte mit Vorwissen"
09_excel_verlust.xlsx | 2 | grade_from | date for 5-7 | survey.span_of_date | 5 July is grade 5 to 7
09_excel_verlust.xlsx | 2 | postcode | number without its zero | read.postcode_zero | 1067 is 01067
09_excel_verlust.xlsx | 2 | phone | number without its zero | survey.phone_short | 351123456
09_excel_verlust.xlsx | 3 | title | formula without a value | read.formula_unkept | never calculated
09_excel_verlust.xlsx | 4 | title | text like a formula | survey.formula_text | "@home Labor"
09_excel_verlust.xlsx | 4 | phone | number as powers of ten | survey.phone_odd | 4.93641E+11
09_excel_verlust.xlsx | 5 | grade_from | date of the month | survey.span_of_date | "8. Okt" is 8 to 10
09_excel_verlust.xlsx | 5 | start | time of day as a number | harmless | 0.625 of a day is 15:00
10_formular_senkrecht.xlsx | 0 | - | one column per offer | survey.turned | fields stand below each other
10_formular_senkrecht.xlsx | 3 | place | place missing | survey.place_missing | second offer, on site
11_kreuze.ods | 0 | disciplines | crosses below a group | harmless | Physik, Informatik, Technik below Themen
11_kreuze.ods | 4 | consent | no consent said | survey.consent_missing | empty
11_kreuze.ods | 5 | disciplines | question mark for a cross | survey.choice_odd | "?" is neither yes nor no
11_kreuze.ods | 6 | - | hidden row | read.hidden_row | hidden in the sheet
12_widersprueche.xlsx | 2 | age_from | ages and grades disagree | survey.ages_contradict | grade 1 to 4, but 14 to 18 years
12_widersprueche.xlsx | 3 | start | ends before it begins | survey.time_impossible | 17–15 Uhr
12_widersprueche.xlsx | 4 | start | no such hour | survey.time_impossible | 25 Uhr
12_widersprueche.xlsx | 5 | cost | free and with a price | survey.cost_contradicts | kostenlos, 5 €
12_widersprueche.xlsx | 6 | postcode | postcode of another place | place.contradiction | 20144 is Hamburg, not Erfurt
12_widersprueche.xlsx | 7 | capacity | unlikely number | read.number_unlikely | 25000 places
12_widersprueche.xlsx | 8 | age_to | unlikely age | survey.age_unlikely | 8 to 140
12_widersprueche.xlsx | 9 | date_to | ends before it begins | survey.date_order | 20.5. to 10.5.
12_widersprueche.xlsx | 10 | start | in the night | survey.time_unlikely | 2 to 4
13_ohne_absender.csv | 2 | provider | sender missing | survey.sender_missing | neither who nor how to reach
13_ohne_absender.csv | 3 | place | place missing | survey.place_missing | on site, but where
13_ohne_absender.csv | 4 | place | no such place | place.place_unknown | "Musterhausen"
13_ohne_absender.csv | 5 | consent | neither yes nor no | survey.consent_odd | "nach Rücksprache"
13_ohne_absender.csv | 6 | title | placeholder | survey.test_row | "xxx"
14_verschrieben.csv | 0 | title | misspelled header | survey.header_similar | "Tietel"
14_verschrieben.csv | 0 | target_groups | misspelled header | survey.header_similar | "Zilgruppe"
14_verschrieben.csv | 0 | - | header of nothing known | survey.header_unknown | "Getränke"
14_verschrieben.csv | 0 | - | second column of one meaning | survey.header_again | two of e-mail
14_verschrieben.csv | 2 | title | letters decoded wrongly | read.letters_mended | "LÃ¶ten"
14_verschrieben.csv | 3 | disciplines | misspelled choice | survey.choice_similar | "Physick"
15_zeiten.csv | 2 | days | adverb of a day | harmless | "mittwochs 15–17 Uhr"
15_zeiten.csv | 3 | rhythm | every second Saturday of the month | harmless | monthly, Saturday
15_zeiten.csv | 4 | days | in the holidays | harmless | holidays
15_zeiten.csv | 5 | days | several times | read.times_several | Mo 14–15, Do 16–17
15_zeiten.csv | 6 | times | not understood | read.times_odd | "wenn der Bus fährt"
15_zeiten.csv | 7 | rhythm | on request | harmless | "nach Vereinbarung"
15_zeiten.csv | 8 | date_from | one day | harmless | "Sa, 9.5.2026, 10-16 Uhr"
15_zeiten.csv | 9 | date_from | no such day | survey.date_odd | 31.2.2026
16_kosten_orte.xlsx | 2 | cost | price per head | harmless | "5 € pro Kind"
16_kosten_orte.xlsx | 3 | cost | on request | harmless | "auf Anfrage"
16_kosten_orte.xlsx | 4 | cost | several prices | survey.cost_several | "3 € Kinder, 6 € Erwachsene"
16_kosten_orte.xlsx | 5 | cost | unlikely price | survey.cost_unlikely | 15000 €
16_kosten_orte.xlsx | 6 | cost | other currency | survey.cost_odd | CHF
16_kosten_orte.xlsx | 2 | place | mobile in the column of places | survey.place_is_venue | "mobil"
16_kosten_orte.xlsx | 3 | place | online in the column of places | survey.place_is_venue | "online"
16_kosten_orte.xlsx | 4 | place | at yours in the column of places | survey.place_is_venue | "bei Ihnen vor Ort"
16_kosten_orte.xlsx | 5 | place | several places | survey.maybe_several_places | "Jena und Weimar"
17_mehrere_blaetter.xlsx | 0 | - | second sheet with a list | harmless | both sheets are read
17_mehrere_blaetter.xlsx | 0 | - | sheet without a list | list.sheet_no_list | notes
17_mehrere_blaetter.xlsx | 0 | - | hidden sheet with a list | list.hidden_sheet_unread | last year's
17_mehrere_blaetter.xlsx | 3 | title | heading between rows | list.heading | "Grundschulen:"
18_kopie.csv | 0 | - | same file again | survey.file_again | the very rows of 13
"""
FAULTS: Final = tuple(
    Fault(file, int(row), *rest)
    for file, row, *rest in (
        tuple(part.strip() for part in line.split(" | ")) for line in _TEXT.strip().splitlines()
    )
)
