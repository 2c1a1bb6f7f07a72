"""What a study reads and what it makes, by name, before anything is read or made."""

from pathlib import Path

from mintgeo.study.options import Study


def input_files(plan: Study) -> list[Path]:
    """Every file that a study reads, the study file among them."""
    named = (
        plan.inputs.sites,
        plan.inputs.participants,
        plan.inputs.addresses,
        plan.people.grid,
        plan.people.ages,
        plan.people.gemeinden,
        plan.router.extract,
        plan.partners.extract if plan.partners else "",
    )
    return [plan.path, *(plan.resolve(name) for name in named if name)]


def table_names(plan: Study) -> list[str]:
    """Name the tables that the run of a study can have."""
    modes, roads = plan.router.modes, plan.router.kind == "roads"
    people, partners = bool(plan.inputs.participants), plan.partners is not None
    levels = ["country", "land", "kreis", "area_type", *(["gemeinde"] if roads else [])]
    found = {
        "sites geocode_sites list_findings kreise laender": True,
        "gap_points gaps gap_share gap_towns": True,
        "participants geocode_participants participation_land participation_kreis": people,
        "meeting journeys journey_summary": people and plan.meeting is not None,
        "area_ranks area_pairs area_counts": True,
        "isochrones roads": roads,
        " ".join(f"coverage_{by}" for by in levels): True,
        " ".join(f"reach_{mode}" for mode in modes): True,
        " ".join(f"partners_{mode}" for mode in modes): partners,
    }
    return [name for names, there in found.items() if there for name in names.split()]
