//! The files of the front end: inside the binary, under names that change with their content.
//!
//! Because a name never stands for two contents, browsers keep them for a year without asking. Each is compressed
//! once, when it is first asked for.

use std::collections::HashMap;
use std::io::Write as _;
use std::sync::{LazyLock, OnceLock};

use axum::extract::Path;
use axum::http::{HeaderMap, HeaderValue, StatusCode, header};
use axum::response::{IntoResponse, Response};
use bytes::Bytes;
use flate2::Compression;
use flate2::write::GzEncoder;
use rust_embed::RustEmbed;
use sha2::{Digest as _, Sha256};

/// Where the files are served.
pub const PREFIX: &str = "/assets/";
/// The media type of a script.
const SCRIPT: &str = "text/javascript; charset=utf-8";

#[derive(RustEmbed)]
#[folder = "assets/"]
struct Embedded;

/// A file ready to be sent.
#[derive(Debug)]
pub struct Asset {
    /// `/assets/` and its hashed name.
    pub url: String,
    /// Its media type.
    pub kind: &'static str,
    /// Its bytes.
    pub plain: Bytes,
    gzip: OnceLock<Option<Bytes>>,
}

impl Asset {
    /// Its bytes compressed, when that makes it smaller.
    pub fn gzip(&self) -> Option<&Bytes> {
        let smaller = || {
            let bytes = match self.kind {
                "font/woff2" => return None,
                SCRIPT => zopfli(&self.plain),
                _ => gzipped(&self.plain, Compression::best()),
            };
            Some(Bytes::from(bytes)).filter(|it| it.len() < self.plain.len())
        };
        self.gzip.get_or_init(smaller).as_ref()
    }

    /// Bytes on the wire, for a browser that takes gzip.
    #[must_use]
    pub fn sent(&self) -> usize {
        self.gzip().unwrap_or(&self.plain).len()
    }
}

/// All files, by hashed name.
#[derive(Debug, Default)]
struct Assets {
    by_name: HashMap<String, Asset>,
    /// Plain name (`app.css`, `js/list.js`) to URL.
    urls: HashMap<&'static str, String>,
    version: String,
}

static ASSETS: LazyLock<Assets> = LazyLock::new(Assets::load);

/// The address of the one style sheet.
#[must_use]
pub fn style_sheet() -> &'static str {
    url("app.css")
}

/// The address of the icon sprite.
#[must_use]
pub fn icons() -> &'static str {
    url("icons.svg")
}

/// The address of a file by its plain name; `/assets/missing` for a name that is not in [`NAMES`].
#[must_use]
pub fn url(name: &str) -> &'static str {
    ASSETS.urls.get(name).map_or("/assets/missing", String::as_str)
}

/// A file by its plain name, for measures and tests.
#[must_use]
pub fn by_name(name: &str) -> Option<&'static Asset> {
    let url = ASSETS.urls.get(name)?;
    ASSETS.by_name.get(url.strip_prefix(PREFIX)?)
}

/// The style of the downtime sheet, for files that stand alone.
#[must_use]
pub fn sheet_style() -> String {
    Embedded::get("css/60-sheet.css")
        .map(|file| String::from_utf8_lossy(&file.data).into_owned())
        .unwrap_or_default()
}

/// What changes when any file does: tells a page that its server has been renewed.
#[must_use]
pub fn version() -> &'static str {
    &ASSETS.version
}

/// Every file, for measures and for pages looked at without a server.
pub fn all() -> impl Iterator<Item = &'static Asset> {
    ASSETS.by_name.values()
}

/// The scripts that a page asks for, the live worker included.
pub fn scripts_of(page: &str) -> impl Iterator<Item = &'static Asset> {
    all().filter(move |it| it.url.ends_with(".js") && page.contains(&it.url))
}

/// The plain names of the files that pages may refer to.
pub const NAMES: [&str; 14] = [
    "icons.svg",
    "favicon.svg",
    "js/live-worker.js",
    "js/cell.js",
    "js/emergency.js",
    "js/list.js",
    "js/passkey.js",
    "js/past.js",
    "js/offline.js",
    "js/print.js",
    "js/sw.js",
    "js/wall.js",
    "fonts/ahn-latin.woff2",
    "fonts/ahn-latin-ext.woff2",
];

/// The scripts of every page, in their order. They are sent as one file, `app.js`: one request, and what they have in
/// common is compressed once.
const SCRIPTS: [&str; 8] = [
    "vendor/idiomorph/idiomorph.min.js",
    "js/live.js",
    "js/ui.js",
    "js/badge.js",
    "js/palette.js",
    "js/acts.js",
    "js/board.js",
    "js/offline.js",
];

/// Answers `/assets/{name}`.
pub async fn serve(Path(name): Path<String>, headers: HeaderMap) -> Response {
    let Some(asset) = ASSETS.by_name.get(&name) else {
        return StatusCode::NOT_FOUND.into_response();
    };
    let mut response = Response::new(axum::body::Body::from(asset.plain.clone()));
    let gzip = accepts_gzip(&headers).then(|| asset.gzip()).flatten();
    if let Some(gzip) = gzip {
        response = Response::new(axum::body::Body::from(gzip.clone()));
        response
            .headers_mut()
            .insert(header::CONTENT_ENCODING, HeaderValue::from_static("gzip"));
    }
    let kept = HeaderValue::from_static("public, max-age=31536000, immutable");
    response.headers_mut().insert(header::CACHE_CONTROL, kept);
    response
        .headers_mut()
        .insert(header::CONTENT_TYPE, HeaderValue::from_static(asset.kind));
    response
        .headers_mut()
        .insert(header::VARY, HeaderValue::from_static("accept-encoding"));
    response
}

/// Whether the browser takes gzip.
#[must_use]
pub fn accepts_gzip(headers: &HeaderMap) -> bool {
    headers
        .get(header::ACCEPT_ENCODING)
        .and_then(|value| value.to_str().ok())
        .is_some_and(|value| {
            value
                .split(',')
                .any(|part| part.trim().split(';').next() == Some("gzip"))
        })
}

/// The bytes compressed at that level.
#[must_use]
pub fn gzipped(bytes: &[u8], level: Compression) -> Vec<u8> {
    let mut out = GzEncoder::new(Vec::with_capacity(bytes.len() / 3), level);
    // Writing into a Vec cannot fail; an empty answer would show in every test.
    let _ = out.write_all(bytes);
    out.finish().unwrap_or_default()
}

/// The bytes as small as gzip can say them: a fifth of a second, once, for a script that a thousand screens fetch over
/// the hospital's worst radio.
fn zopfli(bytes: &[u8]) -> Vec<u8> {
    let mut out = Vec::with_capacity(bytes.len() / 3);
    let done = zopfli::compress(zopfli::Options::default(), zopfli::Format::Gzip, bytes, &mut out);
    // As above: writing into a Vec cannot fail.
    done.map(|()| out).unwrap_or_default()
}

impl Assets {
    fn load() -> Self {
        let mut assets = Self::default();
        for name in NAMES {
            if name.starts_with("js/") {
                assets.add(name, Bytes::from(script(name).unwrap_or_default()));
            } else if let Some(file) = Embedded::get(name) {
                assets.add(name, Bytes::from(file.data.into_owned()));
            }
        }
        let sheet = assets.style_sheet("css/");
        assets.add("app.css", Bytes::from(sheet));
        let sheet = assets.style_sheet("wall/");
        assets.add("wall.css", Bytes::from(sheet));
        let parts: Vec<String> = SCRIPTS.into_iter().filter_map(script).collect();
        assets.add("app.js", Bytes::from(parts.join(";\n")));
        let mut names: Vec<_> = assets.by_name.keys().cloned().collect();
        names.sort_unstable();
        assets.version = digest(names.concat().as_bytes());
        assets
    }

    /// What every screen shares and every file of a folder, in the order of their names, with the font addresses filled in.
    fn style_sheet(&self, folder: &str) -> String {
        let everywhere = ["css/10-tokens.css", "css/35-precaution.css"];
        let is_part = |name: &str| everywhere.contains(&name) || name.starts_with(folder);
        let mut names: Vec<_> = Embedded::iter().filter(|name| is_part(name)).collect();
        names.sort();
        let mut sheet = String::new();
        for name in names {
            if let Some(file) = Embedded::get(&name) {
                sheet.push_str(&String::from_utf8_lossy(&file.data));
            }
        }
        for font in ["fonts/ahn-latin.woff2", "fonts/ahn-latin-ext.woff2"] {
            if let Some(url) = self.urls.get(font) {
                sheet = sheet.replace(&format!("({font})"), &format!("({url})"));
            }
        }
        sheet
    }

    fn add(&mut self, name: &'static str, plain: Bytes) {
        let hashed = hashed_name(name, &plain);
        let kind = kind_of(name);
        let url = format!("{PREFIX}{hashed}");
        self.urls.insert(name, url.clone());
        self.by_name.insert(
            hashed,
            Asset {
                url,
                kind,
                plain,
                gzip: OnceLock::new(),
            },
        );
    }
}

/// A script as it is sent: ours without comments and blanks, those of others as they came. Names are kept, so that what
/// a browser reports can be found again.
fn script(name: &str) -> Option<String> {
    let file = Embedded::get(name)?;
    let text = String::from_utf8_lossy(&file.data);
    if name.starts_with("vendor/") {
        return Some(text.into_owned());
    }
    // A script that cannot be read is sent as it is: the browser says better what is wrong with it.
    Some(minifier::js::minify(&text).map_or_else(|_| text.to_string(), |small| small.to_string()))
}

/// `js/list.js` becomes `list.0123456789ab.js`.
fn hashed_name(name: &str, bytes: &[u8]) -> String {
    let short = digest(bytes);
    let file = name.rsplit('/').next().unwrap_or(name);
    match file.rsplit_once('.') {
        Some((stem, ending)) => format!("{stem}.{short}.{ending}"),
        None => format!("{file}.{short}"),
    }
}

/// The first twelve digits of the SHA-256: enough to tell files apart.
fn digest(bytes: &[u8]) -> String {
    Sha256::digest(bytes)
        .iter()
        .take(6)
        .map(|byte| format!("{byte:02x}"))
        .collect()
}

fn kind_of(name: &str) -> &'static str {
    match name.rsplit('.').next() {
        Some("css") => "text/css; charset=utf-8",
        Some("js") => SCRIPT,
        Some("svg") => "image/svg+xml",
        Some("woff2") => "font/woff2",
        _ => "application/octet-stream",
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_named_file_is_in_the_binary() {
        for name in NAMES.into_iter().chain(["app.css", "wall.css", "app.js"]) {
            assert!(by_name(name).is_some(), "{name} is missing");
        }
        let whole = String::from_utf8_lossy(&by_name("app.js").expect("the script").plain).into_owned();
        for name in SCRIPTS {
            let part = script(name).unwrap_or_else(|| panic!("{name} is missing"));
            assert!(whole.contains(&part), "{name} is not in the script");
        }
    }

    #[test]
    fn a_name_changes_with_its_content() {
        assert_ne!(hashed_name("js/a.js", b"1"), hashed_name("js/a.js", b"2"));
        assert!(hashed_name("js/a.js", b"1").starts_with("a."));
    }

    #[test]
    fn scripts_are_made_smaller_and_hold_nothing_that_would_break_them() {
        for name in Embedded::iter().filter(|name| name.starts_with("js/")) {
            let file = Embedded::get(&name).expect("a script");
            let text = String::from_utf8_lossy(&file.data).into_owned();
            let sent = script(&name).expect("a script");
            assert!(sent.len() < text.len() * 4 / 5, "{name} was not made smaller");
            // `a + +b` is joined into `a++b`, which no browser reads.
            assert!(!text.contains("+ +") && !text.contains("- -"), "{name}");
        }
    }

    #[test]
    fn vendored_files_are_what_their_list_of_sums_says() {
        let sums = include_str!("../assets/vendor/SHA256SUMS");
        assert!(sums.lines().count() >= 3);
        for line in sums.lines() {
            let (sum, name) = line.split_once("  ").expect("a sum and a name");
            let file = Embedded::get(name).unwrap_or_else(|| panic!("{name} is missing"));
            let found: String = Sha256::digest(&file.data)
                .iter()
                .map(|byte| format!("{byte:02x}"))
                .collect();
            assert_eq!(found, sum, "{name}");
        }
    }

    #[test]
    fn the_style_sheet_names_files_that_exist() {
        let sheets = ["app.css", "wall.css"].map(|name| &by_name(name).expect("sheet").plain);
        let sheets = sheets.map(|sheet| String::from_utf8_lossy(sheet).into_owned());
        for part in sheets.iter().flat_map(|sheet| sheet.split("url(").skip(1)) {
            let name = part.split(')').next().unwrap_or_default();
            let name = name
                .strip_prefix(PREFIX)
                .unwrap_or_else(|| panic!("not an asset: {name}"));
            assert!(ASSETS.by_name.contains_key(name), "{name}");
        }
    }
}
