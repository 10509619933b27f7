//! What goes wrong on the way to an answer, as a page that says what to do next.

use axum::http::StatusCode;
use axum::response::{IntoResponse, Response};
use base::id::WardId;
use maud::{Markup, html};

use crate::layout;
use crate::words::Words;

/// Why a request has no ordinary answer.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Problem {
    /// No such page.
    NotFound,
    /// No such ward, bed, stay or message.
    Gone,
    /// A form sent from another site.
    Foreign,
    /// Nobody said who they are, where somebody has to.
    Unidentified,
    /// Not theirs to see or do.
    Forbidden,
    /// Not theirs to see, of a ward whose names they may open in an emergency.
    Closed(WardId),
    /// More identities opened in an hour than anybody needs.
    TooManyReads,
    /// A host name that is not ours.
    Host,
    /// A form that cannot be read.
    Unreadable,
    /// A file that waited for its sender to say who they are, and waits no longer.
    FileGone,
    /// More bytes than allowed.
    TooLarge,
    /// The engine has too much to do, or the request took too long.
    Busy,
    /// The server is stopping.
    Stopping,
    /// A fault of ours; the log has the details.
    Fault,
}

impl Problem {
    /// The HTTP status.
    #[must_use]
    pub const fn status(self) -> StatusCode {
        match self {
            Self::NotFound | Self::Gone => StatusCode::NOT_FOUND,
            Self::Foreign | Self::Forbidden | Self::Closed(_) => StatusCode::FORBIDDEN,
            Self::Unidentified => StatusCode::UNAUTHORIZED,
            Self::TooManyReads => StatusCode::TOO_MANY_REQUESTS,
            Self::Host => StatusCode::MISDIRECTED_REQUEST,
            Self::Unreadable => StatusCode::BAD_REQUEST,
            Self::FileGone => StatusCode::GONE,
            Self::TooLarge => StatusCode::PAYLOAD_TOO_LARGE,
            Self::Busy | Self::Stopping => StatusCode::SERVICE_UNAVAILABLE,
            Self::Fault => StatusCode::INTERNAL_SERVER_ERROR,
        }
    }

    /// Its title and what to do next.
    #[must_use]
    pub const fn said(self, words: &Words) -> (&'static str, &'static str) {
        let errors = &words.errors;
        match self {
            Self::NotFound => (errors.not_found, errors.not_found_advice),
            Self::Gone => (errors.gone, errors.gone_advice),
            Self::Foreign => (errors.foreign, errors.foreign_advice),
            Self::Unidentified => (errors.unidentified, errors.unidentified_advice),
            Self::Forbidden => (errors.forbidden, errors.forbidden_advice),
            Self::Closed(_) => (errors.forbidden, errors.closed_advice),
            Self::TooManyReads => (errors.too_many_reads, errors.too_many_reads_advice),
            Self::Host => (errors.host, errors.host_advice),
            Self::Unreadable => (errors.unreadable, errors.unreadable_advice),
            Self::FileGone => (errors.file_gone, errors.file_gone_advice),
            Self::TooLarge => (errors.too_large, errors.too_large_advice),
            Self::Busy => (errors.busy, errors.busy_advice),
            Self::Stopping => (errors.stopping, errors.stopping_advice),
            Self::Fault => (errors.fault, errors.fault_advice),
        }
    }

    /// The page, or for our own script the sentences alone.
    #[must_use]
    pub fn answer(self, words: &'static Words, part: bool) -> Response {
        let (title, advice) = self.said(words);
        let markup = if part {
            layout::notice_leading(words, title, advice, self.door(words))
        } else {
            layout::bare_page(
                words,
                title,
                &html! {
                    section.notice {
                        h1 { (title) }
                        p { (advice) }
                        p.acts {
                            @if let Some(door) = self.door(words) { (door) }
                            a.btn.pri href="/" { (words.errors.home) }
                            @if matches!(self, Self::Busy | Self::Stopping | Self::Fault) {
                                a.btn href="" { (words.errors.retry) }
                            }
                        }
                    }
                },
            )
        };
        (self.status(), layout::Page(markup)).into_response()
    }

    /// What leads on in an emergency: under the fingers at once, and it only asks why.
    fn door(self, words: &Words) -> Option<Markup> {
        let Self::Closed(ward) = self else {
            return None;
        };
        let href = format!("/service/{ward}/urgence");
        Some(html! { a.btn href=(href) autofocus { (words.emergency.open) } })
    }
}
