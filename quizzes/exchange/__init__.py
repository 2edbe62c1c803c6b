"""Questions in files of other systems, read and written. No framework, no database.

Every reader takes bytes of unknown origin and gives back each item it found, either as a question
or with the reason why not; every writer says what its format could not carry.
"""
