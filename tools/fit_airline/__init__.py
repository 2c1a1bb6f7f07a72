"""Measure what the airline does not know: times on real roads, and the law of what is left.

    python -m tools.fit_airline data/raw/neubrandenburg.osm.pbf more.osm.pbf …

``sample`` draws homes and offers of an extract and finds their times by road. ``curve`` fits the
speeds of ``Airline``; ``law`` finds how wrong they are, by distance, and how much of it an extract
shares; ``lists`` makes lists of few offers, and asks whether the spans of shares hold the roads'.
"""
