"""The figures of a month, quarter or year as a paper: counted from records, compared with the time before."""
