//! Lists the settings of the sessions in which statements run.
//!
//! A session of our own has them from its beginning. Where a pooler gives each transaction another session, each transaction makes
//! them for itself alone: what would stay behind in the session is somebody else's next.

/// The name of a setting, and its value.
pub(super) type Setting = (&'static str, &'static str);

/// What every session has, whatever the database or the role has for others.
pub(super) const SESSION: &[Setting] = &[
    ("default_transaction_isolation", "read committed"),
    ("standard_conforming_strings", "on"),
    ("row_security", "on"),
    ("lock_timeout", "0"),
];

/// Bounds how long a statement of a request runs; one that would run longer is a bug or an attack.
const STATEMENT_TIMEOUT: Setting = ("statement_timeout", "15s");

/// Lifts the time limits: adopting a large database takes long.
pub(super) const NO_TIME_LIMITS: &[Setting] =
    &[("statement_timeout", "0"), ("idle_in_transaction_session_timeout", "0")];

/// Makes statements use indexes: each looks a page of rows up. What the planner guesses of a small table, or of a `LIMIT`
/// that it does not know, must not make it read a table as a whole. None runs on several cores: the next one has to run too.
const INDEX_PLANS: &[Setting] = &[
    ("enable_seqscan", "off"),
    ("enable_hashjoin", "off"),
    ("enable_mergejoin", "off"),
    ("enable_material", "off"),
    ("jit", "off"),
    ("max_parallel_workers_per_gather", "0"),
];

/// Plans a lookup once: planning it takes longer than running it.
const LOOKUPS: Setting = ("plan_cache_mode", "force_generic_plan");

/// Plans a search each time: the best plan depends on what is searched.
const SEARCHES: Setting = ("plan_cache_mode", "force_custom_plan");

/// Has PostgreSQL look every second whether the server is still there while a statement runs, and end the statement where it is
/// not. Where the operating system cannot tell, PostgreSQL refuses the setting, and does without.
const NOTICE_LOST_CLIENTS: &str = "DO $$ BEGIN \
                                   PERFORM set_config('client_connection_check_interval', '1s', FALSE); \
                                   EXCEPTION WHEN OTHERS THEN NULL; END $$";

/// What statements are there for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Purpose {
    /// Looking rows up.
    Lookups,
    /// Searching.
    Searches,
}

impl Purpose {
    fn settings(self) -> Vec<Setting> {
        let planning = if self == Self::Lookups { LOOKUPS } else { SEARCHES };
        [SESSION, &[STATEMENT_TIMEOUT], INDEX_PLANS, &[planning]].concat()
    }

    /// Returns what a session of our own begins with.
    pub(super) fn for_session(self) -> String {
        for_session(&self.settings()) + NOTICE_LOST_CLIENTS
    }

    /// Returns what begins a transaction in a session of somebody else's. It tells the process that serves the session, and when
    /// its server started. A pooler that loses us ends what we run by itself.
    pub(super) fn begin(self) -> String {
        let set: Vec<String> =
            self.settings().iter().map(|(name, value)| format!("set_config('{name}', '{value}', TRUE)")).collect();
        // The session may have another isolation for its transactions, which has begun by then.
        format!(
            "BEGIN ISOLATION LEVEL READ COMMITTED; \
             SELECT pg_backend_pid(), extract(EPOCH FROM pg_postmaster_start_time())::TEXT, {}",
            set.join(", ")
        )
    }
}

/// Returns what makes settings for the rest of a session.
pub(super) fn for_session(settings: &[Setting]) -> String {
    settings.iter().flat_map(|&(name, value)| ["SET ", name, " = '", value, "'; "]).collect()
}

/// Returns what makes settings for the rest of a transaction.
pub(super) fn for_transaction(settings: &[Setting]) -> String {
    settings.iter().flat_map(|&(name, value)| ["SET LOCAL ", name, " = '", value, "'; "]).collect()
}
