"""Workbooks by their cells that hold something: read as a stream, whatever size a sheet claims.

The rules of numbers and dates are openpyxl's; its readers walk the rectangle that a sheet declares
and keep an object for every cell, which a small file can make endless.
"""

from mintgeo._xlsx.book import Book, SheetPart, open_book

__all__ = ["Book", "SheetPart", "open_book"]
