"""What every map is made by, on screen or paper: colours, classes, simple shapes, signs, names.

It knows neither folium nor matplotlib.
"""
