//! Us, as keys know us: the name they are for (the relying party id), and the address of our pages (the origin).

/// The site that keys are for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Party {
    id: String,
    origin: String,
}

impl Party {
    /// The site of a public address. None where browsers make no keys: an address that is a number, or that is not
    /// encrypted and not this very machine.
    #[must_use]
    pub fn of_url(url: &str) -> Option<Self> {
        let (scheme, rest) = url.split_once("://")?;
        let authority = rest.split(['/', '?', '#']).next()?;
        Self::of_authority(scheme, authority)
    }

    /// The site of whoever calls us `localhost`, which is this very machine for every browser; none for other names.
    #[must_use]
    pub fn of_localhost(authority: &str, encrypted: bool) -> Option<Self> {
        let scheme = if encrypted { "https" } else { "http" };
        Self::of_authority(scheme, authority).filter(|it| it.id == LOCALHOST)
    }

    fn of_authority(scheme: &str, authority: &str) -> Option<Self> {
        let authority = authority.to_ascii_lowercase();
        let (host, port) = match authority.split_once(':') {
            None => (authority.as_str(), None),
            Some((host, port)) => (host, Some(port.parse::<u16>().ok()?)),
        };
        let usual = match scheme {
            "https" => 443,
            "http" if host == LOCALHOST => 80,
            _ => return None,
        };
        let sound = |it: u8| it.is_ascii_lowercase() || it.is_ascii_digit() || it == b'-';
        let is_label = |label: &str| !label.is_empty() && label.len() <= 63 && label.bytes().all(sound);
        let last = host.rsplit('.').next().unwrap_or_default();
        let is_name = host.len() <= 253
            && host.split('.').all(is_label)
            && last.bytes().any(|it| it.is_ascii_alphabetic());
        if !is_name {
            return None;
        }
        // Browsers leave the usual port out.
        let port = port.filter(|it| *it != usual);
        let port = port.map(|it| format!(":{it}")).unwrap_or_default();
        Some(Self {
            id: host.to_owned(),
            origin: format!("{scheme}://{host}{port}"),
        })
    }

    /// Whether a request that names that host called us by the address of our pages.
    #[must_use]
    pub fn is_called(&self, authority: &str) -> bool {
        let ours = self.origin.split_once("://").map(|(_, ours)| ours);
        let called = authority.strip_suffix(":443").unwrap_or(authority);
        ours.is_some_and(|it| it.eq_ignore_ascii_case(called))
    }

    /// The name that keys are for.
    #[must_use]
    pub fn id(&self) -> &str {
        &self.id
    }

    /// The address of our pages, as browsers write it.
    #[must_use]
    pub fn origin(&self) -> &str {
        &self.origin
    }
}

const LOCALHOST: &str = "localhost";

#[cfg(test)]
mod tests {
    use super::*;

    fn of(url: &str) -> Option<(String, String)> {
        Party::of_url(url).map(|it| (it.id, it.origin))
    }

    #[test]
    fn keys_are_for_a_name_and_pages_for_an_address() {
        for (url, id, origin) in [
            (
                "https://Lits.CHU.example/",
                "lits.chu.example",
                "https://lits.chu.example",
            ),
            ("https://lits.example:443", "lits.example", "https://lits.example"),
            (
                "https://lits.example:8443/x?y",
                "lits.example",
                "https://lits.example:8443",
            ),
            ("https://chevet", "chevet", "https://chevet"),
            ("http://localhost:8080", "localhost", "http://localhost:8080"),
        ] {
            assert_eq!(of(url), Some((id.to_owned(), origin.to_owned())), "{url}");
        }
    }

    #[test]
    fn where_browsers_make_no_keys_there_is_no_site() {
        for url in [
            "http://lits.example",
            "http://127.0.0.1:8080",
            "https://192.0.2.7",
            "https://[::1]:8443",
            "https://somebody@lits.example",
            "https://lits.example:port",
            "https://",
            "https://lits..example",
            "ftp://lits.example",
            "lits.example",
            "",
        ] {
            assert_eq!(of(url), None, "{url}");
        }
    }

    #[test]
    fn it_is_known_by_the_address_that_was_called() {
        let party = Party::of_url("https://lits.example/").expect("a site");
        assert!(party.is_called("Lits.example") && party.is_called("lits.example:443"));
        for other in ["lits.example:8443", "192.0.2.7", "lits.example.evil.example", ""] {
            assert!(!party.is_called(other), "{other}");
        }
    }

    #[test]
    fn only_this_very_machine_is_known_by_how_it_is_called() {
        let of = |authority| Party::of_localhost(authority, false).map(|it| it.origin);
        assert_eq!(of("localhost:8080").as_deref(), Some("http://localhost:8080"));
        assert_eq!(of("lits.example"), None);
        assert_eq!(of("localhost.evil.example"), None);
    }
}
