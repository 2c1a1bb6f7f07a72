"""Draw the picture of README and of the documentation's first page: ``make picture``.

It is the coverage figure of the study of Germany, in as few colours as it has, to be light.
"""

from io import BytesIO
from pathlib import Path
from typing import Final

from PIL import Image

import mintgeo as mg
from mintgeo._cache import write_atomically

ROOT: Final = Path(__file__).parents[1]
GOAL: Final = ROOT / "docs" / "_static" / "abdeckung.png"
_DPI: Final = 170
_COLOURS: Final = 64


def main() -> None:
    """Run the study of Germany and draw its map."""
    run = mg.study.run(ROOT / "studies" / "deutschland.toml", progress=False)
    picture = mg.report.pictures(run)["karte"]
    image = Image.open(BytesIO(picture.png(dpi=_DPI))).convert("RGB")
    method = Image.Quantize.MAXCOVERAGE  # the dots of offers are few and must keep their colour
    few = image.quantize(_COLOURS, method, dither=Image.Dither.NONE)
    with write_atomically(GOAL) as part:
        few.save(part, format="PNG", optimize=True)
    print(f"{GOAL.relative_to(ROOT)}: {few.size}, {GOAL.stat().st_size:,} bytes\n{picture.alt}")


if __name__ == "__main__":
    main()
