"""Lists of signatories as the desk's page takes and gives them."""


def page_of(statement) -> str:
    return f"/admin/statements/statement/{statement.pk}/signatories/"


def read(desk, statement, text: str, **fields):
    """Paste a list and give the page with the table of its lines."""
    sent = {"text": text, "role": "signatory", "added": "", "read": "1"} | fields
    return desk.post(page_of(statement), sent)


def as_sent(response, **changes) -> dict:
    """Give what the page would send as it stands."""
    lines = response.context["lines"]
    data = {"seen": response.context["seen"], "save": "1", "role": "signatory"}
    data |= {"lines-TOTAL_FORMS": len(list(lines)), "lines-INITIAL_FORMS": len(list(lines))}
    for line in lines:
        for name in ("printed", "country", "other", "group", "position", "role", "added"):
            value = line.form[name].value()
            data[f"{line.form.prefix}-{name}"] = "" if value is None else str(value)
        data[f"{line.form.prefix}-choice"] = line.choice
    return data | changes


def certainties(response) -> dict[str, str]:
    return {line.printed: line.certainty.value for line in response.context["lines"]}


def signed(statement) -> list[tuple]:
    """Give slug, printed name and position of the signatures, in order."""
    signatures = statement.signatures.order_by("position", "id")
    rows = signatures.values_list("party__slug", "printed_name", "position")
    return [(slug or "", printed, position) for slug, printed, position in rows]
