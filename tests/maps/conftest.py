"""Every layer that a test of maps builds gives its page what ``_theme_data`` says."""

import json
from collections.abc import Iterator
from typing import Any

import pytest

from mintgeo.maps._theme import ThemeLayer
from mintgeo.maps._theme_data import THEMES
from tests.conforming import faults


@pytest.fixture(autouse=True, scope="package")
def every_layer_keeps_its_contract() -> Iterator[None]:
    own: Any = ThemeLayer.__init__

    def checked(self: Any, *arguments: Any) -> None:
        own(self, *arguments)
        found = list(faults(json.loads(self.data), THEMES[self.kind], self.kind))
        assert not found, found[:5]

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(ThemeLayer, "__init__", checked)
        yield
