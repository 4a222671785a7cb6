class BadInput(Exception):
    """The file cannot be imported as a whole; the message is for the person who ran the import."""


class Refused(Exception):
    """One row cannot be taken; the message is the reason given in the report."""
