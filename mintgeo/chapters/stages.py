"""A study as a sequence of stages: each says what it needs and makes, and runs once.

Stages per mode run one mode after the other.
"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from functools import cached_property
from itertools import groupby
from pathlib import Path
from typing import Any, Literal, TypeAlias, TypeVar, cast

from mintgeo._errors import InputError, OptionError
from mintgeo._kinds import Item, Kind
from mintgeo._parallel import AnyExecutor
from mintgeo.chapters.basics import Inputs, Outputs, People
from mintgeo.chapters.plan import Study

Made = TypeVar("Made")
Results = Mapping[Item[Any], Any]
Keeps = Literal["", "inputs", "results"]


def _always(plan: Study) -> bool:  # noqa: ARG001
    return True


@dataclass(frozen=True, kw_only=True, eq=False)
class Stage:
    """A step of a study.

    Attributes
    ----------
    title
        What is done, in German, for the progress bar.
    run
        Makes what the stage ``makes``; may leave out what there is nothing of.
    makes, needs, wants
        Without one of its needs a stage does not run; of what it wants it takes what there is.
    per
        ``mode``: once per mode; ``first``: with the first mode only.
    asked
        Whether a study asks for it.
    keeps
        ``results``: the next run of a study can take what it makes from the last one (see
        ``mintgeo.study.kept``). ``inputs``: what it makes is known by what it needs, so that it is
        made when somebody asks for it. Such a stage sees nothing but what it declares.
    sections
        Sections of the study file that a stage sees that keeps.
    known_by
        What decides what it makes (options; files as paths), where that is too large to be looked
        at itself.
    """

    title: str
    run: Callable[["Work"], Results]
    makes: tuple[Item[Any], ...]
    needs: tuple[Item[Any], ...] = ()
    wants: tuple[Item[Any], ...] = ()
    per: Literal["", "mode", "first"] = ""
    asked: Callable[[Study], bool] = _always
    keeps: Keeps = ""
    sections: tuple[type, ...] = ()
    known_by: Callable[[Study, str], Any] | None = None


Make: TypeAlias = Callable[[Stage, "Work"], Results]
"""Who makes what a stage makes."""


@dataclass(frozen=True, eq=False)
class Later:
    """What is made when somebody asks for it, once."""

    make: Callable[[], Any]

    @cached_property
    def value(self) -> Any:
        """What it is."""
        return self.make()


@dataclass(kw_only=True)
class Work:
    """What a study has come to so far.

    Attributes
    ----------
    plan
        The study file.
    mode
        Which one it is, for stages per mode.
    executor
        Who computes what goes in parts; None for this process.
    """

    plan: Study
    mode: str = ""
    executor: AnyExecutor | None = None
    made: dict[str, Any] = field(default_factory=dict)
    tables: dict[str, Any] = field(default_factory=dict)

    def __getitem__(self, item: Item[Made]) -> Made:
        """What has been made; of items per mode that of this mode, or else the first."""
        return cast("Made", self._found(self.name_of(item)))

    def __contains__(self, item: Item[Any]) -> bool:
        return self.name_of(item) in self.made

    def get(self, item: Item[Made]) -> Made | None:
        """What has been made, or None."""
        name = self.name_of(item)
        return cast("Made | None", self._found(name) if name in self.made else None)

    def section(self, kind: type[Made]) -> Made:
        """The options of a chapter whose section the study file has."""
        asked = self.plan.section(kind)
        if asked is None:
            raise InputError("The study has no section for {kind}.", kind=kind.__name__)
        return asked

    def by_mode(self, item: Item[Made]) -> dict[str, Made]:
        """What has been made in every mode."""
        return {mode: self._found(item.at(mode).name) for mode in self.plan.router.modes}

    def keep(self, results: Results) -> None:
        """Take what a stage has made."""
        for item, value in results.items():
            name = self.name_of(item)
            self.made[name] = value
            if isinstance(item, Kind):
                self.tables[name] = value

    def drop(self, items: Iterable[Item[Any]]) -> None:
        """Let go of what was made in passing."""
        for item in items:
            self.made.pop(self.name_of(item), None)

    def seen_by(self, stage: Stage) -> "Work":
        """The work as a stage sees it that keeps: what it declares, and no more."""
        items = (*stage.needs, *stage.wants)
        names = [name for item in items for name in self._names(item, alone=bool(stage.per))]
        plan = _without_words(self.plan, stage.sections)
        made = {name: self.made[name] for name in names if name in self.made}
        return replace(self, plan=plan, made=made, tables={})

    def name_of(self, item: Item[Any]) -> str:
        """The name of an item; of items per mode that of this mode, or else the first."""
        mode = self.mode or self.plan.mode
        return item.at(mode).name if item.per == "mode" else item.name

    def _names(self, item: Item[Any], *, alone: bool) -> list[str]:
        """Every name of an item; of items per mode those of all modes, or that of this one."""
        if alone or item.per != "mode":
            return [self.name_of(item)]
        return [item.at(mode).name for mode in self.plan.router.modes]

    def _found(self, name: str) -> Any:
        value = self.made[name]
        return value.value if isinstance(value, Later) else value


def _without_words(plan: Study, kinds: tuple[type, ...]) -> Study:
    """A study without all that stages do not compute with, and with some sections alone."""
    return replace(
        plan, name="", title="", as_of=date.min, path=Path(), inputs=Inputs(sites="-"),
        people=People(), outputs=Outputs(folder="-"), coverage=replace(plan.coverage, area=""),
        sections={kind: one for kind, one in plan.sections.items() if kind in kinds},
    )  # fmt: skip


def asked(plan: Study, stages: Sequence[Stage]) -> list[Stage]:
    """Stages that a study asks for and that have what they need, each after those it needs.

    Raises
    ------
    OptionError
        If no stage at all makes what another one needs, or stages need each other.
    """
    makers = {item: stage for stage in stages for item in stage.makes}
    found: dict[Stage, bool] = {}

    def settle(stage: Stage, waiting: tuple[Stage, ...] = ()) -> bool:
        if stage in waiting:
            raise OptionError(
                "Stages need each other: {listed}.", listed=", ".join(x.title for x in waiting)
            )
        if stage not in found:
            here = (*waiting, stage)
            for item in stage.wants:
                settle(_maker(item, stage, makers), here)
            there = [settle(_maker(item, stage, makers), here) for item in stage.needs]
            found[stage] = stage.asked(plan) and all(there)
        return found[stage]

    for stage in stages:
        settle(stage)
    return [stage for stage, runs in found.items() if runs]


def _maker(item: Item[Any], stage: Stage, makers: Mapping[Item[Any], Stage]) -> Stage:
    if item not in makers:
        raise OptionError(
            "'{title}' needs '{item}', which no chapter makes.", title=stage.title, item=item.name
        )
    if item.passing and not stage.per:
        raise OptionError(
            "'{title}' needs '{item}', which is gone with its mode.",
            title=stage.title,
            item=item.name,
        )
    return makers[item]


def table_names(plan: Study, stages: Sequence[Stage]) -> list[str]:
    """Name the tables that a study can make, before anything is made."""
    parts = {"mode": plan.router.modes, "": [""]}
    kinds = [
        item for stage in asked(plan, stages) for item in stage.makes if isinstance(item, Kind)
    ]
    return [kind.at(part).name for kind in kinds for part in parts.get(kind.per, kind.parts)]


def alone(stage: Stage, work: Work) -> Results:
    """Make what a stage makes; one that keeps sees only what it declares."""
    return stage.run(work.seen_by(stage) if stage.keeps else work)


def done(
    plan: Study, stages: Sequence[Stage], step: Callable[[str], None],
    executor: AnyExecutor | None = None, make: Make = alone,
) -> Work:  # fmt: skip
    """Run the stages of a study; ``step`` is told the title of each, ``make`` runs it."""
    work, order = Work(plan=plan, executor=executor), asked(plan, stages)
    turns = _turns(order)
    for turn, group in groupby(sorted(order, key=turns.__getitem__), turns.__getitem__):
        here = list(group)
        for mode in plan.router.modes if turn % 2 else [""]:
            work.mode = mode
            for stage in here:
                if stage.per != "first" or mode == plan.mode:
                    step(stage.title)
                    work.keep(make(stage, work))
            work.drop(item for stage in here for item in stage.makes if item.passing)
    work.mode = ""
    return work


def steps(plan: Study, stages: Sequence[Stage]) -> int:
    """How many steps a study has."""
    modes = len(plan.router.modes)
    return sum(modes if stage.per == "mode" else 1 for stage in asked(plan, stages))


def _turns(order: Iterable[Stage]) -> dict[Stage, int]:
    """When each stage runs: in even turns those of no mode, in odd ones mode by mode."""
    found: dict[Item[Any], int] = {}
    turns: dict[Stage, int] = {}
    for stage in order:
        last = max((found.get(item, 0) for item in (*stage.needs, *stage.wants)), default=0)
        turns[stage] = last + (last % 2 != bool(stage.per))
        found |= dict.fromkeys(stage.makes, turns[stage])
    return turns
