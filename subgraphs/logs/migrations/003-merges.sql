-- Each merge of parts writes their rows once more: parts that are large enough stay as they are, and small ones wait for more of their kind.
-- So what merges cost depends on the rows that come, and not on those that are kept.
ALTER TABLE request_logs MODIFY SETTING
    max_bytes_to_merge_at_max_space_in_pool = 104857600,
    min_bytes_for_wide_part = 104857600,
    enable_vertical_merge_algorithm = 0,
    merge_selector_base = 10
