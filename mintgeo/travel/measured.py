"""Error laws by mode: measured for the fitted airline where its curve was not, chosen on roads."""

from typing import Final

from mintgeo._curves import CURVES, SpeedCurve
from mintgeo.travel.laws import ErrorLaw, Tails

_KM: Final = (0.35, 0.71, 1.41, 2.83, 5.66, 11.3, 22.6)

LAWS: Final = {
    "car": ErrorLaw(
        spread=0.35, country=0.023, region=0.184, lean=1.15, doubt=(0.85, 1.14),
        tails=Tails(km=_KM, quantiles=(
            (-4.2, -3.3, -2.5, -1.3, -0.7, 0.0, 0.9, 1.7, 2.8, 3.8, 5.5),
            (-3.8, -2.7, -2.0, -1.1, -0.5, 0.0, 0.6, 1.2, 2.2, 2.9, 4.3),
            (-3.1, -2.4, -1.8, -1.1, -0.5, 0.0, 0.5, 0.9, 1.6, 2.3, 4.3),
            (-2.5, -2.0, -1.7, -1.0, -0.5, 0.0, 0.4, 0.9, 1.8, 3.6, 4.3),
            (-2.3, -1.7, -1.2, -0.7, -0.4, 0.0, 0.3, 0.7, 1.5, 2.1, 2.6),
            (-1.5, -1.1, -0.9, -0.5, -0.3, 0.0, 0.3, 0.7, 1.3, 1.7, 2.2),
            (-0.9, -0.7, -0.6, -0.3, -0.1, 0.0, 0.2, 0.5, 1.1, 1.4, 1.9),
        )),
    ),
    "bike": ErrorLaw(
        spread=0.322, country=0.05, region=0.4, lean=3.5, doubt=(0.37, 1.25),
        tails=Tails(km=_KM, quantiles=(
            (-3.9, -2.8, -2.1, -1.3, -0.7, 0.0, 0.8, 1.7, 3.1, 4.1, 5.3),
            (-4.0, -2.8, -1.7, -0.9, -0.5, 0.0, 0.6, 1.3, 2.4, 3.0, 3.9),
            (-3.2, -2.4, -1.7, -0.7, -0.4, 0.0, 0.4, 1.0, 1.9, 2.8, 4.2),
            (-2.0, -1.8, -1.5, -0.8, -0.4, 0.0, 0.5, 1.3, 2.5, 3.7, 5.8),
            (-1.6, -1.2, -0.8, -0.5, -0.3, 0.0, 0.4, 0.7, 1.4, 1.9, 2.6),
            (-1.3, -0.9, -0.6, -0.3, -0.2, 0.0, 0.3, 0.5, 1.3, 1.6, 1.8),
            (-0.9, -0.8, -0.7, -0.4, -0.1, 0.0, 0.1, 0.3, 0.7, 0.9, 1.3),
        )),
    ),
    "foot": ErrorLaw(
        spread=0.228, country=0.032, region=0.223, lean=2.41, doubt=(0.42, 1.36),
        tails=Tails(km=_KM, quantiles=(
            (-1.6, -1.4, -1.3, -0.8, -0.5, 0.0, 0.6, 1.7, 3.2, 4.5, 6.3),
            (-1.7, -1.4, -1.2, -0.7, -0.4, 0.0, 0.5, 1.1, 2.2, 3.4, 4.5),
            (-2.3, -2.0, -1.3, -0.5, -0.3, 0.0, 0.3, 0.9, 1.8, 2.8, 4.2),
            (-1.7, -1.5, -1.0, -0.5, -0.3, 0.0, 0.3, 1.0, 2.3, 5.1, 7.7),
            (-0.8, -0.7, -0.6, -0.4, -0.2, 0.0, 0.3, 0.7, 1.1, 1.4, 2.2),
            (-0.6, -0.5, -0.5, -0.3, -0.2, 0.0, 0.2, 0.5, 1.1, 1.6, 2.1),
            (-0.7, -0.6, -0.6, -0.3, -0.1, 0.0, 0.1, 0.2, 0.5, 0.9, 1.3),
        )),
    ),
}  # fmt: skip
"""Found by ``python -m tools.fit_airline``; what that says stands in docs/decisions/0035. The
largest quantiles by car and bike below 3 km are cut so that no draw lets who rides overtake who
drives, nor who walks who rides."""
ON_ROADS: Final = ErrorLaw(spread=0.1)
"""Times on the roads of an extract: two of three are within ± 10 %. A choice, not measured:
traffic, weather and how people drive are in no extract."""


def law_of(curve: SpeedCurve, mode: str) -> ErrorLaw:
    """The law of a curve: the measured one of a fitted curve, else a normal one of its spread."""
    fitted = mode in LAWS and curve == CURVES[mode]
    return LAWS[mode] if fitted else ErrorLaw(spread=curve.spread)


BY_TIMETABLE: Final = ErrorLaw(spread=0.1)
"""Times by bus and train: two of three are within ± 10 %. A choice, not measured: delays and how
people walk are in no timetable. What a missed connection costs is a matter of ``slack_min``."""
