"""« 24 novembre 2026 à 18 h 30 »; short ones, for tables and fields, as Django has them."""

TIME_FORMAT = "G\xa0\\h\xa0i"
DATETIME_FORMAT = "j F Y à G\xa0\\h\xa0i"
