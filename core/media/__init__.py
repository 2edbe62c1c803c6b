"""Pictures and videos that editors bring: what is let in, how it is kept, how it is served."""
