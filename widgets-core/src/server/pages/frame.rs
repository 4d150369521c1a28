//! The document around a page, in the host's layout.

use maud::{Markup, html};

use super::acting;
use super::languages::language_switch;
use super::navigation::navigation;
use super::widget::{element, loads};
use crate::context::Visit;
use crate::i18n::plain;
use crate::stores::Admission;
use crate::ui::{Frame, Page, Person};

/// The document of a page, in the host's layout. `person` is who is signed in.
pub(crate) fn show(visit: &Visit, page: Page, person: Option<Person>) -> Markup {
    let app = visit.app();
    let body = element(visit, page.body());
    let words = visit.messages().words();
    let title = format!("{} · {}", plain(&page.title), app.name());
    let title = if page.refused {
        format!("{}: {title}", words.error_summary())
    } else {
        title
    };
    let face = app.face();
    let frame = Frame {
        title,
        language: visit.messages().language().to_string(),
        direction: visit.messages().direction().as_str(),
        head: links(visit),
        name: app.name(),
        home: visit.href("/"),
        logo: face.brand.logo_address(),
        navigation: navigation(visit),
        languages: language_switch(visit),
        acting: acting::banner(visit, person.as_ref()),
        person: person.filter(|_| page.shows_person()),
        skip: words.nav_skip(),
        body,
        shape: page.shape,
        elements: face.elements.as_ref(),
    };
    face.layout.page(&frame)
}

/// What our pages need in the head of the document.
fn links(visit: &Visit) -> Markup {
    let face = visit.app().face();
    html! {
        meta name="color-scheme" content=(face.theme.scheme.css());
        (loads(visit))
        @if let Some(favicon) = face.brand.favicon_address() {
            link rel="icon" href=(favicon);
        }
    }
}

/// Who is signed in. The page is worth more than the name on it, so without one the address stands
/// in, also when the profile does not answer.
pub(crate) async fn find_person(visit: &Visit, admission: &Admission) -> Person {
    let account = &admission.account;
    let profile = visit.profile_if_any().await;
    let email = account.email.as_str().to_owned();
    let called = profile.names.called();
    Person {
        name: if called.is_empty() {
            email.clone()
        } else {
            called
        },
        email,
        sign_out: visit.signs_out(),
        sign_out_label: visit.messages().words().sign_out_button(),
    }
}
