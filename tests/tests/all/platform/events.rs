//! What a change leaves behind: hooks hear of it, subscribers for sure.

use std::sync::Mutex;
use tokio::sync::Barrier;
use widgets_tests::prelude::*;

use widgets_core::Worker;
use widgets_core::events::{DeliveredEvent, DeliveryFailure};
use widgets_core::widgets::codes::RevokeCode;
use widgets_core::widgets::security::ConfirmPassword;
use widgets_core::widgets::sessions::EndOtherSessions;
use widgets_core::widgets::sign_in::SignOut;

over_every_combination! {
    subscribers_hear_of_every_change_at_least_once,
    two_workers_deliver_each_event_once,
    after_hooks_hear_of_finished_actions,
    no_after_hook_hears_of_what_another_request_did_first,
    a_stopped_code_is_told_with_account_and_purpose,
    attack_030_nothing_of_an_action_runs_before_its_hooks,
}

type Heard = Arc<Mutex<Vec<DeliveredEvent>>>;

/// A host with a subscriber that fails as often as `failures` says, and then hears every event.
fn listening(host: TestHostBuilder, heard: &Heard, failures: u64) -> TestHostBuilder {
    let heard = Arc::clone(heard);
    let calls = AtomicU64::new(0);
    host.with(move |builder| {
        builder.subscribe(move |event| {
            let fails = calls.fetch_add(1, Ordering::SeqCst) < failures;
            if !fails {
                heard.lock().unwrap().push(event);
            }
            std::future::ready(match fails {
                true => Err(DeliveryFailure::new("not now")),
                false => Ok(()),
            })
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
    let heard = heard.lock().unwrap().len();
    panic!("{heard} of {count} events were heard");
}

async fn subscribers_hear_of_every_change_at_least_once(host: TestHostBuilder) {
    let heard = Heard::default();
    let host = listening(host, &heard, 1);
    let SignedIn(host, maren, mut browser) = SignedIn::of(host).await;
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
    let actions: BTreeSet<&str> = heard.iter().map(|event| event.action.as_str()).collect();
    let expected = [
        "account.created",
        "profile.names_changed",
        "session.ended",
        "session.opened",
    ];
    assert_eq!(actions, BTreeSet::from(expected));
    assert_eq!(heard.len(), expected.len());
    let account = Some(maren.account.as_str());
    let mut accounts = heard.iter().map(|event| event.account.as_deref());
    assert!(accounts.all(|own| own == account));
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
    let ids: BTreeSet<&str> = heard.iter().map(|event| event.id.as_str()).collect();
    assert_eq!((ids.len(), heard.len()), (60, 60));
}

async fn after_hooks_hear_of_finished_actions(host: TestHostBuilder) {
    let log = Log::default();
    let after = log.clone();
    let host = host.with(move |builder| {
        let builder = after.after::<EmailAndPassword>(builder);
        let builder = after.after::<SignOut>(builder);
        builder.after(move |_: RequestCtx, _: Arc<EndOtherSessions>| {
            after.push("others");
            async { panic!("an after-hook's own trouble") }
        })
    });
    let SignedOut(host, maren, mut stranger) = SignedOut::of(host).await;
    let refused = host.sign_in(&mut stranger, &maren.email, "wrong").await;
    assert_eq!(refused.status, 422, "of this no hook hears");
    let mut browser = host.signed_in(&maren).await;
    let others = "/account/sessions/others/end";
    let done = browser.post_json(others, &json!({})).await;
    // An after-hook cannot undo what took place.
    assert_eq!(done.status, 200);
    browser.sign_out().await;
    let expected = [
        "after EmailAndPassword(maren@nordlicht.example, ..)",
        "others",
        "after SignOut { everywhere: false }",
    ];
    assert_eq!(log.take(), expected);
}

/// Lets two requests past a hook only together, so that one of them comes too late for its write.
fn in_pairs<I: Send + Sync + 'static>(builder: WidgetsBuilder, log: &Log) -> WidgetsBuilder {
    let (pair, log) = (Arc::new(Barrier::new(2)), log.clone());
    let builder = builder.before(move |_: RequestCtx, _: Arc<I>| {
        let pair = Arc::clone(&pair);
        async move {
            pair.wait().await;
            Ok(())
        }
    });
    builder.after(move |_: RequestCtx, _: Arc<I>| {
        log.push("after");
        async {}
    })
}

async fn no_after_hook_hears_of_what_another_request_did_first(host: TestHostBuilder) {
    let log = Log::default();
    let hooks = log.clone();
    let host = host.with(move |builder| {
        in_pairs::<RevokeCode>(in_pairs::<ConfirmPassword>(builder, &hooks), &hooks)
    });
    let SignedIn(host, maren, mut browser) = SignedIn::of(host).await;
    host.clock.advance(11 * MINUTE);
    let page = browser.get("/account/step-up").await;
    let fields = [("password", PASSWORD)];
    let mut same = browser.clone();
    let (one, other) = tokio::join!(
        browser.submit(&page, "/step-up", &fields),
        same.submit(&page, "/step-up", &fields),
    );
    // Who came too late is asked again, if it is still required.
    let mut led = [one, other].map(|own| own.header("location").to_owned());
    led.sort_unstable();
    assert_eq!(led[0], "/account");
    assert!(led[1].starts_with("/account/step-up"), "{led:?}");
    assert_eq!(log.take(), ["after"]);

    let mut visitor = host.browser();
    let (_, mailed) = host.code_to_reset(&mut visitor, &maren.email).await;
    let (mut owner, mut again) = (host.browser(), host.browser());
    let (ask, ask_again) = (
        owner.get(&mailed.decline).await,
        again.get(&mailed.decline).await,
    );
    let (one, other) = tokio::join!(
        owner.submit(&ask, &mailed.decline, &[]),
        again.submit(&ask_again, &mailed.decline, &[]),
    );
    let mut statuses = [one.status.as_u16(), other.status.as_u16()];
    statuses.sort_unstable();
    assert_eq!(statuses, [303, 422]);
    assert_eq!(log.take(), ["after"]);
    // Later there is nothing to do, and no hook is asked.
    let late = owner.submit(&ask, &mailed.decline, &[]).await;
    late.assert_status(303);
    assert!(log.take().is_empty());
}

async fn a_stopped_code_is_told_with_account_and_purpose(host: TestHostBuilder) {
    let heard = Heard::default();
    let host = listening(host, &heard, 0);
    let SignedOut(host, maren, mut browser) = SignedOut::of(host).await;
    let (_, mailed) = host.code_to_reset(&mut browser, &maren.email).await;
    let mut owner = host.browser();
    let ask = owner.get(&mailed.decline).await;
    // Done twice it is told once.
    for _ in 0..2 {
        owner.submit(&ask, &mailed.decline, &[]).await;
    }
    host.deliver().await;
    let heard = heard.lock().unwrap();
    let told = heard.iter().filter(|event| event.action == "code.declined");
    let told: Vec<_> = told.collect();
    assert_eq!(told.len(), 1);
    assert_eq!(told[0].account.as_deref(), Some(maren.account.as_str()));
    assert_eq!(told[0].details["purpose"], "reset");
}

/// An action whose `run` does its work before it gives a future.
struct Eager(Arc<AtomicU64>);

struct Count;

impl Action for Eager {
    type Ctx = UserCtx;
    type Path = ();
    type Fields = ();
    type Command = Count;
    type Data = ();

    async fn parse(&self, _: &Call<Self>) -> Result<Count, Problem> {
        Ok(Count)
    }

    fn run(&self, _: &Call<Self>, _: &Count) -> impl Future<Output = AnswerResult<()>> + Send {
        self.0.fetch_add(1, Ordering::SeqCst);
        std::future::ready(Ok(Answer::done((), "/")))
    }
}

async fn attack_030_nothing_of_an_action_runs_before_its_hooks(host: TestHostBuilder) {
    let counted = Arc::new(AtomicU64::new(0));
    let eager = Eager(Arc::clone(&counted));
    let widget = Widget::new("eager").post("count", "/eager", Access::user(), eager);
    let refusing = |_: RequestCtx, _: Arc<Count>| async { Err(HookRefusal::new("Not today.")) };
    let host = host.with(move |builder| builder.widget(widget).before(refusing));
    let SignedIn(_host, _, mut browser) = SignedIn::of(host).await;
    let refused = browser.post_json("/account/eager", &json!({})).await;
    refused.assert_problem(403, "refused");
    assert_eq!(counted.load(Ordering::SeqCst), 0);
}
