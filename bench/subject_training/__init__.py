"""Training of the model that decides whom a sentence is about (kb/enrich/subject_model.py)."""
