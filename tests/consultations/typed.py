"""What a browser would send of a page whose forms nobody has touched."""


def typed(response, **changes):
    """The fields of every form of the page as they stand, with some changed; files only by `changes`."""
    found = {}
    for name in ("form", "phases", "categories"):
        if name in response.context:
            found |= _fields(response.context[name])
    return {name: value for name, value in (found | changes).items() if value is not None}


def _fields(form):
    forms = [form.management_form, *form] if hasattr(form, "management_form") else [form]
    fields = {}
    for one in forms:
        for field in one:
            value = field.value()
            shown = (
                field.field.widget.format_value(value)
                if hasattr(field.field.widget, "format_value")
                else value
            )
            fields[field.html_name] = {False: None, True: "on"}[value] if isinstance(value, bool) else shown
    return fields
