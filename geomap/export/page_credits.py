"""The line at the foot of every map: where places and background come from, and whose view of borders is drawn."""

from geomap.ports import Gazetteer


def credits_line(gazetteer: Gazetteer, worldview: str | None) -> str:
    """Sources, with the country whose view of borders the background follows; None is the neutral view."""
    background = "Natural Earth"
    if worldview is not None:
        country = gazetteer.referenced(worldview)
        name = worldview if country is None else country.name
        name = f"the {name}" if name.startswith("United ") else name.replace("The ", "the ")
        background += f", borders in the view of {name}"
    return f"Places: GeoNames, CC BY 4.0 · Background: {background} · Leaflet"
