//! The phases of the connection to a server, and the steps of an attempt.

use hearth_postgres as postgres;
use serde::Serialize;
use ts_rs::TS;

use crate::error::CommandError;

/// A step of a connection attempt.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, TS)]
#[serde(rename_all = "snake_case")]
pub(crate) enum Step {
    FindDatabase,
    CreateDatabase,
    StartDatabase,
    Migrate,
    Serve,
    Connect,
    RestoreSession,
}

impl From<postgres::Step> for Step {
    fn from(step: postgres::Step) -> Self {
        match step {
            postgres::Step::FindDatabase => Self::FindDatabase,
            postgres::Step::CreateDatabase => Self::CreateDatabase,
            postgres::Step::StartDatabase => Self::StartDatabase,
        }
    }
}

/// The state of a step.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, TS)]
#[serde(rename_all = "snake_case")]
pub(crate) enum StepState {
    Waiting,
    Running,
    Done,
    Failed,
}

/// A step and its state.
#[derive(Debug, Clone, Serialize, TS)]
pub(crate) struct StepProgress {
    step: Step,
    state: StepState,
}

/// The phase of the connection to a server location.
#[derive(Debug, Clone, Serialize, TS)]
#[serde(tag = "kind", rename_all = "snake_case")]
pub(crate) enum Phase {
    /// The choice of a server location, on the first screen.
    Choosing,
    /// A connection attempt that runs.
    Starting { steps: Vec<StepProgress> },
    /// A connection attempt that failed.
    Failed { steps: Vec<StepProgress>, error: CommandError },
    /// A connection that is there.
    Ready,
    /// The server of this computer, turned off.
    Off,
}

impl Phase {
    /// Returns the beginning of a connection attempt.
    pub(crate) fn starting(steps: &[Step]) -> Self {
        let waiting = |step: &Step| StepProgress { step: *step, state: StepState::Waiting };
        Self::Starting { steps: steps.iter().map(waiting).collect() }
    }

    /// Goes on to a step: those before it are done. A step that was not foreseen changes nothing.
    pub(crate) fn advance(&mut self, to: Step) {
        let Self::Starting { steps } = self else { return };
        let Some(at) = steps.iter().position(|progress| progress.step == to) else { return };
        for (index, progress) in steps.iter_mut().enumerate() {
            progress.state = match index.cmp(&at) {
                std::cmp::Ordering::Less => StepState::Done,
                std::cmp::Ordering::Equal => StepState::Running,
                std::cmp::Ordering::Greater => StepState::Waiting,
            };
        }
    }

    /// Stops at the step that was running.
    pub(crate) fn fail(&mut self, error: CommandError) {
        let mut steps = match std::mem::replace(self, Self::Choosing) {
            Self::Starting { steps } | Self::Failed { steps, .. } => steps,
            Self::Choosing | Self::Ready | Self::Off => Vec::new(),
        };
        for progress in &mut steps {
            if progress.state == StepState::Running {
                progress.state = StepState::Failed;
            }
        }
        *self = Self::Failed { steps, error };
    }
}
