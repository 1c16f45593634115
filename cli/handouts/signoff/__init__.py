"""Sign-off: who signed which text; what follows from it is in ``handouts.status``, asking and writing in commands."""
