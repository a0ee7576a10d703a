"""Opening with the system: a desktop file where XDG is, a value of the Run key on Windows."""
