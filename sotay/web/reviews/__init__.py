"""The review of a period: figures, sentences, what a person writes, the paper."""
