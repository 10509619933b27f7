//! Encrypted connections: certificates from files, renewed without a restart, and the streams made with them.
//!
//! One place for what screens and feeds share. Only TLS 1.2 and 1.3, by rustls: no system library, nothing to tune.
//! A file that cannot be used is refused in French with its name; one that goes bad later leaves the certificate in
//! use as it was, and says so.

mod acceptor;
mod error;
mod identity;
mod wire;

pub use acceptor::{Acceptor, Files};
pub use error::TlsError;
pub use wire::Wire;
