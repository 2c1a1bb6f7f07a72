"""What is taken along of tours and trails: calendar, tracks, plans of weeks."""
