"""Preview: the pages of one language beside the English in a local web page, made anew whenever a file is saved."""
