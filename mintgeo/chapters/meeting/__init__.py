"""Meetings: where the last one was and how far participants came, and where the next should be."""

from mintgeo.chapters.meeting.ahead import NEXT_MEETING
from mintgeo.chapters.meeting.held import JOURNEYS, MEETING, SUMMARY, VENUE
from mintgeo.chapters.meeting.options import Meeting

__all__ = ["JOURNEYS", "MEETING", "NEXT_MEETING", "SUMMARY", "VENUE", "Meeting"]
