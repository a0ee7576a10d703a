"""What procedures and their forms are: a library without window, store or network."""
