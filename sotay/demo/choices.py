"""Who signs in to the demo."""

from enum import StrEnum


class SignIn(StrEnum):
    """User names of the demo, one for each role."""

    OFFICER = "can-bo-huyen"
    COMMITTEE = "can-bo-xa"
    SECRETARY = "bi-thu"
    DEPUTY = "pho-bi-thu"
    MEMBER = "dang-vien"
    LEADER = "cap-uy-vien"
    OPERATOR = "van-hanh"
