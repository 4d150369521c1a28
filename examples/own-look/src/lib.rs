//! A look of one's own: another button, another layout, three tokens and one wording. Everything
//! else keeps the default look and takes the new tokens.

use maud::{DOCTYPE, Markup, html};
use widgets_core::WidgetsBuilder;
use widgets_core::ui::{Buffer, Button, Colour, Elements, Font, Frame, Layout, Theme, Weight};

/// Buttons as the shop's own style sheet knows them.
struct Buttons;

impl Elements for Buttons {
    fn button(&self, button: &Button<'_>, out: &mut Buffer<'_>) {
        let main = button.weight == Weight::Main;
        // What a button sends, for which form, and what it says of itself to those who do not see it.
        let (name, value) = button.sends.unzip();
        out.write(html! {
            button.shop-button.shop-button-main[main] type="submit" form=[button.form]
                name=[name] value=[value]
                aria-label=[button.about] aria-current=[button.current.then_some("true")] {
                (button.label)
            }
        });
    }
}

/// The shop's own frame around every page.
struct Shop;

impl Layout for Shop {
    fn page(&self, frame: &Frame<'_>) -> Markup {
        html! {
            (DOCTYPE)
            html lang=(frame.language) dir=(frame.direction) {
                head {
                    meta charset="utf-8";
                    meta name="viewport" content="width=device-width, initial-scale=1";
                    title { (frame.title) }
                    (frame.head)
                    link rel="stylesheet" href="/shop.css";
                }
                body {
                    header.shop-header { a href="/" { "The Paper Shop" } }
                    (frame.main())
                }
            }
        }
    }
}

/// Puts it all on.
pub fn dress(builder: WidgetsBuilder) -> WidgetsBuilder {
    let brown = Colour::rgb(0x7a_3e_1d);
    builder
        .name("The Paper Shop")
        .elements(Buttons)
        .layout(Shop)
        .theme(Theme::default().accent(brown).radius(2).font(Font::Serif))
        .wording("en", "sign-in-lead", "Good to see you again.")
}
