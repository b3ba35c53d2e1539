"""The screens of themes: their stylesheet, their editor, the gallery."""
