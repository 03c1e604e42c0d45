//! Makes standbys of a database, and has one of them take its place, as a cluster manager does.

use std::{
    fs,
    process::Command,
    time::{Duration, Instant},
};

use rustix::process::Signal;
use sqlx::{AssertSqlSafe, Connection, PgConnection};

use super::{Database, run};
use crate::{Account, CONDITION_TIMEOUT, TestDir, eventually, processes::kill, processes_in, system::free_port};

impl Database {
    /// Makes a standby, which follows what is written here.
    pub async fn standby(&self) -> Self {
        let test_dir = TestDir::new();
        let owner = self.account.unwrap_or_else(|| Account::owner_of(test_dir.path()));
        let dir = test_dir.make_dir("owners", 0o700, owner);
        let mut admin = self.connect().await;
        sqlx::raw_sql("SELECT pg_backup_start('standby', TRUE)").execute(&mut admin).await.unwrap();
        let copied = Command::new("cp").arg("-a").arg(self.dir.join("data")).arg(&dir).output().unwrap();
        assert!(copied.status.success(), "{copied:?}");
        let label: String =
            sqlx::query_scalar("SELECT labelfile FROM pg_backup_stop(FALSE)").fetch_one(&mut admin).await.unwrap();
        admin.close().await.unwrap();
        let data = dir.join("data");
        fs::remove_file(data.join("postmaster.pid")).unwrap();
        let primary = format!(
            "primary_conninfo = 'host=127.0.0.1 port={} user={} password={}'\n",
            self.port,
            Self::USER,
            Self::PASSWORD
        );
        for (file, content) in
            [("backup_label", label.as_str()), ("postgresql.auto.conf", &primary), ("standby.signal", "")]
        {
            fs::write(data.join(file), content).unwrap();
            owner.own(&data.join(file));
        }
        let port = free_port();
        let server = run(&self.bin, self.account, &dir, port, &[]);
        let (bin, account) = (self.bin.clone(), self.account);
        let standby = Self { server, port, dir, bin, account, test_dir, _copies: None };
        standby.connect_when_ready().await.close().await.unwrap();
        standby.has_caught_up_with(self).await;
        standby
    }

    /// Waits until all is here that the primary has written so far.
    pub async fn has_caught_up_with(&self, primary: &Self) {
        let written: String = primary.value("SELECT pg_current_wal_lsn()::TEXT").await;
        let is_here = format!("SELECT coalesce(pg_last_wal_replay_lsn() >= '{written}', FALSE)");
        let deadline = Instant::now() + CONDITION_TIMEOUT;
        while !self.value::<bool>(&is_here).await {
            assert!(Instant::now() < deadline, "the standby does not catch up");
            tokio::time::sleep(Duration::from_millis(10)).await;
        }
    }

    /// Makes this standby the primary. The earlier one is not told.
    pub async fn promote(&self) {
        assert!(self.value::<bool>("SELECT pg_promote()").await, "it is not promoted");
    }

    /// Reads one value.
    pub async fn value<T>(&self, sql: &str) -> T
    where
        T: for<'r> sqlx::Decode<'r, sqlx::Postgres> + sqlx::Type<sqlx::Postgres> + Send + Unpin,
    {
        let mut connection: PgConnection = self.connect().await;
        let value = sqlx::query_scalar(AssertSqlSafe(sql)).fetch_one(&mut connection).await.unwrap();
        connection.close().await.unwrap();
        value
    }

    /// Kills it, as a machine that loses its power.
    pub async fn kill(&mut self) {
        self.signal(Signal::KILL);
        let _ = self.server.wait();
        eventually("no process of it is left", || processes_in(&self.dir).is_empty()).await;
    }

    /// Starts it again, where it was killed.
    pub async fn restart(&mut self) {
        self.server = run(&self.bin, self.account, &self.dir, self.port, &[]);
        self.connect_when_ready().await.close().await.unwrap();
    }

    /// Stops all of its processes without ending them, as a machine that hangs.
    pub fn freeze(&self) {
        self.signal(Signal::STOP);
    }

    /// Has it go on where it was stopped.
    pub fn thaw(&self) {
        self.signal(Signal::CONT);
    }

    fn signal(&self, signal: Signal) {
        // The postmaster first, so that it starts none meanwhile.
        kill(self.server.id(), signal);
        for process in processes_in(self.test_dir.path()) {
            kill(process.pid, signal);
        }
    }
}
