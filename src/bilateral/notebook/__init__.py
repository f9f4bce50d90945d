"""What the cells of a page use. With it, exhibits show themselves as HTML where nothing knows them as data."""

from ..web import exhibit as exhibit
