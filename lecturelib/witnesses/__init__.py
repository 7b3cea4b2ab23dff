"""What operations are held against: derivatives, PyTorch, float32, awkward sizes, huge numbers, a second call.

`lecturelib.evidence` says for each operation how it is tried; the witnesses here turn each trial into measurements.
"""
