"""Draw a project of a GeoPackage with QGIS: ``python3 draw_qgis.py FILE PROJECT PICTURE.png``.

For the Python that QGIS belongs to, with QT_QPA_PLATFORM=offscreen where there is no screen. The
last line that it prints is JSON: what the project holds.
"""

import json
import sys

from qgis.core import QgsApplication, QgsMapRendererParallelJob, QgsMapSettings, QgsProject
from qgis.PyQt.QtCore import QSize
from qgis.PyQt.QtGui import QColor

_OFTEN = 50


def main(file: str, name: str, picture: str) -> None:
    """Open, draw, tell."""
    app = QgsApplication([], False)
    app.initQgis()
    project = QgsProject.instance()
    if not project.read(f"geopackage:{file}?projectName={name}"):
        raise SystemExit(project.error())
    image = drawn(project)
    image.save(picture)
    nodes = project.layerTreeRoot().findLayers()
    print(json.dumps({
        "crs": project.crs().authid(),
        "title": project.title(),
        "layers": [told(node) for node in nodes],
        "colours": colours(image),
    }))  # fmt: skip
    project.clear()
    app.exitQgis()


def drawn(project):
    """The picture of what a project shows when it is opened."""
    root = project.layerTreeRoot()
    settings = QgsMapSettings()
    settings.setOutputSize(QSize(1000, 800))
    settings.setBackgroundColor(QColor("white"))
    settings.setDestinationCrs(project.crs())
    settings.setExtent(project.viewSettings().defaultViewExtent())
    settings.setLayers(root.checkedLayers())
    settings.setFlag(QgsMapSettings.DrawLabeling, True)
    job = QgsMapRendererParallelJob(settings)
    job.start()
    job.waitForFinished()
    return job.renderedImage()


def told(node):
    """What a layer of the tree is."""
    layer = node.layer()
    renderer, labels = layer.renderer(), layer.labeling()
    classes = []
    if renderer.type() == "graduatedSymbol":
        ranges = renderer.ranges()
        classes = [ranges[0].lowerValue(), *(one.upperValue() for one in ranges)]
    return {
        "name": node.name(), "valid": layer.isValid(), "rows": layer.featureCount(),
        "shown": node.isVisible(), "renderer": renderer.type(), "classes": classes,
        "labels": labels.settings().fieldName if labels and layer.labelsEnabled() else "",
    }  # fmt: skip


def colours(image):
    """Part of the picture that has each of its frequent colours."""
    counts: dict[str, int] = {}
    for y in range(image.height()):
        for x in range(image.width()):
            name = image.pixelColor(x, y).name()
            counts[name] = counts.get(name, 0) + 1
    return {name: count / (1000 * 800) for name, count in counts.items() if count > _OFTEN}


if __name__ == "__main__":
    main(*sys.argv[1:])
