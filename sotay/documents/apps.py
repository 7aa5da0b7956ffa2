"""The documents floor: files, versions, what is allowed in."""

from django.apps import AppConfig


class DocumentsConfig(AppConfig):
    name = "sotay.documents"
    label = "documents"
