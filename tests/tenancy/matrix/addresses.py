"""What every address answers to whom: the table of permissions that tests hold the product to.

It is written by hand, apart from the product's own table of doors, so that a door opened by mistake
is seen. A pattern of `site_core.urls` or `site_core.urls_network` that is not here fails the suite.
"""

from . import admin_addresses, closed_addresses, public_addresses

ADDRESSES = (
    *public_addresses.ADDRESSES,
    *admin_addresses.ADDRESSES,
    *closed_addresses.ADDRESSES,
)
