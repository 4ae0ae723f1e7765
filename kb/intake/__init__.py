"""Intake: uploaded source files are kept, read in the background, checked by the editor, published.

    receive → (work: read, structure) → check → corrections → publish, or discard

Nothing of it is in corpus or index before it is published. Where a file stands is kept in
kb/state/uploads.py, its bytes and what was understood of it under state/uploads/ (shelf.py); both
outlive the process.
"""
