"""Papers that the program draws and proof that it reads: official form, checklist, proof slip, signatures, codes."""
