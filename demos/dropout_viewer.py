def dropout_viewer(*a,**k): pass
