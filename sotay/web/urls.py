"""Addresses of the server-rendered pages. Each names its permission (see `door.py`)."""

from sotay.web.access.urls import urlpatterns as access
from sotay.web.account.urls import urlpatterns as account
from sotay.web.ballots.urls import urlpatterns as ballots
from sotay.web.cell.urls import urlpatterns as cell
from sotay.web.checkin.urls import urlpatterns as checkin
from sotay.web.figures.urls import urlpatterns as figures
from sotay.web.imports.urls import urlpatterns as imports
from sotay.web.joining.urls import urlpatterns as joining
from sotay.web.lists.urls import urlpatterns as lists
from sotay.web.meetings.urls import urlpatterns as meetings
from sotay.web.members.urls import urlpatterns as members
from sotay.web.minutes.urls import urlpatterns as minutes
from sotay.web.month.urls import urlpatterns as month
from sotay.web.notice.urls import urlpatterns as notice
from sotay.web.notices.urls import urlpatterns as notices
from sotay.web.oversight.urls import urlpatterns as oversight
from sotay.web.overview.urls import urlpatterns as overview
from sotay.web.own.urls import urlpatterns as own
from sotay.web.papers.urls import urlpatterns as papers
from sotay.web.planning.urls import urlpatterns as planning
from sotay.web.recording.urls import urlpatterns as recording
from sotay.web.reports.urls import urlpatterns as reports
from sotay.web.resolutions.urls import urlpatterns as resolutions
from sotay.web.reviews.urls import urlpatterns as reviews
from sotay.web.session.urls import urlpatterns as session
from sotay.web.style.urls import urlpatterns as style
from sotay.web.upkeep.urls import urlpatterns as upkeep

app_name = "web"
urlpatterns = [
    *overview,
    *account,
    *access,
    *ballots,
    *cell,
    *checkin,
    *figures,
    *imports,
    *joining,
    *lists,
    *meetings,
    *members,
    *minutes,
    *month,
    *notice,
    *notices,
    *oversight,
    *own,
    *papers,
    *planning,
    *recording,
    *reports,
    *resolutions,
    *reviews,
    *session,
    *style,
    *upkeep,
]
