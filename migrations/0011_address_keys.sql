-- What tells new accounts apart: SHA-256 of an address as people see it, without regard to case and to letters that look alike.
-- Only the server can compute it. Accounts that were there before, and those that other programs make, get theirs later; of
-- two that look alike only the first has one, and both stay as they are.
CREATE TABLE hearth_address_keys (
    key BYTEA PRIMARY KEY,
    user_id INTEGER NOT NULL UNIQUE REFERENCES users (id) ON DELETE CASCADE
);

-- Finds addresses that differ only by case, whoever wrote them. A hash, because an adopted address may be longer than any other
-- index takes.
CREATE INDEX users_email_lower ON users USING hash (lower(email));
