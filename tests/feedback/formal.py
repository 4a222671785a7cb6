"""A formal letter as a browser posts it."""

import uuid

PATH = "/konsultacje/teren-rekreacyjny/pismo/"
PDF = b"%PDF-1.4\n1 0 obj\n<<>>\nendobj\n%%EOF\n"
ADDRESS = {"street": "ul. Polna", "house": "5", "flat": "2", "postcode": "78-550", "town": "Czaplinek"}
LETTER = {
    "addressee": "Burmistrz Czaplinka\nRynek 6",
    "purpose": "remark",
    "act_kind": "local_plan",
    "act_name": "Plan miejscowy nad jeziorem",
    "name": "Anna Nowak",
    "email": "anna@czaplinek.example",
    "is_owner": "yes",
    "takes_email": "yes",
}


def formal(*points, **changes):
    """The fields of a letter with one point for each dict, and a key of its own; others by name."""
    data = LETTER | {"key": str(uuid.uuid4()), "shown_at": "", "website": ""}
    data |= {f"address-{name}": value for name, value in ADDRESS.items()}
    data |= {"point-TOTAL_FORMS": len(points or [1]), "point-INITIAL_FORMS": 0}
    for index, point in enumerate(points or [{}]):
        fields = {"body": "Proszę o ławkę."} | point
        data |= {f"point-{index}-{name}": value for name, value in fields.items()}
    return data | changes
