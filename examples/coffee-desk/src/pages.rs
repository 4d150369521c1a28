//! Coffee Desk's own pages. They link to the account pages and otherwise know nothing of them; who
//! looks at a page comes from the web framework's handler.

use maud::{DOCTYPE, Markup, html};
use widgets_core::email::Email;
use widgets_core::{OrgCtx, UserCtx};

use crate::mailbox::MAILBOX;
use crate::{ACCOUNT, ORGANIZATION};

/// The style of Coffee Desk's own pages, to be served at [`STYLE_PATH`] as `text/css`.
pub const STYLE: &str = include_str!("style.css");

/// Where the pages look for [`STYLE`].
pub const STYLE_PATH: &str = "/coffee-desk.css";

/// One line of the price list.
struct Bean {
    name: &'static str,
    origin: &'static str,
    taste: &'static str,
    price: &'static str,
}

const BEANS: [Bean; 3] = [
    Bean {
        name: "Yirgacheffe Kochere",
        origin: "Ethiopia, washed",
        taste: "Jasmine, lemon peel, black tea",
        price: "9.40 a kilo",
    },
    Bean {
        name: "Huila Pitalito",
        origin: "Colombia, washed",
        taste: "Red apple, panela, almond",
        price: "8.10 a kilo",
    },
    Bean {
        name: "Mandheling",
        origin: "Sumatra, wet-hulled",
        taste: "Cedar, dark chocolate, tobacco",
        price: "7.60 a kilo",
    },
];

/// One order of beans.
struct Order {
    number: &'static str,
    beans: &'static str,
    sacks: u8,
    state: &'static str,
}

const ORDERS: [Order; 3] = [
    Order {
        number: "CD-1042",
        beans: "Yirgacheffe Kochere",
        sacks: 4,
        state: "On its way, arrives Thursday",
    },
    Order {
        number: "CD-1037",
        beans: "Mandheling",
        sacks: 2,
        state: "Delivered on 9 November",
    },
    Order {
        number: "CD-1019",
        beans: "Huila Pitalito",
        sacks: 6,
        state: "Delivered on 21 October",
    },
];

/// The front page, for everybody.
#[must_use]
pub fn home(user: Option<&UserCtx>) -> Markup {
    let beans = html! {
        section.beans {
            @for bean in BEANS {
                article {
                    h2 { (bean.name) }
                    p.quiet { (bean.origin) }
                    p { (bean.taste) }
                    p.price { (bean.price) }
                }
            }
        }
    };
    let body = html! {
        @if let Some(user) = user {
            h1 { "Good morning" }
            p.lead { "You are signed in as " (email(user)) ". This week's beans are in." }
            p.actions {
                a.button href="/orders" { "Your orders" }
                a href=(brews_path()) { "Brews at Nordlicht Roasters" }
            }
        } @else {
            h1 { "Green beans for small roasters" }
            p.lead { "Order by the sack, roast this week. Three new lots arrived on Monday." }
            p.actions {
                a.button href=(sign_in("/orders")) { "Sign in to order" }
                a href={ (ACCOUNT) "/sign-up?return_to=/orders" } { "Create an account" }
            }
        }
        (beans)
        p.quiet { "Mail that Coffee Desk sends while you try it lands in " a href=(MAILBOX) { "the mailbox" } "." }
    };
    page("Coffee Desk", "/", user, &body)
}

/// The orders of the signed-in person.
#[must_use]
pub fn orders(user: &UserCtx) -> Markup {
    let body = html! {
        h1 { "Orders" }
        p.lead { "Everything ordered by " (email(user)) "." }
        table {
            thead { tr { th { "Order" } th { "Beans" } th.number { "Sacks" } th { "State" } } }
            tbody {
                @for order in ORDERS {
                    tr {
                        td { (order.number) }
                        td { (order.beans) }
                        td.number { (order.sacks) }
                        td { (order.state) }
                    }
                }
            }
        }
    };
    page("Orders", "/orders", Some(user), &body)
}

/// The address of [`settings`].
pub const SETTINGS: &str = "/settings";

/// The settings page of a signed-in user: Coffee Desk's own settings, and `widgets` beside them, whose
/// style and script are in `head`.
#[must_use]
pub fn settings(user: &UserCtx, head: &Markup, widgets: &[Markup]) -> Markup {
    let body = html! {
        h1 { "Your desk" }
        p.lead { "How we reach you, and where you are signed in." }
        div.desk {
            section.note {
                h2 { "Deliveries" }
                p { "To the back door, Thursdays before nine." }
                p.quiet { "Write to beans@coffee-desk.example to change it." }
            }
            div.widgets { @for widget in widgets { (widget) } }
        }
    };
    page_with(head, "Your desk", SETTINGS, Some(user), &body)
}

/// What an organization brews, for members who hold [`BREW`](crate::BREW).
#[must_use]
pub fn brews(member: &OrgCtx) -> Markup {
    let organization = &member.membership().organization;
    let body = html! {
        h1 { "Brews" }
        p.lead { "What " (organization.name) " cups this week." }
        ol.brews {
            li { strong { "Filter, 15 g to 250 g" } span.quiet { "Yirgacheffe Kochere, 94 °C, 2:45" } }
            li { strong { "Espresso, 18 g to 40 g" } span.quiet { "Mandheling, 92 °C, 0:28" } }
            li { strong { "Cold brew, 80 g to 1 l" } span.quiet { "Huila Pitalito, overnight" } }
        }
    };
    page("Brews", &brews_path(), Some(member.user()), &body)
}

fn brews_path() -> String {
    format!("/roasters/{ORGANIZATION}/brews")
}

/// The sign-in page that leads back to `path`.
fn sign_in(path: &str) -> String {
    format!("{ACCOUNT}/sign-in?return_to={path}")
}

fn email(user: &UserCtx) -> &str {
    user.email().map(Email::as_str).unwrap_or_default()
}

pub(crate) fn page(title: &str, path: &str, user: Option<&UserCtx>, body: &Markup) -> Markup {
    page_with(&html! {}, title, path, user, body)
}

fn page_with(
    head: &Markup,
    title: &str,
    path: &str,
    user: Option<&UserCtx>,
    body: &Markup,
) -> Markup {
    let link = |to: &str, text: &str| {
        html! { a href=(to) aria-current=[(to == path).then_some("page")] { (text) } }
    };
    html! {
        (DOCTYPE)
        html lang="en" {
            head {
                meta charset="utf-8";
                meta name="viewport" content="width=device-width, initial-scale=1";
                title { (title) @if title != "Coffee Desk" { " - Coffee Desk" } }
                link rel="icon" href=(crate::CUP);
                link rel="stylesheet" href=(STYLE_PATH);
                (head)
            }
            body {
                header {
                    a.brand href="/" { img src=(crate::CUP) alt="" width="32" height="32"; "Coffee Desk" }
                    nav aria-label="Coffee Desk" {
                        (link("/orders", "Orders"))
                        (link(&brews_path(), "Brews"))
                        (link(SETTINGS, "Your desk"))
                    }
                    nav.you aria-label="You" {
                        @if let Some(user) = user {
                            a href=(ACCOUNT) { (email(user)) }
                            a href={ (ACCOUNT) "/sign-out" } { "Sign out" }
                        } @else {
                            a href=(sign_in(path)) { "Sign in" }
                        }
                    }
                }
                main { (body) }
            }
        }
    }
}
