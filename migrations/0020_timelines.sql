-- The primaries that there were, each with its history of write-ahead log: a server adds a row when it meets a new one. A standby
-- that has the row follows that primary, so that positions in its log can be compared with those of the primary.
CREATE TABLE hearth_timelines (
    system_identifier BIGINT NOT NULL,
    timeline INTEGER NOT NULL,
    PRIMARY KEY (system_identifier, timeline)
);
