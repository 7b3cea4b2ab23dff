def overfitting_explorer(*a,**k): pass
