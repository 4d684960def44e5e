"""Cases: what is asked, under which declared procedure, due when."""
