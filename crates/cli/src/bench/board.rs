//! How long a picture takes to draw, and how many bytes it is.

use anyhow::{Context, Result};
use app::clock::instant;
use base::id::WardId;
use domain::view::{board, territory};
use web::words::{Lang, Words};

use super::percentiles::Percentiles;

#[derive(clap::Args)]
pub struct Arguments {
    /// Répétitions.
    #[arg(long, default_value_t = 200)]
    times: u32,
}

pub fn run(arguments: &Arguments) -> Result<()> {
    let app = super::ingest::living_territory(3)?;
    let (snapshot, now, zone) = (app.snapshot(), app.now(), app.zone());
    let words = Words::of(Lang::Fr);
    let wards: Vec<WardId> = snapshot.state.wards.iter().map(|ward| ward.id).collect();
    let view = |ward: &WardId| board::ward_board(&snapshot.state, &snapshot.vault, *ward, now);
    let (mut views, mut cards, mut html, mut total) = Default::default();
    let mut page = String::new();
    let (mut tiles, mut bytes) = (0, 0);
    for _ in 0..arguments.times {
        let start = instant();
        let boards: Vec<_> = wards.iter().filter_map(view).collect();
        Percentiles::add(&mut views, start.elapsed());
        tiles = boards
            .iter()
            .flat_map(|board| &board.rooms)
            .map(|room| room.beds.len())
            .sum();
        let scene = web::scene::Scene {
            words,
            zone: &zone,
            now,
            still: false,
        };
        let start = instant();
        page.clear();
        for board in &boards {
            let around = web::board::Around::of(board, &scene);
            for bed in board.tiles() {
                web::board::tile(&mut page, &scene, bed, around);
            }
        }
        Percentiles::add(&mut cards, start.elapsed());
        let start = instant();
        bytes = boards
            .iter()
            .map(|board| web::board::draw(board, &scene).whole.len())
            .sum();
        Percentiles::add(&mut html, start.elapsed());
        let start = instant();
        std::hint::black_box(territory::territory(&snapshot.state, &snapshot.vault, now));
        Percentiles::add(&mut total, start.elapsed());
    }
    println!("{tiles} lits de {} services", wards.len());
    println!("vues de tous les services : {}", views.text());
    println!("HTML des cartes de lit seules : {}", cards.text());
    println!(
        "HTML de tous les tableaux ({:.0} ko) : {}",
        kilobytes(bytes),
        html.text()
    );
    println!("vue du territoire : {}", total.text());
    let fullest = wards
        .iter()
        .filter_map(view)
        .filter(|board| (26..=34).contains(&board.summary.beds()))
        .max_by_key(|board| board.summary.taken())
        .context("aucun service d'une trentaine de lits")?;
    sizes(&app, fullest.ward, fullest.summary.beds())?;
    app.close();
    Ok(())
}

/// What a browser downloads to show a board for the first time, asked as a browser asks.
fn sizes(app: &app::App, ward: WardId, beds: u32) -> Result<()> {
    let runtime = tokio::runtime::Builder::new_multi_thread().enable_all().build()?;
    let (plain, gzipped) = runtime.block_on(async {
        let listener = tokio::net::TcpListener::bind("127.0.0.1:0").await?;
        let address = listener.local_addr()?;
        tokio::spawn(crate::wiring::serve_screens(
            app.clone(),
            listener,
            web::Config::default(),
        ));
        let path = format!("/service/{ward}");
        anyhow::Ok((
            get(address, &path, "identity").await?,
            get(address, &path, "gzip").await?,
        ))
    })?;
    println!(
        "première page d'un service de {beds} lits : {:.1} ko, {:.1} ko en gzip",
        kilobytes(plain.len()),
        kilobytes(gzipped.len())
    );
    let page = String::from_utf8_lossy(&plain);
    let scripts: usize = web::assets::scripts_of(&page).map(web::assets::Asset::sent).sum();
    println!(
        "tous les scripts de cette page : {:.1} ko en gzip",
        kilobytes(scripts)
    );
    runtime.shutdown_timeout(std::time::Duration::from_secs(1));
    Ok(())
}

/// The size of a body.
async fn get(address: std::net::SocketAddr, path: &str, encoding: &str) -> Result<Vec<u8>> {
    use tokio::io::{AsyncReadExt, AsyncWriteExt};
    let mut stream = tokio::net::TcpStream::connect(address).await?;
    let request = format!(
        "GET {path} HTTP/1.1\r\nhost: {address}\r\naccept-encoding: {encoding}\r\nconnection: close\r\n\r\n"
    );
    stream.write_all(request.as_bytes()).await?;
    let mut answer = Vec::new();
    stream.read_to_end(&mut answer).await?;
    anyhow::ensure!(answer.starts_with(b"HTTP/1.1 200"), "réponse inattendue");
    let head = answer
        .windows(4)
        .position(|window| window == b"\r\n\r\n")
        .context("réponse sans corps")?;
    Ok(answer.split_off(head + 4))
}

#[expect(clippy::cast_precision_loss, reason = "a size to read")]
fn kilobytes(bytes: usize) -> f64 {
    bytes as f64 / 1_000.0
}
