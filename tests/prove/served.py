"""What the server of a proof runs: the product itself, with the fault of this run planted."""

from config.wsgi import application
from tests.prove.serving import plant

plant()
__all__ = ["application"]
