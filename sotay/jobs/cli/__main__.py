"""`python -m sotay.jobs.cli`: the `sotay` command where it is not on the PATH."""

from sotay.jobs.cli import main

main(prog_name="sotay")
