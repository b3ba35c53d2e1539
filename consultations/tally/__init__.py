"""Counting, pure: no database, no clock."""
