//! What a change leaves behind: hooks hear of it, subscribers for sure.

use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::{Arc, Mutex};
use widgets_tests::prelude::*;

use widgets_core::events::{DeliveredEvent, DeliveryFailure};
use widgets_core::widgets::sessions::EndOtherSessions;
use widgets_core::widgets::sign_in::{EmailAndPassword, SignOut};
use widgets_core::{RequestCtx, Worker};

over_every_combination! {
    subscribers_hear_of_every_change_at_least_once,
    two_workers_deliver_each_event_once,
    after_hooks_hear_of_what_took_place,
    a_stopped_code_is_told_with_account_and_purpose,
}

type Heard = Arc<Mutex<Vec<DeliveredEvent>>>;

fn listening(host: TestHostBuilder, heard: &Heard, failures: u64) -> TestHostBuilder {
    let heard = Arc::clone(heard);
    let left = Arc::new(AtomicU64::new(failures));
    host.with(move |builder| {
        builder.subscribe(move |event| {
            let (heard, left) = (Arc::clone(&heard), Arc::clone(&left));
            async move {
                let fails =
                    left.fetch_update(Ordering::SeqCst, Ordering::SeqCst, |n| n.checked_sub(1));
                if fails.is_ok() {
                    return Err(DeliveryFailure::new("not now"));
                }
                heard.lock().unwrap().push(event);
                Ok(())
            }
        })
    })
}

/// Works until that many events were heard.
async fn heard_of(heard: &Heard, count: usize, worker: &Worker) {
    for _ in 0..500 {
        worker.run_once().await.unwrap();
        if heard.lock().unwrap().len() >= count {
            return;
        }
        tokio::time::sleep(Duration::from_millis(10)).await;
    }
    panic!(
        "{} of {count} events were heard",
        heard.lock().unwrap().len()
    );
}

async fn subscribers_hear_of_every_change_at_least_once(host: TestHostBuilder) {
    let heard = Heard::default();
    let host = listening(host, &heard, 1).start().await;
    let maren = host.person("Maren").await;
    let mut browser = host.signed_in(&maren).await;
    browser.sign_out().await;
    // Rocket's fairing works beside this worker, so what counts is what was heard.
    let worker = host.widgets.worker();
    heard_of(&heard, 3, &worker).await;
    // One was refused, and is not due yet.
    assert_eq!(worker.run_once().await.unwrap(), 0);
    assert_eq!(heard.lock().unwrap().len(), 3);
    host.clock.advance(Duration::from_secs(10));
    heard_of(&heard, 4, &worker).await;
    assert_eq!(worker.run_once().await.unwrap(), 0);
    let heard = heard.lock().unwrap();
    let mut actions: Vec<&str> = heard.iter().map(|event| event.action.as_str()).collect();
    actions.sort_unstable();
    assert_eq!(
        actions,
        [
            "account.created",
            "profile.names_changed",
            "session.ended",
            "session.opened"
        ]
    );
    assert!(
        heard
            .iter()
            .all(|event| event.account.as_deref() == Some(maren.account.as_str()))
    );
}

async fn two_workers_deliver_each_event_once(builder: TestHostBuilder) {
    let heard = Heard::default();
    let first = listening(builder, &heard, 0).start().await;
    let again = first.beside();
    let second = listening(again, &heard, 0).start().await;
    for number in 0..30 {
        first.person(&format!("Person{number}")).await;
    }
    let run = |host: &TestHost| {
        let worker = host.widgets.worker();
        tokio::spawn(async move { while worker.run_once().await.unwrap() > 0 {} })
    };
    let (one, two) = (run(&first), run(&second));
    one.await.unwrap();
    two.await.unwrap();
    heard_of(&heard, 60, &first.widgets.worker()).await;
    let heard = heard.lock().unwrap();
    let mut ids: Vec<&str> = heard.iter().map(|event| event.id.as_str()).collect();
    ids.sort_unstable();
    ids.dedup();
    assert_eq!((ids.len(), heard.len()), (60, 60));
}

async fn after_hooks_hear_of_what_took_place(host: TestHostBuilder) {
    let log: Arc<Mutex<Vec<String>>> = Arc::default();
    let (ins, outs, others) = (Arc::clone(&log), Arc::clone(&log), Arc::clone(&log));
    let host = host
        .with(move |builder| {
            builder
                .after(move |_: RequestCtx, input: Arc<EmailAndPassword>| {
                    let ins = Arc::clone(&ins);
                    async move { ins.lock().unwrap().push(format!("{input:?}")) }
                })
                .after(move |_: RequestCtx, input: Arc<SignOut>| {
                    let outs = Arc::clone(&outs);
                    async move { outs.lock().unwrap().push(format!("{input:?}")) }
                })
                .after(move |_: RequestCtx, _: Arc<EndOtherSessions>| {
                    let others = Arc::clone(&others);
                    async move {
                        others.lock().unwrap().push("others".to_owned());
                        panic!("an after-hook's own trouble")
                    }
                })
        })
        .start()
        .await;
    let maren = host.person("Maren").await;
    let mut stranger = host.browser();
    let refused = host.sign_in(&mut stranger, &maren.email, "wrong").await;
    assert_eq!(refused.status, 422, "of this no hook hears");
    let mut browser = host.signed_in(&maren).await;
    let done = browser
        .post_json("/account/sessions/others/end", &serde_json::json!({}))
        .await;
    // An after-hook cannot undo what took place.
    assert_eq!(done.status, 200);
    browser.sign_out().await;
    let log = log.lock().unwrap();
    assert_eq!(log[0], "EmailAndPassword(maren@nordlicht.example, ..)");
    assert_eq!(log[1..], ["others", "SignOut { everywhere: false }"]);
    assert!(!log.join("").contains(PASSWORD));
}

async fn a_stopped_code_is_told_with_account_and_purpose(host: TestHostBuilder) {
    let heard = Heard::default();
    let host = listening(host, &heard, 0).start().await;
    let maren = host.person("Maren").await;
    let page = host.ask_to_reset(&mut host.browser(), &maren.email).await;
    assert_eq!(page.status, 200);
    let mailed = host.mailed_code(&maren.email).await;
    let mut owner = host.browser();
    let ask = owner.get(&mailed.decline).await;
    owner.submit(&ask, &mailed.decline, &[]).await;
    // Done twice it is told once.
    owner.submit(&ask, &mailed.decline, &[]).await;
    host.deliver().await;
    let heard = heard.lock().unwrap();
    let told = heard.iter().filter(|event| event.action == "code.declined");
    let told: Vec<_> = told.collect();
    assert_eq!(told.len(), 1);
    assert_eq!(told[0].account.as_deref(), Some(maren.account.as_str()));
    assert_eq!(told[0].details["purpose"], "reset");
}
