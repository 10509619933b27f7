//! Where secrets are hashed and compared: on threads of their own, few at a time, always in the same memory.

use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use auth::{Cost, Hashed, VerifyError, Workspace};
use tokio::sync::Semaphore;

use super::Refused;

/// How many at once: each takes tens of milliseconds and megabytes, and the boards come first.
const AT_ONCE: usize = 2;

/// The threads and the memory for comparisons.
#[derive(Debug)]
pub struct Comparing {
    turns: Arc<Semaphore>,
    /// As many as ever worked at once, never more than there are turns.
    workspaces: Arc<Mutex<Vec<Workspace>>>,
}

impl Default for Comparing {
    fn default() -> Self {
        Self {
            turns: Arc::new(Semaphore::new(AT_ONCE)),
            workspaces: Arc::default(),
        }
    }
}

impl Comparing {
    /// Whether that is the secret.
    ///
    /// # Errors
    /// When what is kept is unreadable or the machine cannot.
    pub async fn compare(&self, against: Hashed, secret: String) -> Result<bool, Refused> {
        self.work(move |workspace| against.is_in(workspace, &secret))
            .await
    }

    /// The hash of a secret.
    ///
    /// # Errors
    /// When the secret is too long or the machine cannot.
    pub async fn hash(&self, secret: String, cost: Cost) -> Result<Hashed, Refused> {
        let salt = app::chance::sixteen_bytes().map_err(|fault| Refused::Fault(fault.to_string()))?;
        self.work(move |workspace| Hashed::new_in(workspace, &secret, salt, cost))
            .await
    }

    async fn work<T: Send + 'static>(
        &self,
        job: impl FnOnce(&mut Workspace) -> Result<T, VerifyError> + Send + 'static,
    ) -> Result<T, Refused> {
        let turn = Arc::clone(&self.turns).acquire_owned().await;
        let workspaces = Arc::clone(&self.workspaces);
        // The turn and the memory stay with the work: whoever hangs up in the middle must not make room for more.
        let worked = tokio::task::spawn_blocking(move || {
            let _turn = turn;
            let mut workspace = lock(&workspaces).pop().unwrap_or_default();
            let done = job(&mut workspace);
            lock(&workspaces).push(workspace);
            done
        });
        match worked.await {
            Ok(done) => done.map_err(|fault| Refused::Fault(fault.to_string())),
            Err(stopped) => Err(Refused::Fault(stopped.to_string())),
        }
    }
}

fn lock(workspaces: &Mutex<Vec<Workspace>>) -> MutexGuard<'_, Vec<Workspace>> {
    workspaces.lock().unwrap_or_else(PoisonError::into_inner)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[tokio::test]
    async fn whoever_hangs_up_keeps_the_turn_until_the_work_is_done() {
        let comparing = Comparing::default();
        let (go, wait) = std::sync::mpsc::channel::<()>();
        let wait = Arc::new(Mutex::new(wait));
        let (begin, begun) = std::sync::mpsc::channel::<()>();
        for _ in 0..AT_ONCE {
            let (wait, begin) = (Arc::clone(&wait), begin.clone());
            let slow = comparing.work(move |_| {
                let _ = begin.send(());
                let _ = wait.lock().map(|wait| wait.recv());
                Ok(())
            });
            // Begun, then dropped before it is done: a browser that was closed.
            let hung_up = tokio::time::timeout(std::time::Duration::ZERO, slow).await;
            assert!(hung_up.is_err());
            begun.recv().expect("the work goes on");
        }
        assert_eq!(comparing.turns.available_permits(), 0);
        for _ in 0..AT_ONCE {
            go.send(()).expect("somebody waits");
        }
        let turns = comparing.turns.acquire_many(2).await.expect("turns come back");
        drop(turns);
        assert_eq!(lock(&comparing.workspaces).len(), AT_ONCE);
    }
}
