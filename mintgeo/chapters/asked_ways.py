"""Ways that a section of a study asks for, and that its routers must know."""

from mintgeo._errors import OptionError
from mintgeo.chapters.plan import Study


def check_mode(plan: Study, section: str, mode: str) -> None:
    """Refuse a mode that the study has no router of."""
    if mode not in plan.router.modes:
        raise OptionError(
            "[{name}] mode must be one of [router] modes ({known}), not {mode!r}.",
            name=section, known=", ".join(plan.router.modes), mode=mode,
        )  # fmt: skip


def check_minutes(plan: Study, section: str, minutes: float) -> None:
    """Refuse ways that are longer than those that are looked for."""
    if minutes > plan.router.max_min:
        raise OptionError(
            "[{name}] minutes must be at most [router] max_min, {most:g}, not {minutes:g}.",
            name=section, most=plan.router.max_min, minutes=minutes,
        )  # fmt: skip
