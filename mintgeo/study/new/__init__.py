"""A study file of one's own, written from what lists hold."""

from mintgeo.study.new.looking import Seen, look
from mintgeo.study.new.where import suggested
from mintgeo.study.new.writing import Wish, study_text

__all__ = ["Seen", "Wish", "look", "study_text", "suggested"]
