//! Serves the sample hospital of the tests, to look at screens in a browser: `screens [empty|small|large] [PORT]`.

#[path = "../tests/slices/hospital.rs"]
#[expect(dead_code, reason = "tests use the rest")]
mod hospital;

use hospital::Hospital;
use web::config::Replayer;
use web::{Config, Web, serve};

#[tokio::main]
async fn main() -> std::io::Result<()> {
    let mut args = std::env::args().skip(1);
    let hospital = match args.next().as_deref() {
        Some("empty") => Hospital::empty(),
        Some("large") => Hospital::large().await,
        _ => Hospital::small().await,
    };
    let port = args.next().and_then(|text| text.parse().ok()).unwrap_or(0);
    let listener = tokio::net::TcpListener::bind(("127.0.0.1", port)).await?;
    println!("http://{}/", listener.local_addr()?);
    // Nothing here reads messages: a replay finds what it found before.
    let replayer = Replayer::new(|message| async move {
        Ok(app::Ingested {
            outcome: store::Outcome::Quarantined,
            reason: None,
            message,
        })
    });
    let config = Config {
        replayer: Some(replayer),
        mllp: Some("chevet.hopital.example:2575".into()),
        ..Config::default()
    };
    let stop = async { drop(tokio::signal::ctrl_c().await) };
    serve(listener, Web::new(hospital.app.clone(), config), stop).await;
    Ok(())
}
