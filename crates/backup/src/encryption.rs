//! Chooses how a backup is encrypted, and what opens it: the format is that of age.

use std::io::{Read, Write};

use age::{
    Decryptor, Encryptor, Identity, Recipient, scrypt,
    secrecy::SecretString,
    stream::{StreamReader, StreamWriter},
    x25519,
};

use crate::error::Error;

/// The greatest cost of a passphrase that is tried, as the binary logarithm of scrypt's N: 4 GiB of memory.
const MAX_WORK_FACTOR: u8 = 22;

/// How a backup is encrypted.
#[derive(Clone, Default)]
pub enum Encryption {
    /// It is not.
    #[default]
    None,
    /// Under a passphrase.
    Passphrase(SecretString),
    /// For the owner of a key, by its public part, such as `age1…`. Who writes the backup cannot read it.
    Recipient(String),
}

/// What opens an encrypted backup.
#[derive(Clone)]
pub enum Key {
    /// Its passphrase.
    Passphrase(SecretString),
    /// The keys in a file of `age-keygen`.
    Identities(Vec<x25519::Identity>),
}

impl Encryption {
    /// Checks it before anything is begun.
    pub fn check(&self) -> Result<(), Error> {
        if let Self::Recipient(text) = self { recipient(text).map(drop) } else { Ok(()) }
    }

    /// Prepares the encryption of a file; returns what opens the file again, to check it. For a recipient that is a second key,
    /// which nobody else ever has.
    pub(crate) fn begin(&self) -> Result<Option<(Encryptor, Key)>, Error> {
        match self {
            Self::None => Ok(None),
            Self::Passphrase(passphrase) => {
                let key = Key::Passphrase(passphrase.clone());
                Ok(Some((Encryptor::with_user_passphrase(passphrase.clone()), key)))
            }
            Self::Recipient(text) => {
                let (recipient, once) = (recipient(text)?, x25519::Identity::generate());
                let (own, named) = (once.to_public(), &recipient as &dyn Recipient);
                let encryptor = Encryptor::with_recipients([named, &own].into_iter()).map_err(|_| Error::WrongKey)?;
                Ok(Some((encryptor, Key::Identities(vec![once]))))
            }
        }
    }
}

impl Key {
    /// Reads the keys in a file of `age-keygen`.
    pub fn identities(text: &str) -> Result<Self, Error> {
        let lines = text.lines().map(str::trim).filter(|line| !line.is_empty() && !line.starts_with('#'));
        let keys: Result<Vec<x25519::Identity>, _> = lines.map(str::parse).collect();
        match keys {
            Ok(keys) if !keys.is_empty() => Ok(Self::Identities(keys)),
            _ => Err(Error::Identity),
        }
    }

    /// Opens an encrypted file.
    pub(crate) fn open<R: Read>(&self, file: R) -> Result<StreamReader<R>, Error> {
        let decryptor = Decryptor::new(file).map_err(|_| Error::WrongKey)?;
        match self {
            Self::Passphrase(passphrase) => {
                let mut identity = scrypt::Identity::new(passphrase.clone());
                identity.set_max_work_factor(MAX_WORK_FACTOR);
                decryptor.decrypt(std::iter::once(&identity as &dyn Identity))
            }
            Self::Identities(keys) => decryptor.decrypt(keys.iter().map(|key| key as &dyn Identity)),
        }
        .map_err(|_| Error::WrongKey)
    }
}

fn recipient(text: &str) -> Result<x25519::Recipient, Error> {
    text.trim().parse().map_err(|_| Error::Recipient(text.to_owned()))
}

/// Writes as it is, or encrypted.
pub(crate) enum Sink<W: Write> {
    /// As it is.
    Plain(W),
    /// Encrypted.
    Age(StreamWriter<W>),
}

impl<W: Write> Sink<W> {
    /// Ends the file; what was encrypted cannot be read without its end.
    pub(crate) fn finish(self) -> std::io::Result<W> {
        match self {
            Self::Plain(mut file) => file.flush().map(|()| file),
            Self::Age(file) => file.finish(),
        }
    }
}

impl<W: Write> Write for Sink<W> {
    fn write(&mut self, bytes: &[u8]) -> std::io::Result<usize> {
        match self {
            Self::Plain(file) => file.write(bytes),
            Self::Age(file) => file.write(bytes),
        }
    }

    fn flush(&mut self) -> std::io::Result<()> {
        match self {
            Self::Plain(file) => file.flush(),
            Self::Age(file) => file.flush(),
        }
    }
}
