//! The addresses of providers, read strictly.
//!
//! Two programs that read one address differently are how requests end up elsewhere (`http://good@evil`,
//! `http://good\evil`). What could be read in two ways is not an address here. It never resolves a name.

use std::fmt;
use std::str::FromStr;

use serde::{Deserialize, Serialize};

/// An absolute `https` or `http` address, exactly as it was written: issuers are compared letter by letter
/// (OIDC Core 3.1.3.7).
#[derive(Clone, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct Url {
    text: Box<str>,
    /// Where the path begins, or the question mark, or the end.
    path_at: usize,
    secure: bool,
    host: Box<str>,
    port: u16,
}

/// Why a text is not an address.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum BadUrl {
    /// It begins with neither `https://` nor `http://`.
    #[error("l'adresse doit commencer par https://")]
    Scheme,
    /// It has a character that programs read differently, or a fragment.
    #[error("l'adresse contient un caractère qui n'a rien à y faire")]
    Character,
    /// Its host or port cannot be read, or it carries a user name.
    #[error("le nom de machine de l'adresse n'est pas correct")]
    Host,
    /// It is longer than any real one.
    #[error("l'adresse est trop longue")]
    TooLong,
}

impl Url {
    /// Longest address, in bytes.
    pub const MAX: usize = 8_192;

    /// Reads an address.
    ///
    /// # Errors
    /// When it is not one, or could be read in two ways.
    pub fn parse(text: &str) -> Result<Self, BadUrl> {
        if text.len() > Self::MAX {
            return Err(BadUrl::TooLong);
        }
        let (secure, rest) = match text.strip_prefix("https://") {
            Some(rest) => (true, rest),
            None => (false, text.strip_prefix("http://").ok_or(BadUrl::Scheme)?),
        };
        let strange = |byte: u8| !byte.is_ascii_graphic() || br##""#<>\^`{|}"##.contains(&byte);
        if text.bytes().any(strange) {
            return Err(BadUrl::Character);
        }
        let authority = &rest[..rest.find(['/', '?']).unwrap_or(rest.len())];
        let (host, port) = host_and_port(authority).ok_or(BadUrl::Host)?;
        Ok(Self {
            text: text.into(),
            path_at: text.len() - rest.len() + authority.len(),
            secure,
            host: host.to_ascii_lowercase().into(),
            port: port.unwrap_or(if secure { 443 } else { 80 }),
        })
    }

    /// The address as it was written.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.text
    }

    /// Whether it is `https`.
    #[must_use]
    pub fn is_secure(&self) -> bool {
        self.secure
    }

    /// The host in lower case; an IPv6 address without its brackets.
    #[must_use]
    pub fn host(&self) -> &str {
        &self.host
    }

    /// The port, said or understood.
    #[must_use]
    pub fn port(&self) -> u16 {
        self.port
    }

    /// The host with its port when that is said: the `Host` of a request.
    pub(crate) fn authority(&self) -> &str {
        let start = if self.secure { "https://" } else { "http://" }.len();
        &self.text[start..self.path_at]
    }

    /// What stands in the first line of a request.
    pub(crate) fn target(&self) -> String {
        match &self.text[self.path_at..] {
            "" => "/".to_owned(),
            query if query.starts_with('?') => format!("/{query}"),
            path => path.to_owned(),
        }
    }

    /// This address with more parameters, behind those it has.
    pub(crate) fn with_query(&self, pairs: &[(&str, &str)]) -> Result<Self, BadUrl> {
        let mut query = form_urlencoded::Serializer::new(String::new());
        query.extend_pairs(pairs);
        let mark = match self.text.find('?') {
            None => "?",
            Some(at) if at + 1 == self.text.len() => "",
            Some(_) => "&",
        };
        Self::parse(&format!("{}{mark}{}", self.text, query.finish()))
    }

    /// This address with a path behind it, as discovery asks (Discovery 4.1).
    pub(crate) fn below(&self, path: &str) -> Result<Self, BadUrl> {
        Self::parse(&format!("{}{path}", self.text.trim_end_matches('/')))
    }
}

/// The host, and the port if it is said. Nothing when either cannot be read.
pub(crate) fn host_and_port(authority: &str) -> Option<(&str, Option<u16>)> {
    let (host, port) = match authority.strip_prefix('[') {
        Some(rest) => {
            let (host, after) = rest.split_once(']')?;
            host.parse::<std::net::Ipv6Addr>().ok()?;
            (
                host,
                if after.is_empty() {
                    None
                } else {
                    Some(after.strip_prefix(':')?)
                },
            )
        }
        None => match authority.split_once(':') {
            Some((host, port)) => (host, Some(port)),
            None => (authority, None),
        },
    };
    let named = |byte: u8| byte.is_ascii_alphanumeric() || b"-._".contains(&byte);
    let is_host = !host.is_empty() && (authority.starts_with('[') || host.bytes().all(named));
    let port = match port {
        None => None,
        Some(digits) if digits.bytes().all(|byte| byte.is_ascii_digit()) => {
            Some(digits.parse().ok().filter(|port| *port != 0)?)
        }
        Some(_) => return None,
    };
    is_host.then_some((host, port))
}

impl fmt::Display for Url {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        out.write_str(&self.text)
    }
}

impl fmt::Debug for Url {
    /// Without its parameters: those of a redirection are nobody's business in a log.
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        let end = self.text.find('?').unwrap_or(self.text.len());
        write!(
            out,
            "Url({}{})",
            &self.text[..end],
            if end < self.text.len() { "?…" } else { "" }
        )
    }
}

impl FromStr for Url {
    type Err = BadUrl;
    fn from_str(text: &str) -> Result<Self, BadUrl> {
        Self::parse(text)
    }
}

impl TryFrom<String> for Url {
    type Error = BadUrl;
    fn try_from(text: String) -> Result<Self, BadUrl> {
        Self::parse(&text)
    }
}

impl From<Url> for String {
    fn from(url: Url) -> Self {
        url.text.into()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_address_is_taken_apart() {
        let url = Url::parse("https://Auth.Example.org:8443/realms/a?x=1").expect("url");
        assert_eq!(
            (url.host(), url.port(), url.is_secure()),
            ("auth.example.org", 8443, true)
        );
        assert_eq!(url.target(), "/realms/a?x=1");
        assert_eq!(url.authority(), "Auth.Example.org:8443");
        assert_eq!(
            format!("{url:?}"),
            "Url(https://Auth.Example.org:8443/realms/a?…)"
        );
        let bare = Url::parse("http://[::1]").expect("url");
        assert_eq!(
            (bare.host(), bare.port(), bare.target()),
            ("::1", 80, "/".to_owned())
        );
        assert_eq!(Url::parse("https://a?b").expect("url").target(), "/?b");
    }

    #[test]
    fn what_two_programs_read_differently_is_refused() {
        for (text, why) in [
            ("//good.example", BadUrl::Scheme),
            ("javascript:alert(1)", BadUrl::Scheme),
            ("HTTPS://good.example", BadUrl::Scheme),
            ("https://good.example@evil.example/", BadUrl::Host),
            ("https://good.example:443@evil.example/", BadUrl::Host),
            ("https://good.example\\evil.example/", BadUrl::Character),
            ("https://good.example#@evil.example/", BadUrl::Character),
            ("https://good.example/\r\nHost: evil", BadUrl::Character),
            ("https://bon.évil/", BadUrl::Character),
            ("https://", BadUrl::Host),
            ("https://:443/", BadUrl::Host),
            ("https://a:0/", BadUrl::Host),
            ("https://a:65536/", BadUrl::Host),
            ("https://a:+80/", BadUrl::Host),
            ("https://[::1/", BadUrl::Host),
            ("https://[good.example]/", BadUrl::Host),
            ("https://a%2eb/", BadUrl::Host),
        ] {
            assert_eq!(Url::parse(text), Err(why), "{text}");
        }
    }

    #[test]
    fn parameters_are_added_behind_those_that_are_there() {
        let add = |text: &str| {
            let url = Url::parse(text)
                .expect("url")
                .with_query(&[("a b", "é&")])
                .expect("url");
            url.to_string()
        };
        assert_eq!(add("https://a/x"), "https://a/x?a+b=%C3%A9%26");
        assert_eq!(add("https://a/x?y=1"), "https://a/x?y=1&a+b=%C3%A9%26");
        assert_eq!(add("https://a/x?"), "https://a/x?a+b=%C3%A9%26");
    }
}
