"""The demo: three real places, invented people and texts, written through the services of all."""

from .grandlyon import GRAND_LYON
from .mornantais import MORNANTAIS
from .vienne_condrieu import VIENNE_CONDRIEU

PLACES = (GRAND_LYON, VIENNE_CONDRIEU, MORNANTAIS)
