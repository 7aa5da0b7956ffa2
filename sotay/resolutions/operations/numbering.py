"""Numbers of papers: one series a kind, an organisation and a term, from 01, no gap, none used again."""

from sotay.organisations.models import Organisation
from sotay.resolutions.models import NumberSeries


def next_in_series(organisation: Organisation, kind: str, term: str) -> int:
    """The next number, taken; waits for whoever takes one at the same time. Inside a transaction: when it
    is undone, so is the taking."""
    NumberSeries.objects.get_or_create(organisation=organisation, kind=kind, term=term)
    series = NumberSeries.objects.select_for_update().get(organisation=organisation, kind=kind, term=term)
    series.last += 1
    series.save(update_fields=["last"])
    return series.last
