"""What the survey's PostgreSQL server must never write down (survey.md, Collector rules).

The embedded server is started with this list, and the collector asserts it at start, whoever
runs its server. Pure, because settings read it before any app is loaded.
"""

REQUIRED = {
    "wal_level": "minimal",
    "max_wal_senders": "0",
    "archive_mode": "off",
    "track_commit_timestamp": "off",
    "log_statement": "none",
    "log_min_error_statement": "panic",
    "log_error_verbosity": "terse",
    "log_parameter_max_length_on_error": "0",
    "synchronous_commit": "on",
    # A log file that is kept for reuse would keep the moments of its commits (write_ahead).
    "wal_recycle": "off",
}
