"""Wagtail's admin, confined to the territory of the host: doors, rights, screens, home panels."""
