"""What every app may import: territories, scoping, pages, moderation, audit. Imports no app."""
