"""How dates and hours are written, where Django's own formats are not what people write."""
