//! A hospital that listens, and messages to send to it.

use app::{App, Clock};
use base::Moment;
use interop::client::{Ack, Client, Patience};
use interop::inbound::Intake;
use interop::mllp::{Limits, Peers, Server};
use store::{MessageQuery, Outcome};

/// 2026-11-22 20:00 in Paris.
pub const EVENING: Moment = Moment::from_millis(1_795_374_000_000);

/// An empty territory behind a port, and a sender.
pub struct Hospital {
    pub app: App,
    pub intake: Intake,
    pub client: Client,
}

impl Hospital {
    /// Opens it, empty, at [`EVENING`].
    pub async fn open() -> Self {
        let app = App::in_memory(Clock::manual(EVENING)).unwrap();
        let intake = Intake::new(app.clone());
        let server = Server::bind("127.0.0.1:0", Limits::default(), Peers::default(), intake.clone())
            .await
            .unwrap();
        let client = Client::new(server.local_addr().unwrap().to_string(), Patience::default());
        tokio::spawn(server.run(std::future::pending()));
        Self { app, intake, client }
    }

    /// Sends a message and gives the answer to it.
    pub async fn send(&mut self, message: &str) -> Ack {
        self.client
            .exchange(message.replace('\n', "\r").as_bytes())
            .await
            .unwrap()
    }

    /// Outcome and reason code of each message kept, oldest first.
    pub fn inbox(&self) -> Vec<(Outcome, String)> {
        let mut heads = self
            .app
            .store()
            .messages(&MessageQuery {
                limit: 1_000,
                ..MessageQuery::default()
            })
            .unwrap();
        heads.reverse();
        heads
            .into_iter()
            .map(|head| {
                (
                    head.outcome,
                    head.reason.map(|reason| reason.code).unwrap_or_default(),
                )
            })
            .collect()
    }

    /// How many beds are known.
    pub fn beds(&self) -> usize {
        self.app.snapshot().state.beds.len()
    }
}

/// A movement of a patient whose numbers are all made of one.
pub fn adt(trigger: &str, control: &str, patient: &str, place: &str, zbe: &str) -> String {
    format!(
        "MSH|^~\\&|GAM|CH|CHEVET|GHT|20261122100000||ADT^{trigger}^ADT_A01|{control}|P|2.5^FRA^2.11|||||FRA|UNICODE UTF-8\n\
         EVN||20261122095900\n\
         PID|||{patient}^^^CH&1.2.3&ISO^PI||DURAND^MARIE^^^^^L||19800229|F||||||||||9{patient}^^^CH&1.2.4&ISO^AN\n\
         PV1||I|{place}||||||||||||||||8{patient}^^^CH&1.2.5&ISO^VN\n\
         {zbe}"
    )
}

/// The admission of a patient at 9 in the morning.
pub fn a01(control: &str, patient: &str, place: &str) -> String {
    adt(
        "A01",
        control,
        patient,
        place,
        &format!("ZBE|5{patient}^CH^1.2.9^ISO|20261122080000||INSERT|N||||HMS"),
    )
}
