"""Make data/raw/neubrandenburg.osm.pbf from the extract that Debian's source package of JOSM holds.

apt-get source --download-only --only-source josm       (deb-src must be enabled)
tar -xzf josm_*.orig.tar.gz --wildcards '*/neubrandenburg.osm.bz2'
python tools/write_sample_roads.py path/to/neubrandenburg.osm.bz2
"""

import sys
from pathlib import Path
from typing import Final

import osmium

from mintgeo import _osm
from mintgeo._cache import file_hash, write_atomically

SHA256: Final = "adee8159029bb2e218d68e85dbe98291b1802d286f92ffbcb97327017f27f3fc"
GOAL: Final = Path(__file__).parents[1] / "data" / "raw" / "neubrandenburg.osm.pbf"
_ADD: Final = {"n": "add_node", "w": "add_way", "r": "add_relation"}


def main(source: Path, goal: Path = GOAL) -> None:
    """Convert the extract, unchanged in content, from packed XML to PBF."""
    if file_hash(source) != SHA256:
        sys.exit(f"{source} is not the expected file (sha256 {SHA256}).")
    box = _osm.extent(source)
    header = osmium.io.Header()
    if box:
        west, south, east, north = box
        low, high = osmium.osm.Location(west, south), osmium.osm.Location(east, north)
        header.add_box(osmium.osm.Box(low, high))
    with write_atomically(goal) as part:
        file = osmium.io.File(str(part), "pbf")
        with osmium.SimpleWriter(file, header=header, overwrite=True) as writer:
            for one in _osm.stream(source, "nwr"):
                getattr(writer, _ADD[one.type_str()])(one)
    print(f"{goal}: {goal.stat().st_size:,} bytes")


if __name__ == "__main__":
    main(Path(sys.argv[1]))
