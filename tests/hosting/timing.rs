//! What the time of an answer gives away.

use std::time::{Duration, Instant};

use hearth_tests::{Api, Launch, Place, user::unique_email};

#[tokio::test]
async fn an_unknown_address_costs_the_time_of_a_wrong_password() {
    let place = Place::new();
    let server = Launch::on(place.data_dir()).env("HEARTH_BCRYPT_COST", "10").start().await;
    let (api, user) = (server.api(), server.user().await);
    let known = shortest(&api, || user.email.clone()).await;
    let unknown = shortest(&api, unique_email).await;
    let (less, more) = (known.min(unknown), known.max(unknown));
    assert!(more < less * 3 / 2, "a known address takes {known:?}, an unknown one {unknown:?}");
}

/// The shortest of several, which a busy machine disturbs least.
async fn shortest(api: &Api, email: impl Fn() -> String) -> Duration {
    let mut shortest = Duration::MAX;
    for _ in 0..8 {
        let begin = Instant::now();
        api.login(&email(), "wrong password").await.expect_detail(403, "Invalid Credentials");
        shortest = shortest.min(begin.elapsed());
    }
    shortest
}
