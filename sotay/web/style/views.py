"""The page of components."""

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from sotay.web.door import signed_in
from sotay.web.style import samples
from sotay.web.style.forms import SampleForm


@signed_in
@require_safe
def components(request: HttpRequest) -> HttpResponse:
    """Tokens, type and every component with invented content; nothing here comes from records."""
    typed = {"held_on": "31/02/2026", "place": "Nhà văn hóa thôn Hạ", "mode": "1"}
    typed |= {"started_at": "25h", "month": "6/26"}
    wrong = SampleForm(typed, auto_id="sai_%s")
    context = {
        "colours": samples.COLOURS,
        "sizes": samples.SIZES,
        "statuses": samples.STATUSES,
        "empty_form": SampleForm(),
        "wrong_form": wrong,
        "page": Paginator(range(90), 20).get_page(2),
        **samples.content(),
    }
    return render(request, "web/style.html", context)
