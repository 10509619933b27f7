//! The page around a sheet: buttons to print it, and how the downtime folder is doing.

use domain::view::sheet::WardSheet;
use maud::html;

use super::{fill, heard, paper};
use crate::Web;
use crate::assets;
use crate::downtime;
use crate::icon::icon;
use crate::layout::{Frame, Nav, Page, Place, page as whole};
use crate::visit::Visit;

/// The page of a sheet.
pub fn page(web: &Web, visit: &Visit, sheet: &WardSheet) -> Page {
    let words = &visit.words.sheet;
    let scene = visit.scene();
    let filled = fill(sheet, &scene, heard(web.app()));
    let title = format!("{}, {}", sheet.board.name, words.title);
    let board = format!("/service/{}", sheet.board.ward);
    let body = html! {
        main.plain.sheet-page #main tabindex="-1" {
            h1.vh { (title) }
            div.sheetbar {
                button.btn type="button" data-print { (icon("printer")) (words.print) }
                a.btn href={ (board) "/feuille.pdf" } { (icon("download")) (words.pdf) }
                a href=(board) { (words.back) }
                p.grow { (words.advice) }
                p { (downtime::standing(web, &scene)) }
            }
            div.papers tabindex="0" role="region" aria-label=(words.title) { (paper(&filled)) }
        }
        script defer src=(assets::url("js/print.js")) {}
    };
    whole(
        visit,
        &Frame {
            title: &title,
            nav: Nav::Territory,
            place: Some(Place {
                name: &sheet.board.name,
                above: words.back,
                href: &board,
            }),
            topics: String::new(),
            body,
        },
    )
}
