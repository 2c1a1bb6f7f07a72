"""Messages that are said elsewhere than where they stand."""


def N_(text: str) -> str:  # noqa: N802 gettext's own name
    """Mark a message that is said elsewhere, so that it gets into the message files."""
    return text


def NN_(one: str, many: str) -> tuple[str, str]:  # noqa: N802
    """Mark a message about one thing or several, as ``N_`` does."""
    return one, many
