"""From the papers that councils publish to data: one folder a step, in the order of `pipeline.py`."""
