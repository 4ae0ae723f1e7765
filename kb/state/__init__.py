"""What is neither corpus nor index, in one SQLite file; a module a concern.

Another database could take the file's place behind these modules.
"""
