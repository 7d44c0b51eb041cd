"""The pages, a file for each place that somebody can go to. In: a request. Out: an answer."""
