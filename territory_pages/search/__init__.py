"""The search at `/recherche/`: what is kept of each page, how it is found. See decision 0006."""
