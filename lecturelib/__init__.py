"""The verified reference of the course: deep learning operations in NumPy, one concept a file.

An operation returns its value and its backward function::

    value, backward = operation(x, parameters)
    d_x, d_parameters = backward(d_value)

where ``d_thing`` always means dJ/d thing for a scalar objective J. Operations without a useful derivative, such as a
threshold neuron, return the bare value. Nothing is modified in place. What each operation's correctness rests on is
printed by ``python -m lecturelib.verify``.
"""
