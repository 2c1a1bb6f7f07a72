"""Compare a picture with the one that was looked at: alike in all that matters, not pixel by pixel.

Both are made small and cut into blocks, and the mean colours of the blocks are compared. Letters of
another font, or drawn by another browser, change a block a little; a missing legend, another colour
of a class or a panel over the title change many, or a few of them much.

References lie in ``tests/references``. ``make references`` (``pytest --renew``) writes them anew;
look at them before they are committed.
"""

from dataclasses import dataclass
from pathlib import Path

import numpy as np
import pytest
from numpy.typing import NDArray
from PIL import Image, ImageFilter

FOLDER = Path(__file__).parent / "references"
ROOM = (400, 600)
"""Into which a reference fits, in pixels."""
LARGEST = 60_000
"""Bytes of a reference."""
_BLOCK = 10
_BLUR = 3
_CLEAR = 20
"""So different, of 255, are blocks that are clearly different."""
_MOST_CLEAR = 0.008
_MOST_MEAN = 2.0


@dataclass(frozen=True)
class Difference:
    """How far two pictures are apart: mean of all blocks, and share of clearly different ones."""

    blocks: NDArray[np.float64]

    @property
    def mean(self) -> float:
        return float(self.blocks.mean())

    @property
    def clear(self) -> float:
        return float((self.blocks > _CLEAR).mean())

    @property
    def alike(self) -> bool:
        return self.mean <= _MOST_MEAN and self.clear <= _MOST_CLEAR

    def picture(self) -> Image.Image:
        """Black where blocks are alike, white where they are clearly different."""
        shades = np.clip(self.blocks / _CLEAR * 255, 0, 255).astype(np.uint8)
        return Image.fromarray(shades).resize(
            (shades.shape[1] * _BLOCK, shades.shape[0] * _BLOCK), Image.Resampling.NEAREST
        )


def small(image: Image.Image) -> Image.Image:
    """A picture of the size of a reference."""
    scale = min(ROOM[0] / image.width, ROOM[1] / image.height)
    size = (round(image.width * scale), round(image.height * scale))
    return image.convert("RGB").resize(size, Image.Resampling.LANCZOS)


def difference(image: Image.Image, reference: Image.Image) -> Difference:
    """Compare two pictures, which need not be of the same size."""
    wide, high = small(reference).size
    return Difference(
        np.abs(
            _blocks(image, wide // _BLOCK, high // _BLOCK)
            - _blocks(reference, wide // _BLOCK, high // _BLOCK)
        ).max(axis=2)
    )


def _blocks(image: Image.Image, wide: int, high: int) -> NDArray[np.float64]:
    """Mean colours of the blocks of a picture that is not quite sharp."""
    soft = small(image).filter(ImageFilter.GaussianBlur(_BLUR))
    return np.asarray(soft.resize((wide, high), Image.Resampling.BOX), dtype=float)


def check(image: Image.Image, name: str, folder: Path, *, renew: bool) -> None:
    """Fail if a picture is not like its reference, or ``renew`` the reference.

    On failure the picture, the reference and their difference are written to ``folder``.
    """
    file = FOLDER / f"{name}.png"
    if renew:
        FOLDER.mkdir(exist_ok=True)
        small(image).quantize(96, dither=Image.Dither.NONE).save(file, optimize=True)
    if not file.exists():
        pytest.fail(f"There is no reference {file.name}; make references draws it")
    assert file.stat().st_size <= LARGEST
    reference = Image.open(file).convert("RGB")
    assert image.height / image.width == pytest.approx(reference.height / reference.width, rel=0.06)
    found = difference(image, reference)
    if not found.alike:
        parts = {"now": small(image), "reference": reference, "difference": found.picture()}
        for part, content in parts.items():
            content.save(folder / f"{name}_{part}.png")
        pytest.fail(
            f"{name} is not like its reference: blocks differ by {found.mean:.2f} in the mean, "
            f"{found.clear:.1%} clearly; see {folder / name}_difference.png"
        )
