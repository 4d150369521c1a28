//! The library's templates, and its frame around the account pages.

use std::sync::LazyLock;

use maud::{Markup, PreEscaped, Render as _};
use minijinja::{Environment, Value, context};
use rocket::http::Status;
use rocket::response::content::RawHtml;
use widgets_core::ui::{Colour, Frame, Layout, SignOut, Theme};

/// The templates; Tailwind finds the classes in them too.
#[derive(Clone, Copy)]
pub(crate) enum Page {
    Shelf,
    Card,
    Login,
    Trouble,
    Account,
}

impl Page {
    fn file(self) -> &'static str {
        match self {
            Self::Shelf => "shelf.html",
            Self::Card => "card.html",
            Self::Login => "login.html",
            Self::Trouble => "trouble.html",
            Self::Account => "account.html",
        }
    }
}

static TEMPLATES: LazyLock<Result<Environment<'static>, minijinja::Error>> = LazyLock::new(|| {
    let mut templates = Environment::new();
    for (name, text) in [
        ("base.html", include_str!("../templates/base.html")),
        ("shelf.html", include_str!("../templates/shelf.html")),
        ("card.html", include_str!("../templates/card.html")),
        ("login.html", include_str!("../templates/login.html")),
        ("trouble.html", include_str!("../templates/trouble.html")),
        ("account.html", include_str!("../templates/account.html")),
    ] {
        templates.add_template(name, text)?;
    }
    Ok(templates)
});

fn render(page: Page, values: Value) -> Result<String, String> {
    let templates = TEMPLATES.as_ref().map_err(ToString::to_string)?;
    let template = templates.get_template(page.file());
    let rendered = template.and_then(|own| own.render(values));
    rendered.map_err(|error| format!("{error:#}"))
}

/// A page of the library's own.
pub(crate) fn page(page: Page, values: Value) -> Result<RawHtml<String>, Status> {
    render(page, values).map(RawHtml).map_err(|error| {
        rocket::error!("{error}");
        Status::InternalServerError
    })
}

/// The account pages, within the library's own frame.
pub(crate) struct Library;

impl Layout for Library {
    fn page(&self, frame: &Frame<'_>) -> Markup {
        let person = frame.person.as_ref();
        let leave = person.map(|own| match &own.sign_out {
            SignOut::Form { action, .. } => action.clone(),
            SignOut::Page(path) => path.clone(),
            _ => String::new(),
        });
        let values = context! {
            title => frame.title,
            language => frame.language,
            direction => frame.direction,
            head => frame.head.render().into_string(),
            main => frame.main().render().into_string(),
            reader => person.map(|own| &own.name),
            leave,
        };
        match render(Page::Account, values) {
            Ok(page) => PreEscaped(page),
            Err(error) => {
                rocket::error!("{error}");
                PreEscaped(String::new())
            }
        }
    }
}

/// The blue of the library's own buttons.
pub(crate) fn theme() -> Theme {
    Theme::default().accent(Colour::rgb(0x07_59_85)).radius(8)
}
