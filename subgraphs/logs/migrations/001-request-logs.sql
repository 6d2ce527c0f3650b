-- Newest first is how rows are read; the index on users skips most of what is other people's.
-- A batch that is sent again because its answer was lost is kept once: it has the same deduplication token.
CREATE TABLE IF NOT EXISTS request_logs
(
    request_id String CODEC(ZSTD),
    timestamp DateTime64(3, 'UTC') CODEC(Delta, ZSTD),
    user_id String CODEC(ZSTD),
    user_email String CODEC(ZSTD),
    permission_used LowCardinality(String),
    has_permission Bool,
    method LowCardinality(String),
    path String CODEC(ZSTD),
    query_params String CODEC(ZSTD),
    request_body String CODEC(ZSTD),
    user_agent String CODEC(ZSTD),
    referer String CODEC(ZSTD),
    ip_address String CODEC(ZSTD),
    status_code UInt16,
    response_time_ms UInt32,
    response_size_bytes UInt64,
    resource_type LowCardinality(String),
    resource_id String CODEC(ZSTD),
    group_id String CODEC(ZSTD),
    error_message String CODEC(ZSTD),
    error_type LowCardinality(String),
    metadata String CODEC(ZSTD),
    INDEX users user_id TYPE bloom_filter GRANULARITY 4
)
ENGINE = MergeTree
PARTITION BY toYYYYMM(timestamp)
ORDER BY (timestamp, request_id)
TTL toDateTime(timestamp) + toIntervalDay(90)
SETTINGS non_replicated_deduplication_window = 1000
