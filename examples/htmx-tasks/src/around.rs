//! What is around every page: the document, and the header with the user's name and the form to sign out.
//! The app's own pages and the account pages share one template.

use askama::Template;
use widgets_core::UserCtx;
use widgets_core::ui::maud::{PreEscaped, Render as _};
use widgets_core::ui::{Frame, Layout, Markup, SignOut};

/// Fields of the document.
#[derive(Default)]
pub(crate) struct Around {
    pub(crate) title: String,
    pub(crate) language: String,
    pub(crate) direction: String,
    /// Links to style sheets and script of the widgets.
    pub(crate) head: String,
    pub(crate) person: Option<Person>,
}

/// Whoever is signed in.
pub(crate) struct Person {
    pub(crate) name: String,
    /// Where the form goes that signs out, and its token.
    pub(crate) sign_out: String,
    pub(crate) csrf_token: String,
}

impl Around {
    /// Around a page of the app.
    pub(crate) async fn page(title: &str, user: &UserCtx) -> Self {
        Self {
            title: format!("{title} · Kiln"),
            language: "en".to_owned(),
            direction: "ltr".to_owned(),
            head: String::new(),
            person: Some(Person {
                name: user.display_name().await,
                sign_out: user.href("/sign-out"),
                csrf_token: user.csrf_token(),
            }),
        }
    }
}

/// The layout of the account pages.
pub(crate) struct Kiln;

#[derive(Template)]
#[template(path = "account.html")]
struct Account {
    frame: Around,
    main: String,
}

impl Layout for Kiln {
    fn page(&self, frame: &Frame<'_>) -> Markup {
        let page = Account {
            frame: Around {
                title: frame.title.clone(),
                language: frame.language.to_owned(),
                direction: frame.direction.to_owned(),
                head: frame.head.render().into_string(),
                person: frame.person.as_ref().and_then(person),
            },
            main: frame.main().render().into_string(),
        };
        // Writing to a string fails only where a value of the template does; these are texts.
        PreEscaped(page.render().unwrap_or_default())
    }
}

fn person(person: &widgets_core::ui::Person<'_>) -> Option<Person> {
    let SignOut::Form { action, fields } = &person.sign_out else {
        return None;
    };
    let mut fields = fields.iter();
    let (_, token) = fields.find(|(name, _)| name == "csrf_token")?;
    Some(Person {
        name: person.name.clone(),
        sign_out: action.clone(),
        csrf_token: token.clone(),
    })
}
