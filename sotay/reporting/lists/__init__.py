"""Lists as papers: the members of an organisation, the organisations below one, as on a day."""

from sotay.reporting.lists.gathering import OrganisationList, Unit, organisation_list
from sotay.reporting.lists.members import member_list_paper
from sotay.reporting.lists.operations import FORMS, export_member_list, export_organisation_list
from sotay.reporting.lists.organisations import organisation_list_paper

__all__ = [
    "FORMS",
    "OrganisationList",
    "Unit",
    "export_member_list",
    "export_organisation_list",
    "member_list_paper",
    "organisation_list",
    "organisation_list_paper",
]
