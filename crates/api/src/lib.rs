//! Defines the wire types of the API, and nothing else: what crosses the network between any client and any
//! server. A field that only Hearth's own server sends is optional here, because a client also meets
//! deployments of the Python backend, which never send it.

mod account;
mod error;
mod lenient;
mod moderation;
mod password_reset;
mod post;
mod role;
mod server;
mod timestamp;

pub use account::{
    Account, AccountSession, AccountUpdate, Login, PasswordChange, PasswordConfirmation, Token, UserCreate, UserOut,
};
pub use error::{Detail, ErrorBody, Invalid, Segment};
pub use moderation::{
    AccountState, AuditEntry, Block, BlockChange, BlockKind, Invite, InviteCreate, ManagedUser, NewInvite, NewReport,
    Removal, Report, ReportDecision, ReportState, ReportedPost, RoleChange, Suspension,
};
pub use password_reset::{PasswordReset, PasswordResetLink, PasswordResetRequest};
pub use post::{CreatePost, Found, FoundPart, Post, PostDetail, PostEvent, PostOut, RemovedPost, Vote};
pub use role::Role;
pub use server::{Capabilities, Health, Limits, Message, SignUpMode, TextRate, WriteRate};

/// The most bytes of a password that bcrypt hashes. A longer one is refused, never silently cut.
pub const PASSWORD_MAX_BYTES: usize = 72;

/// The most characters (Unicode scalar values) of a title.
pub const TITLE_MAX_CHARS: usize = 300;

/// The most characters (Unicode scalar values) of a reason: of a report, a removal or a suspension; and of a note.
pub const REASON_MAX_CHARS: usize = 500;

/// The largest body of a post that the server reads, in bytes. Other bodies are small.
pub const BODY_MAX_BYTES: usize = 1024 * 1024;
