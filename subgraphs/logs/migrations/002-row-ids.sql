-- Two requests may come in one millisecond under one id, which clients choose: a page begins after one row, so each needs a name of its own.
ALTER TABLE request_logs ADD COLUMN IF NOT EXISTS row_id String CODEC(ZSTD)
