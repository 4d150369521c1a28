use crate::outbox::mailers::smtp::*;
use crate::types::{Email, Locale, Timestamp};

fn problems(smtp: &Smtp) -> Vec<String> {
    smtp.problems(&Url::parse("https://coffee.example/account").unwrap())
}

fn smtp() -> Smtp {
    Smtp::new("smtp.coffee.example", "accounts@coffee.example")
}

#[test]
fn the_port_follows_the_protection() {
    assert_eq!(smtp().address().1, 465);
    assert_eq!(smtp().starttls().address().1, 587);
    assert_eq!(smtp().unencrypted_anywhere().address().1, 25);
    assert_eq!(smtp().starttls().port(2525).address().1, 2525);
}

#[test]
fn every_mistake_is_told_at_once() {
    assert_eq!(problems(&smtp()), [""; 0]);
    assert_eq!(problems(&smtp().starttls()), [""; 0]);
    let wrong = Smtp::new("smtp.coffee.example", "accounts")
        .unencrypted()
        .reply_to("help@coffee.example, all@coffee.example")
        .sender_name("Coffee\r\nBcc: all@coffee.example")
        .timeout(Duration::from_secs(60));
    assert_eq!(problems(&wrong).len(), 5, "{:?}", problems(&wrong));
    let authority = smtp().authority("-----BEGIN CERTIFICATE-----\nnonsense");
    assert_eq!(problems(&authority).len(), 1);
}

#[test]
fn unprotected_mail_stays_on_this_machine_unless_the_host_says_so() {
    let to = |server: &str| Smtp::new(server, "accounts@coffee.example").unencrypted();
    for server in ["localhost", "127.0.0.1", "::1"] {
        assert_eq!(problems(&to(server)), [""; 0], "{server}");
    }
    for server in ["smtp.coffee.example", "192.0.2.1", "localhost.evil.example"] {
        assert_eq!(problems(&to(server)).len(), 1, "{server}");
    }
    assert_eq!(problems(&smtp().unencrypted_anywhere()), [""; 0]);
}

#[test]
fn no_secret_is_shown() {
    let smtp = smtp().credentials("desk", "hunter2-secret");
    assert_eq!(
        format!("{smtp:?}"),
        "Smtp(smtp.coffee.example:465, Implicit, ..)"
    );
}

#[test]
fn attack_049_a_line_break_adds_no_header() {
    let smtp = smtp().sender_name("Kaffee Täglich");
    let mail = Mail {
        id: "out_1@coffee.example".to_owned(),
        at: Timestamp::from_micros(0),
        to: Email::parse("maren@nordlicht.example").unwrap(),
        language: Locale::parse("ar").unwrap(),
        subject: "رمز\r\nBcc: all@evil.example\r\n\r\nbody".to_owned(),
        text: "one\n.\ntwo".to_owned(),
        html: "<p>three</p>".to_owned(),
    };
    let ready = smtp.ready().as_ref().unwrap();
    let message = ready.sender.message(&mail).unwrap().formatted();
    let message = String::from_utf8(message).unwrap();
    assert!(message.is_ascii());
    let (head, _) = message.split_once("\r\n\r\n").unwrap();
    for line in head.lines() {
        assert!(!line.starts_with("Bcc"), "{head}");
        assert!(line.len() <= 78, "{line}");
    }
    let only_to = ready.sender.message(&mail).unwrap();
    assert_eq!(only_to.envelope().to().len(), 1);
}
