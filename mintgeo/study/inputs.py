"""What is wrong with the files of a study, all of them at once."""

import sys

from mintgeo._door import check_file
from mintgeo._errors import InputError, MintgeoError
from mintgeo.chapters import Study, registered
from mintgeo.study.faults import Fault


def file_faults(plan: Study) -> list[Fault]:
    """Files of a study that are not there or can't be opened, and lists that can't be read."""
    found: dict[str, Fault] = {}

    def keep(error: MintgeoError, name: str) -> None:
        found.setdefault(str(error), Fault(at=(section, name), text=error))

    for chapter in registered():
        section = "inputs" if chapter.section is None else chapter.name
        try:
            for one in chapter.inputs(plan):
                try:
                    one.check() if one.check else check_file(one.file, most=sys.maxsize)
                except InputError as error:
                    keep(error, one.key or one.name)
            for name, read in chapter.reads(plan).items():
                try:
                    read()
                except MintgeoError as error:
                    keep(error, name)
        except MintgeoError as error:
            keep(error, "")
    return list(found.values())
