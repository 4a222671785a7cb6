"""Remarks from elsewhere: a file and a mapping of its columns in, submissions and a report out.

mapping.py says which column is what, table.py reads a file, rows.py judges each row, store.py keeps what is
sound or takes it back, report.py tells what happened.
"""
