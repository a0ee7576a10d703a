"""The rules: what a draft, a submission and a dossier are, free of window, store and network."""
