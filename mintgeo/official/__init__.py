"""Readers of official files, as they are published: grids, the Gemeindeverzeichnis, borders."""

from mintgeo.official.borders import read_borders
from mintgeo.official.districts import read_districts
from mintgeo.official.grid import Grid, read_grid
from mintgeo.official.people import summed, with_people
from mintgeo.official.regiostar import read_regiostar
from mintgeo.official.workbook import read_gemeinden

__all__ = [
    "Grid",
    "read_borders",
    "read_districts",
    "read_gemeinden",
    "read_grid",
    "read_regiostar",
    "summed",
    "with_people",
]
