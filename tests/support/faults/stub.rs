//! Serves one fixed answer to everybody, for all that an address can lead to: TLS with any certificate, redirects,
//! other programs.

use std::{
    io,
    path::Path,
    sync::{
        Arc,
        atomic::{AtomicU32, Ordering},
    },
};

use pem::Pem;
use rcgen::{BasicConstraints, CertificateParams, CertifiedIssuer, DnType, IsCa, KeyPair, date_time_ymd};
use sha2::{Digest, Sha256};
use tokio::{
    io::{AsyncRead, AsyncReadExt, AsyncWrite, AsyncWriteExt},
    net::{TcpListener, TcpStream},
    task::JoinHandle,
};
use tokio_rustls::{
    TlsAcceptor,
    rustls::{
        ServerConfig,
        crypto::aws_lc_rs::{default_provider, sign::any_supported_type},
        pki_types::{CertificateDer, PrivateKeyDer},
        sign::{CertifiedKey, SingleCertAndKey},
    },
};

/// The response of a server of the API to `GET /`.
pub const WELCOME: &str = "HTTP/1.1 200 OK\r\ncontent-type: application/json\r\ncontent-length: 46\r\nconnection: close\r\n\r\n\
     {\"message\": \"Welcome to the Social Media App\"}";

/// A server, for as long as this lives.
pub struct StubServer {
    port: u16,
    task: JoinHandle<()>,
}

impl StubServer {
    /// A server that answers everybody so, without TLS.
    pub async fn plain(answer: &str) -> Self {
        let answer = answer.to_owned();
        Self::serve(move |connection| {
            let answer = answer.clone();
            async move { say(connection, &answer).await }
        })
        .await
    }

    /// A server that answers everybody so, with TLS.
    pub async fn tls(identity: Identity, answer: &str) -> Self {
        Self::tls_at(0, identity, answer).await
    }

    /// A server that answers everybody so, with TLS, at a port that is free.
    pub async fn tls_at(port: u16, identity: Identity, answer: &str) -> Self {
        let (acceptor, answer) = (identity.acceptor(), answer.to_owned());
        Self::serve_at(port, move |connection| {
            let (acceptor, answer) = (acceptor.clone(), answer.clone());
            async move { say(acceptor.accept(connection).await?, &answer).await }
        })
        .await
    }

    /// A server that takes every connection, and never says anything.
    pub async fn silent() -> Self {
        Self::serve(|connection| async move {
            let _held = connection;
            std::future::pending().await
        })
        .await
    }

    /// A server that closes every connection.
    pub async fn closing() -> Self {
        Self::plain("").await
    }

    /// Returns the port that it listens on.
    #[must_use]
    pub fn port(&self) -> u16 {
        self.port
    }

    /// Ends it, and returns when its port is free: dropping it only asks the task that listens to end.
    pub async fn stop(mut self) {
        self.task.abort();
        let _ = (&mut self.task).await;
    }

    async fn serve<F>(answer: impl Fn(TcpStream) -> F + Send + 'static) -> Self
    where
        F: Future<Output = io::Result<()>> + Send + 'static,
    {
        Self::serve_at(0, answer).await
    }

    async fn serve_at<F>(port: u16, answer: impl Fn(TcpStream) -> F + Send + 'static) -> Self
    where
        F: Future<Output = io::Result<()>> + Send + 'static,
    {
        let listener = TcpListener::bind(("127.0.0.1", port)).await.unwrap();
        let port = listener.local_addr().unwrap().port();
        let task = tokio::spawn(async move {
            while let Ok((connection, _)) = listener.accept().await {
                // A client that does not like what it hears hangs up.
                tokio::spawn(answer(connection));
            }
        });
        Self { port, task }
    }
}

impl Drop for StubServer {
    fn drop(&mut self) {
        self.task.abort();
    }
}

/// Reads the beginning of a request, whatever it is, and answers.
async fn say(mut connection: impl AsyncRead + AsyncWrite + Unpin, answer: &str) -> io::Result<()> {
    let mut request = [0; 4096];
    let _ = connection.read(&mut request).await?;
    connection.write_all(answer.as_bytes()).await?;
    connection.shutdown().await
}

/// An issuer of certificates.
pub struct Authority(CertifiedIssuer<'static, KeyPair>);

impl Authority {
    /// A new one, which nobody trusts yet.
    #[must_use]
    #[expect(clippy::new_without_default, reason = "it makes a key")]
    pub fn new() -> Self {
        static NEXT: AtomicU32 = AtomicU32::new(1);
        let mut params = CertificateParams::new(Vec::new()).unwrap();
        params
            .distinguished_name
            .push(DnType::CommonName, format!("Authority {}", NEXT.fetch_add(1, Ordering::Relaxed)));
        params.is_ca = IsCa::Ca(BasicConstraints::Unconstrained);
        Self(CertifiedIssuer::self_signed(params, KeyPair::generate().unwrap()).unwrap())
    }

    /// Writes its certificate into a file, to be trusted.
    pub fn write(&self, file: &Path) {
        std::fs::write(file, self.0.pem()).unwrap();
    }

    /// A certificate for a name, valid in the years from one to before another.
    #[must_use]
    pub fn certify(&self, name: &str, years: (i32, i32)) -> Identity {
        let mut params = CertificateParams::new(vec![name.to_owned()]).unwrap();
        params.not_before = date_time_ymd(years.0, 1, 1);
        params.not_after = date_time_ymd(years.1, 1, 1);
        let key = KeyPair::generate().unwrap();
        let certificate = params.signed_by(&key, &self.0).unwrap();
        Identity { certificate: certificate.der().clone(), key }
    }
}

/// A certificate and its key.
pub struct Identity {
    certificate: CertificateDer<'static>,
    key: KeyPair,
}

impl Identity {
    /// A self-signed one that says of itself that it is an authority, as `openssl req -x509` makes it.
    #[must_use]
    pub fn self_signed_authority(name: &str) -> Self {
        let mut params = CertificateParams::new(vec![name.to_owned()]).unwrap();
        params.is_ca = IsCa::Ca(BasicConstraints::Unconstrained);
        Self::self_sign(&params)
    }

    /// A self-signed one.
    #[must_use]
    pub fn self_signed(name: &str) -> Self {
        Self::self_sign(&CertificateParams::new(vec![name.to_owned()]).unwrap())
    }

    /// A self-signed one, made of these parameters.
    #[must_use]
    pub fn self_signed_with(params: &CertificateParams) -> Self {
        Self::self_sign(params)
    }

    /// Returns the SHA-256 digest of its certificate, as `AB:CD:…`.
    #[must_use]
    pub fn fingerprint(&self) -> String {
        let digest = Sha256::digest(&self.certificate);
        digest.iter().map(|byte| format!("{byte:02X}")).collect::<Vec<_>>().join(":")
    }

    /// The same certificate, with a key that is not its own.
    #[must_use]
    pub fn with_another_key(&self) -> Self {
        Self { certificate: self.certificate.clone(), key: KeyPair::generate().unwrap() }
    }

    /// Writes its certificate and its key into files, as other programs read them.
    pub fn write(&self, certificate: &Path, key: &Path) {
        let encoded = pem::encode(&Pem::new("CERTIFICATE", self.certificate.to_vec()));
        std::fs::write(certificate, encoded).unwrap();
        std::fs::write(key, self.key.serialize_pem()).unwrap();
    }

    fn self_sign(params: &CertificateParams) -> Self {
        let key = KeyPair::generate().unwrap();
        Self { certificate: params.self_signed(&key).unwrap().der().clone(), key }
    }

    /// Shows its certificate, whether the key is the certificate's or not.
    fn acceptor(self) -> TlsAcceptor {
        let key = PrivateKeyDer::try_from(self.key.serialize_der()).unwrap();
        let key = any_supported_type(&key).unwrap();
        let shown = Arc::new(CertifiedKey::new(vec![self.certificate], key));
        let config = ServerConfig::builder_with_provider(Arc::new(default_provider()))
            .with_safe_default_protocol_versions()
            .unwrap()
            .with_no_client_auth()
            .with_cert_resolver(Arc::new(SingleCertAndKey::from(shown)));
        TlsAcceptor::from(Arc::new(config))
    }
}
