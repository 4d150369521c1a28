//! Mail from the outbox to the mailer of the host.

use widgets_tests::prelude::*;

use widgets_tests::harness::outbox::CODE;

over_every_combination! {
    a_mail_goes_out_once,
    two_workers_send_each_mail_once,
    a_mail_is_sent_again_under_the_same_id,
    a_mail_refused_for_good_is_given_up_at_once,
    an_expired_mail_is_not_sent,
    finished_mails_are_swept_after_a_week,
    attack_043_headers_do_not_change_links,
    attack_049_no_name_stands_in_a_mail_with_a_code,
}

async fn a_mail_goes_out_once(test_host: TestHost) {
    let row = test_host.post(MAREN).await;
    test_host.post_nothing().await;
    let mails = test_host.mails_to(MAREN).await;
    assert_eq!(mails.len(), 1);
    let host = test_host.widgets.public_url().host_str().unwrap();
    assert_eq!(mails[0].id, format!("{row}@{host}"));
    assert!(mails[0].text.contains(CODE));
    test_host.clock.advance(DAY);
    test_host.deliver().await;
    assert_eq!(test_host.mailbox.mails().len(), 1, "and nothing else");
}

async fn two_workers_send_each_mail_once(first: TestHost) {
    let mailbox = first.mailbox.clone();
    let second = first.beside().with(|builder| builder.mailer(mailbox));
    let second = second.start().await;
    for number in 0..30 {
        let address = format!("person{number}@nordlicht.example");
        first.post(&address).await;
    }
    tokio::join!(first.deliver(), second.deliver());
    let mails = first.mailbox.mails();
    let ids: BTreeSet<_> = mails.iter().map(|mail| &mail.id).collect();
    assert_eq!((ids.len(), mails.len()), (30, 30));
}

/// Fails as often as `failures` says, and then sends.
struct Failing {
    failures: u32,
    failure: MailFailure,
    tried: Arc<AtomicU32>,
    then: RecordingMailer,
}

#[async_trait]
impl Mailer for Failing {
    async fn send(&self, mail: &Mail) -> Result<(), MailFailure> {
        match self.tried.fetch_add(1, Ordering::SeqCst) < self.failures {
            true => Err(self.failure.clone()),
            false => self.then.send(mail).await,
        }
    }
}

/// A host whose mailer fails that often, the mails it sent, and how often it tried.
async fn failing(
    host: TestHostBuilder,
    failures: u32,
    failure: MailFailure,
) -> (TestHost, RecordingMailer, Arc<AtomicU32>) {
    let (then, tried) = (RecordingMailer::new(), Arc::<AtomicU32>::default());
    let mailer = Failing {
        failures,
        failure,
        tried: Arc::clone(&tried),
        then: then.clone(),
    };
    let host = host.with(move |builder| builder.mailer(mailer));
    (host.start().await, then, tried)
}

async fn a_mail_is_sent_again_under_the_same_id(host: TestHostBuilder) {
    let (host, sent, tried) = failing(host, 2, MailFailure::temporary("451 busy")).await;
    let row = host.post(MAREN).await;
    for seconds in [0, 10, 20] {
        assert!(sent.mails().is_empty());
        host.clock.advance(Duration::from_secs(seconds));
        host.deliver().await;
    }
    assert_eq!(tried.load(Ordering::SeqCst), 3);
    assert_eq!(sent.mails().len(), 1);
    assert!(sent.mails()[0].id.starts_with(row.as_str()));
}

async fn a_mail_refused_for_good_is_given_up_at_once(host: TestHostBuilder) {
    let failure = MailFailure::permanent(format!("550 <{MAREN}>: no such mailbox"));
    let (host, sent, tried) = failing(host, 1, failure).await;
    let row = host.post(MAREN).await;
    host.deliver().await;
    host.clock.advance(MINUTE);
    host.deliver().await;
    assert_eq!((tried.load(Ordering::SeqCst), sent.mails().len()), (1, 0));

    let dead = host.management.dead_letters(None).await.unwrap();
    assert_eq!(dead.len(), 1);
    assert_eq!((&dead[0].id, dead[0].attempts), (&row, 1));
    assert_eq!(dead[0].topic, "mail");
    assert_eq!(dead[0].error, "550 (address) no such mailbox");
    assert_eq!(host.management.dead_letters(dead.last()).await.unwrap(), []);

    host.management.retry_dead_letter(&row).await.unwrap();
    host.deliver().await;
    assert_eq!(sent.mails().len(), 1);
    assert_eq!(host.management.dead_letters(None).await.unwrap(), []);
    assert_refused!(host.management.retry_dead_letter(&row), Missing);
}

async fn finished_mails_are_swept_after_a_week(host: TestHost) {
    host.post(MAREN).await;
    host.post_nothing().await;
    host.deliver().await;
    let worker = host.widgets.worker();
    let swept = async || worker.sweep_once().await.unwrap().outbox;
    assert_eq!(swept().await, 0);
    host.clock.advance(7 * DAY + Duration::from_secs(1));
    assert_eq!(swept().await, 2);
    assert_eq!(swept().await, 0);
}

async fn an_expired_mail_is_not_sent(host: TestHostBuilder) {
    let failure = MailFailure::temporary("the server is not there");
    let (host, sent, tried) = failing(host, 1, failure).await;
    host.post(MAREN).await;
    host.deliver().await;
    host.clock.advance(10 * MINUTE);
    host.deliver().await;
    assert_eq!((tried.load(Ordering::SeqCst), sent.mails().len()), (1, 0));
}

async fn attack_043_headers_do_not_change_links(SignedOut(host, maren, mut browser): SignedOut) {
    let page = browser.get("/account/reset").await;
    let fields = [("email", maren.email.as_str())];
    let (action, _) = browser.filled_in(&page, "/reset", &fields);
    let token = page.hidden("/reset", "csrf_token").unwrap();
    let body = encode(&[("csrf_token", &token), fields[0]]);
    let own = browser.origin.clone();
    let headers = [
        ("origin", &*own),
        ("sec-fetch-site", "same-origin"),
        ("host", "evil.example"),
        ("x-forwarded-host", "evil.example"),
        ("x-forwarded-proto", "ftp"),
        ("forwarded", "host=evil.example;proto=ftp"),
        ("content-type", "application/x-www-form-urlencoded"),
    ];
    must_accept(
        browser
            .ask(Method::POST, &action, &headers, body.clone())
            .await,
    );
    let status = ask_elsewhere(&browser, &action, &body).await;
    let mails = host.mails_to(&maren.email).await;
    // A whole address in the request line is taken for a path or refused; it decides nothing.
    assert_eq!(mails.len(), if status == "303" { 2 } else { 1 }, "{status}");
    let base = host.widgets.public_url().as_str();
    for body in mails.iter().flat_map(|mail| [&mail.text, &mail.html]) {
        assert!(!body.contains("evil"), "{body}");
        let links = body.matches("://").count();
        assert!(links >= 2, "{body}");
        assert_eq!(body.matches(base).count(), links, "{body}");
    }
}

/// Sends a form with another host in the request line itself, which no HTTP library does, and gives
/// the status.
async fn ask_elsewhere(browser: &Browser, action: &str, body: &str) -> String {
    let own = &browser.origin;
    let request = format!(
        "POST http://evil.example{action} HTTP/1.1\r\nHost: evil.example\r\nOrigin: {own}\r\n\
         Sec-Fetch-Site: same-origin\r\nCookie: {}\r\nConnection: close\r\n\
         Content-Type: application/x-www-form-urlencoded\r\nContent-Length: {}\r\n\r\n{body}",
        browser.cookie_header(),
        body.len(),
    );
    let answer = browser.send_raw(&request, false).await.to_lowercase();
    assert!(!answer.contains("location: http://evil"), "{answer}");
    answer.split(' ').nth(1).unwrap_or_default().to_owned()
}

async fn attack_049_no_name_stands_in_a_mail_with_a_code(host: TestHost) {
    let mallory = user("mallory", Secret::password(PASSWORD))
        .display_name("<b>You won</b> https://evil.example");
    let email = host.create(mallory).await.email;
    host.ask_to_sign_in(&mut host.browser(), &email).await;
    host.ask_to_reset(&mut host.browser(), &email).await;
    let mails = host.mails_to(&email).await;
    assert_eq!(mails.len(), 2);
    for mail in mails {
        let all = [mail.subject, mail.text, mail.html].concat();
        assert!(!all.contains("evil") && !all.contains("You won"), "{all}");
    }
}
