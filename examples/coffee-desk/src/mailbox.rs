//! The pages of the mailbox, where the mails are that Coffee Desk would send.

use maud::{Markup, html};
use widgets_core::UserCtx;
use widgets_core::mail::Mail;

use crate::pages::page;

/// The address of the [list]; a mail is below it, and its HTML below that.
pub const MAILBOX: &str = "/mailbox";

/// What a browser may do with the HTML of a mail: show it, in a place apart from Coffee Desk.
pub const POLICY: &str = "default-src 'none'; style-src 'unsafe-inline'; base-uri 'none'; \
     form-action 'none'; frame-ancestors 'none'; sandbox allow-popups";

/// Every mail, the newest first.
#[must_use]
pub fn list(mails: &[Mail], user: Option<&UserCtx>) -> Markup {
    let body = html! {
        h1 { "Mailbox" }
        p.lead { "Mail that Coffee Desk would have sent is here instead." }
        @if mails.is_empty() {
            p.quiet { "Nothing yet." }
        } @else {
            ul.mails {
                @for mail in mails {
                    li {
                        a href=(address(mail)) lang=(mail.language) dir="auto" { (mail.subject) }
                        span.quiet { "To " (mail.to) ", " time datetime=(mail.at) { (moment(mail)) } }
                    }
                }
            }
        }
    };
    page("Mailbox", MAILBOX, user, &body)
}

/// One mail, as text.
#[must_use]
pub fn mail(mail: &Mail, user: Option<&UserCtx>) -> Markup {
    let body = html! {
        h1 lang=(mail.language) dir="auto" { (mail.subject) }
        p.lead { "To " (mail.to) }
        p.actions {
            a.button href={ (address(mail)) "/html" } { "Show as HTML" }
            a href=(MAILBOX) { "All mail" }
        }
        pre.mail lang=(mail.language) dir="auto" {
            @for line in mail.text.split_inclusive('\n') { (linked(line)) }
        }
    };
    page(&mail.subject, MAILBOX, user, &body)
}

/// There is no such mail, or not any more.
#[must_use]
pub fn missing() -> Markup {
    let body = html! {
        h1 { "No such mail" }
        p.lead { "The mailbox keeps the newest hundred." }
        p.actions { a.button href=(MAILBOX) { "All mail" } }
    };
    page("No such mail", MAILBOX, None, &body)
}

/// When it was written, to the minute.
fn moment(mail: &Mail) -> String {
    let at = mail.at.to_string();
    let (day, time) = at.split_once('T').unwrap_or((&at, ""));
    format!("{day}, {} UTC", time.get(..5).unwrap_or(time))
}

fn address(mail: &Mail) -> String {
    format!("{MAILBOX}/{}", mail.id)
}

/// A line of text; one that is an address is a link.
fn linked(line: &str) -> Markup {
    let address = line.trim_end();
    let is_address = ["http://", "https://"]
        .iter()
        .any(|own| address.starts_with(own));
    html! {
        @if is_address { a href=(address) { (address) } "\n" } @else { (line) }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_a_mail_says_is_shown_and_only_addresses_are_links() {
        let shown = linked("javascript:alert(1) <b>http://a</b>\n").into_string();
        assert_eq!(shown, "javascript:alert(1) &lt;b&gt;http://a&lt;/b&gt;\n");
        let link = linked("http://127.0.0.1/account/x?a=1&b=2\n").into_string();
        let address = "http://127.0.0.1/account/x?a=1&amp;b=2";
        assert_eq!(link, format!("<a href=\"{address}\">{address}</a>\n"));
    }
}
