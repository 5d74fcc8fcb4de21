"""Opens every layer of a schema in a real QGIS without a window, as its analysts do, and says as JSON what QGIS makes of them.

Takes server, port, database, user and schema; the password is in PGPASSWORD.
"""

import json
import os
import sys

os.environ["QT_QPA_PLATFORM"] = "offscreen"

from qgis.core import (  # noqa: E402
    QgsApplication,
    QgsCoordinateReferenceSystem,
    QgsCoordinateTransform,
    QgsDataSourceUri,
    QgsFeatureRequest,
    QgsMapRendererSequentialJob,
    QgsMapSettings,
    QgsProject,
    QgsProviderRegistry,
    QgsVectorDataProvider,
    QgsVectorLayer,
    QgsWkbTypes,
)
from qgis.PyQt.QtCore import QSize  # noqa: E402
from qgis.PyQt.QtGui import QColor  # noqa: E402

WRITING = (
    QgsVectorDataProvider.AddFeatures
    | QgsVectorDataProvider.DeleteFeatures
    | QgsVectorDataProvider.ChangeAttributeValues
    | QgsVectorDataProvider.ChangeGeometries
)
CGCS2000 = "EPSG:4490"
PIXELS = 200


def listed(source):
    """What the list of the database offers, before anybody opens a layer."""
    connection = QgsProviderRegistry.instance().providerMetadata("postgres").createConnection(source.uri(False), {})
    return {
        table.tableName(): [
            [QgsWkbTypes.displayString(each.wkbType), each.crs.authid()] for each in table.geometryColumnTypes()
        ]
        for table in connection.tables(schema)
    }


def drawn(layer, extent):
    """How many of the pixels of a small map in the national system are not its ground."""
    settings = QgsMapSettings()
    settings.setLayers([layer])
    settings.setDestinationCrs(QgsCoordinateReferenceSystem(CGCS2000))
    settings.setExtent(extent)
    settings.setOutputSize(QSize(PIXELS, PIXELS))
    settings.setBackgroundColor(QColor("white"))
    job = QgsMapRendererSequentialJob(settings)
    job.start()
    job.waitForFinished()
    picture = job.renderedImage()
    white = QColor("white").rgb()
    return sum(picture.pixel(x, y) != white for x in range(PIXELS) for y in range(PIXELS))


def opened(source, name):
    source.setDataSource(schema, name, "geom", "", "id")
    layer = QgsVectorLayer(source.uri(False), name, "postgres")
    if not layer.isValid():
        return {"error": layer.error().summary() or "not valid"}
    shapes = [feature.geometry() for feature in layer.getFeatures()]
    there = layer.extent()
    to_national = QgsCoordinateTransform(
        layer.crs(), QgsCoordinateReferenceSystem(CGCS2000), QgsProject.instance()
    )
    around = to_national.transformBoundingBox(there.buffered(0.001))
    within = QgsFeatureRequest().setFilterRect(there)
    return {
        "type": QgsWkbTypes.displayString(layer.wkbType()),
        "crs": layer.crs().authid(),
        "features": layer.featureCount(),
        "read": len(shapes),
        "shaped": sum(not shape.isNull() and shape.isGeosValid() for shape in shapes),
        "within": sum(1 for _ in layer.getFeatures(within)),
        "fields": layer.fields().names(),
        "writes": bool(layer.dataProvider().capabilities() & WRITING),
        "pixels": drawn(layer, around) if shapes else 0,
    }


server, port, database, user, schema = sys.argv[1:]
QgsApplication.setPrefixPath("/usr", True)
application = QgsApplication([], False)
application.initQgis()
place = QgsDataSourceUri()
place.setConnection(server, port, database, user, os.environ["PGPASSWORD"])
offered = listed(place)
layers = {name: {"listed": kinds, **opened(place, name)} for name, kinds in offered.items()}
# What QGIS itself says while it ends is not for whoever reads this.
print(json.dumps(layers), flush=True)
os._exit(0)
