"""Questions asked of a handout, one generator of findings each; nothing here mends what it finds."""
