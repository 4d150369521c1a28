//! What people are answered while the mail server is in trouble, side by side with what they are
//! answered while it is well.

use std::iter::repeat_n;
use widgets_tests::prelude::*;

use widgets_tests::servers::smtp::{MailServer, Turn, dead_port, smtp};

over_every_combination! {
    attack_052_trouble_of_the_mail_server_changes_no_answer,
}

/// One step of a form: what was done, its answers, and its calls of accounts, limits and hashing.
type Step = (String, Vec<Outward>, Work);

async fn attack_052_trouble_of_the_mail_server_changes_no_answer(host: TestHostBuilder) {
    let (framework, storage) = (host.framework(), host.storage());
    let well = MailServer::start([]).await;
    let usual = every_form(host, well.smtp()).await;
    let sent = well.mails().len();
    // Two mails to each address, except that one without an account gets none of signing in or a
    // reset.
    assert_eq!(sent, 8);
    let busy = MailServer::start(repeat_n(Turn::Busy, 1000)).await;
    let slow = MailServer::start(repeat_n(Turn::Silent, 1000)).await;
    let dead = smtp(dead_port().await).unencrypted();
    for (trouble, smtp) in [
        ("451", busy.smtp()),
        ("slow", slow.smtp()),
        ("dead", dead),
        ("without TLS", smtp(well.port).starttls()),
    ] {
        let steps = every_form(TestHost::of(framework, storage), smtp).await;
        assert_eq!(steps.len(), usual.len());
        for (step, usual) in steps.iter().zip(&usual) {
            assert_eq!(step, usual, "{trouble}");
        }
    }
    let mut tried = busy.commands().into_iter();
    assert!(tried.any(|line| line.starts_with("RCPT")), "none came");
    let mails = [busy.mails().len(), slow.mails().len(), well.mails().len()];
    assert_eq!(mails, [0, 0, sent], "no other mail came through");
}

/// Sends every form that mails an address, for an address with an account and one without, while
/// earlier mails are still being sent.
async fn every_form(host: TestHostBuilder, by: Smtp) -> Vec<Step> {
    let host = host.with(move |builder| builder.mailer(by)).start().await;
    let mut steps = Vec::new();
    for (form, fields) in [
        ("/sign-in", [("way", "email")]),
        ("/reset", [("new_password", "a kettle on the windowsill")]),
        ("/sign-up", [("password", PASSWORD)]),
    ] {
        let widget = form.trim_start_matches('/');
        let known = host.person(&format!("known-{widget}")).await.email;
        for email in [known, format!("unknown-{widget}@nordlicht.example")] {
            let fields = [&[("email", email.as_str())], &fields[..]].concat();
            steps.extend(one_form(&host, form, &fields).await);
        }
    }
    // Waits for the mails that are still being sent.
    host.deliver().await;
    steps
}

async fn one_form(host: &TestHost, form: &str, fields: &[(&str, &str)]) -> Vec<Step> {
    let mut browser = host.browser();
    let mut steps = Vec::new();
    let mut step = |what: &str, before, replies: &[&Reply], id: &str| {
        let outward = |own: &&Reply| own.outward(&[id, &host.origin]);
        let answers = replies.iter().map(outward).collect();
        let what = format!("{form} {}, {what}", fields[0].1);
        steps.push((what, answers, host.work() - before));
    };
    let page = browser.get(&host.path(form)).await;
    let before = host.work();
    let asked = browser.submit(&page, form, fields).await;
    let worker = host.widgets.worker();
    let sending = tokio::spawn(async move { worker.run_once().await });
    let shown = browser.follow(asked.clone()).await;
    let path = code_form(&shown);
    let id = path.rsplit('/').next().unwrap();
    step("asking", before, &[&asked, &shown], id);

    let before = host.work();
    let wrong = [&[("code", "00000000")], &fields[1..]].concat();
    let wrong = browser.submit(&shown, &path, &wrong).await;
    step("a wrong code", before, &[&wrong], id);

    host.clock.advance(Duration::from_secs(31));
    let before = host.work();
    let again = browser.submit(&shown, &format!("{path}/resend"), &[]).await;
    let shown = browser.follow(again.clone()).await;
    step("once more", before, &[&again, &shown], id);
    sending.await.unwrap().unwrap();
    steps
}
