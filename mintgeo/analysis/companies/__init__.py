"""Companies with several sites, and in whose networks' areas these lie."""

from mintgeo.analysis.companies.listed import read_networks
from mintgeo.analysis.companies.matched import company_networks
from mintgeo.analysis.companies.spoken import company_sentences

__all__ = ["company_networks", "company_sentences", "read_networks"]
