"""Every file of a release, from one frozen table model in one pass.

Nothing here looks at a clock, at the language of a reader or at a database: the same release gives
the same bytes whoever asks. Words come from `words` and from the questionnaire, always in Korean
and English. `writing.release_files` makes all of them; it needs the chart maker, which web
processes leave alone: they hand out the bytes that were made at the gate.
"""
