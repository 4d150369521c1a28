//! Mail over SMTP, with a server that is well and one that is not.

use widgets_tests::harness::outbox::CODE;
use widgets_tests::prelude::*;
use widgets_tests::servers::smtp::{AUTHORITY, MailServer, Protection, Turn, dead_port, smtp};

over_every_combination! {
    a_mail_server_receives_every_mail,
    attack_052_no_trouble_of_the_mail_server_loses_a_mail,
    attack_052_no_answer_waits_for_the_mail_server,
    attack_052_a_sign_in_outlasts_trouble_of_the_mail_server,
    a_recipient_or_a_text_refused_for_good_is_a_dead_letter,
    a_mail_refused_for_its_sender_is_tried_again,
    a_server_without_starttls_learns_nothing,
    mail_goes_only_to_trusted_servers_over_tls,
    a_mail_not_marked_sent_is_sent_again_under_the_same_id,
}

async fn sending_by(host: TestHostBuilder, smtp: Smtp) -> TestHost {
    host.with(move |builder| builder.mailer(smtp)).start().await
}

fn header<'a>(mail: &'a str, name: &str) -> &'a str {
    let (head, _) = mail.split_once("\r\n\r\n").unwrap();
    let prefix = format!("{name}: ");
    let mut lines = head.lines().filter_map(|line| line.strip_prefix(&prefix));
    let value = lines.next();
    let value = value.unwrap_or_else(|| panic!("no {name} in {head}"));
    assert_eq!(lines.next(), None, "{name} stands twice in {head}");
    value
}

async fn a_mail_server_receives_every_mail(host: TestHostBuilder) {
    let server = MailServer::start([]).await;
    let host = sending_by(host, server.smtp().reply_to("help@coffee.example")).await;
    let id = host.post(MAREN).await;
    for number in 0..20 {
        host.post(&format!("person{number}@bücher.example")).await;
    }
    host.deliver().await;
    let mails = server.mails();
    assert_eq!(mails.len(), 21);
    let message = format!("<{id}@127.0.0.1>");
    let mail = mails.iter();
    let mut mail = mail.filter(|mail| header(mail, "Message-ID") == message);
    let mail = mail.next().unwrap();
    assert_eq!(header(mail, "To"), MAREN);
    let from = header(mail, "From").replace('"', "");
    assert_eq!(from, "Coffee Desk <accounts@coffee.example>");
    assert_eq!(header(mail, "Reply-To"), "help@coffee.example");
    assert!(says(header(mail, "Subject"), "mail-sign-in-subject"));
    assert_eq!(header(mail, "Date"), "Fri, 20 Nov 2026 12:00:00 +0000");
    assert_eq!(header(mail, "Auto-Submitted"), "auto-generated");
    assert_eq!(header(mail, "Content-Language"), "en");
    assert!(header(mail, "Content-Type").starts_with("multipart/alternative"));
    assert!(header(mail, "Subject").starts_with("4029 1386"));
    assert_eq!(mail.matches(CODE).count(), 1, "in one piece in the text");
    assert_eq!(mail.matches(">4029<").count(), 1, "in two groups in HTML");
    let domains = mails
        .iter()
        .filter(|mail| header(mail, "To").ends_with("@xn--bcher-kva.example"));
    assert_eq!(domains.count(), 20);
}

async fn attack_052_no_trouble_of_the_mail_server_loses_a_mail(host: TestHostBuilder) {
    let troubles = [
        Turn::Busy,
        Turn::HangUp,
        Turn::Silent,
        Turn::RefuseCredentials,
    ];
    let server = MailServer::start(troubles).await;
    let host = sending_by(host, server.smtp().credentials("desk", "secret")).await;
    let id = host.post(MAREN).await;
    let mail = deliver_at_last(&host, &server, &[0, 10, 20, 40, 80]).await;
    assert!(header(&mail, "Message-ID").contains(id.as_str()));
    host.clock.advance(DAY);
    host.deliver().await;
    assert_eq!(server.mails().len(), 1);
}

async fn attack_052_no_answer_waits_for_the_mail_server(host: TestHostBuilder) {
    let host = sending_by(host, smtp(dead_port().await).unencrypted()).await;
    // The write that queues the mail does not depend on the server.
    let id = host.post(MAREN).await;
    for _ in 0..5 {
        host.deliver().await;
        assert_no_dead_letters(&host).await;
        host.clock.advance(MINUTE);
    }
    // A mail that is valid for ten minutes is not tried for a day.
    host.clock.advance(10 * MINUTE);
    host.deliver().await;
    assert_no_dead_letters(&host).await;
    assert!(host.management.retry_dead_letter(&id).await.is_err());
}

async fn attack_052_a_sign_in_outlasts_trouble_of_the_mail_server(host: TestHostBuilder) {
    let server = MailServer::start([Turn::Silent, Turn::Busy]).await;
    let host = sending_by(host, server.smtp()).await;
    let maren = host.person("Maren").await;
    let mut browser = host.browser();
    // The answer does not depend on the server.
    let page = host.ask_to_sign_in(&mut browser, &maren.email).await;
    page.assert_shows(&maren.email);
    let mail = deliver_at_last(&host, &server, &[0, 10, 20]).await;
    let is_code = |line: &&str| {
        line.chars().filter(char::is_ascii_digit).count() == 8
            && line.chars().all(|own| own.is_ascii_digit() || own == ' ')
    };
    let code = mail.lines().find(is_code);
    let code = code.unwrap_or_else(|| panic!("{mail}"));
    must_accept(enter(&mut browser, &page, code).await);
    assert!(host.is_in(&mut browser).await);
}

async fn a_recipient_or_a_text_refused_for_good_is_a_dead_letter(host: TestHostBuilder) {
    let server = MailServer::start([Turn::Refuse, Turn::RefuseText]).await;
    let host = sending_by(host, server.smtp()).await;
    for (number, reply) in ["550", "554"].into_iter().enumerate() {
        let id = host.post(MAREN).await;
        host.deliver().await;
        let dead = host.management.dead_letters(None).await.unwrap();
        let own = dead.iter().find(|own| own.id == id).unwrap();
        assert_eq!(dead.len(), number + 1);
        assert!(own.error.contains(reply), "{}", own.error);
        assert!(!own.error.contains('@'), "{}", own.error);
    }
    assert_eq!(server.mails(), [""; 0]);
}

async fn a_mail_refused_for_its_sender_is_tried_again(host: TestHostBuilder) {
    let refusals = [
        Turn::RefuseSender,
        Turn::RefuseSenderName,
        Turn::RefuseForPolicy,
        Turn::RefuseData,
        Turn::RefuseTextForQuota,
    ];
    let server = MailServer::start(refusals).await;
    let host = sending_by(host, server.smtp()).await;
    host.post(MAREN).await;
    deliver_at_last(&host, &server, &[0, 10, 20, 40, 80, 160]).await;
    assert_no_dead_letters(&host).await;
}

async fn a_server_without_starttls_learns_nothing(host: TestHostBuilder) {
    let server = MailServer::start([]).await;
    let smtp = smtp(server.port).starttls().credentials("desk", "secret");
    let host = sending_by(host, smtp).await;
    host.post(MAREN).await;
    host.deliver().await;
    let commands = server.commands();
    assert!(!commands.is_empty());
    for command in commands {
        let verb = command.split(' ').next().unwrap();
        assert!(["EHLO", "QUIT"].contains(&verb), "{command}");
    }
    assert_no_dead_letters(&host).await;
}

async fn mail_goes_only_to_trusted_servers_over_tls(host: TestHostBuilder) {
    let implicit = MailServer::protected(Protection::Implicit, []).await;
    let starttls = MailServer::protected(Protection::StartTls, []).await;
    let trusted = |smtp: Smtp| smtp.authority(AUTHORITY).credentials("desk", "secret");
    let first = sending_by(host, trusted(smtp(implicit.port))).await;
    let beside = || TestHost::of(first.framework, Storage::Memory);
    let second = sending_by(beside(), trusted(smtp(starttls.port).starttls())).await;
    for (host, server) in [(&first, &implicit), (&second, &starttls)] {
        host.post(MAREN).await;
        host.deliver().await;
        assert_eq!(server.mails().len(), 1);
        let commands = server.commands();
        assert!(commands.iter().any(|line| line.starts_with("AUTH")));
    }
    // Without the authority's certificate, the server is not trusted.
    for smtp in [smtp(implicit.port), smtp(starttls.port).starttls()] {
        let host = sending_by(beside(), smtp).await;
        host.post(MAREN).await;
        host.deliver().await;
        assert_no_dead_letters(&host).await;
    }
    assert_eq!((implicit.mails().len(), starttls.mails().len()), (1, 1));
}

async fn a_mail_not_marked_sent_is_sent_again_under_the_same_id(host: TestHostBuilder) {
    let server = MailServer::start([Turn::TakeAndLeave]).await;
    let host = sending_by(host, server.smtp()).await;
    host.post(MAREN).await;
    // As if the process had ended between the two.
    host.counts.fail(Some(("finish", Failure::Outage)));
    while server.mails().is_empty() {
        let _ = host.widgets.worker().run_once().await;
        tokio::time::sleep(Duration::from_millis(2)).await;
    }
    while host.counts.is_working() {
        tokio::time::sleep(Duration::from_millis(2)).await;
    }
    host.counts.fail(None);
    host.deliver().await;
    assert_eq!(server.mails().len(), 1, "somebody still holds it");
    host.clock.advance(MINUTE);
    host.deliver().await;
    let mails = server.mails();
    assert_eq!(mails.len(), 2);
    let ids = [&mails[0], &mails[1]].map(|mail| header(mail, "Message-ID"));
    assert_eq!(ids[0], ids[1]);
}

/// Asserts that no mail was given up.
async fn assert_no_dead_letters(host: &TestHost) {
    assert_eq!(host.management.dead_letters(None).await.unwrap(), []);
}

/// Advances the clock by these seconds one after the other, and delivers; the server takes a mail
/// at the last attempt only.
async fn deliver_at_last(host: &TestHost, server: &MailServer, seconds: &[u64]) -> String {
    for seconds in seconds {
        assert_eq!(server.mails(), [""; 0]);
        host.clock.advance(Duration::from_secs(*seconds));
        host.deliver().await;
    }
    let mut mails = server.mails();
    assert_eq!(mails.len(), 1);
    mails.remove(0)
}
