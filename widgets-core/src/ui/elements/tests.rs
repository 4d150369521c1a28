//! Elements that are written by hand are the markup that `html!` makes, and as well escaped.

use maud::{Render as _, html};

use super::*;

const UI: Ui<'static> = Ui::of(&DefaultElements);
const TYPED: &str = "<b title=\"x\">&</b>";

#[test]
fn buttons_and_links_are_escaped() {
    let button = Button::main(TYPED).wide().sends(TYPED, TYPED).about(TYPED);
    let made = html! {
        button.wg-button.wg-button-main.wg-button-wide type="submit" name=(TYPED) value=(TYPED)
            aria-label=(TYPED) aria-current="true" data-wg-wait="3" { (TYPED) }
    };
    let shown = UI.button(&button.wait(3).current_if(true)).render();
    assert_eq!(shown.0, made.0);
    let link = LinkButton::quiet(TYPED, TYPED, TYPED).role(LinkRole::Asks);
    let made = html! {
        a.wg-button.wg-button-quiet href=(TYPED) aria-label=(TYPED) data-wg-confirm { (TYPED) }
    };
    assert_eq!(UI.link_button(&link).render().0, made.0);
}

#[test]
fn forms_are_escaped() {
    let choices = [Choice::new(TYPED, TYPED), Choice::new("b", "B")];
    let groups = [ChoiceGroup::new(TYPED, &choices[..1])];
    let select = Select {
        name: TYPED,
        ids: Ids::of_widget(None, true),
        label: TYPED,
        choices: &choices,
        groups: &groups,
        chosen: "b",
        hint: Some(TYPED),
        error: Some("Wrong."),
    };
    let form = Form {
        action: TYPED.to_owned(),
        token: TYPED.to_owned(),
        native: true,
        ..Form::default()
    };
    let form = form.hidden(TYPED, TYPED).hidden("empty", "").hint(TYPED);
    let select = UI.select(&select);
    let form = form.shape(FormShape::Body).fields(Slot::of(&select));
    let described = format!("{TYPED}-error");
    let made = html! {
        form method="post" accept-charset="utf-8" action=(TYPED) novalidate data-wg-native {
            input type="hidden" name="csrf_token" value=(TYPED);
            input type="hidden" name=(TYPED) value=(TYPED);
            div.wg-card-body {
                div.wg-form.wg-form-narrow {
                    div.wg-field {
                        label.wg-label for=(TYPED) { (TYPED) }
                        select.wg-input id=(TYPED) name=(TYPED) aria-invalid="true"
                            aria-describedby=(described) {
                            option value=(TYPED) { (TYPED) }
                            option value="b" selected { "B" }
                            optgroup label=(TYPED) { option value=(TYPED) { (TYPED) } }
                        }
                        p.wg-error id={ (TYPED) "-error" } { "Wrong." }
                    }
                }
            }
            div.wg-card-foot.wg-form-foot { div.wg-acts {} p.wg-hint { (TYPED) } }
        }
    };
    assert_eq!(UI.form(&form).render().0, made.0);
}

#[test]
fn cards_and_rows_are_escaped() {
    let facts = [TYPED.to_owned()];
    let badge = Badge::new(TYPED, Tone::Good);
    let badge = UI.badge(&badge);
    let row = IconRow::new(TYPED).icon(Icon::Key).facts(&facts);
    let row = row.badges(Slot::of(&badge)).action(UI.hint(TYPED));
    let row = UI.icon_row(&row);
    let card = Card::rows(Slot::of(&row)).title(TYPED).note(TYPED);
    let made = html! {
        section.wg-card {
            div.wg-card-head {
                h2.wg-card-title { (TYPED) }
                p.wg-card-note { (TYPED) }
            }
            ul.wg-rows {
                li.wg-row.wg-row-icon {
                    span.wg-icon-box { (UI.icon(Icon::Key)) }
                    div.wg-row-main {
                        div.wg-row-title {
                            bdi { (TYPED) }
                            span.wg-badge.wg-badge-good { (TYPED) }
                        }
                        ul.wg-facts.wg-row-note { li { bdi { (TYPED) } } }
                    }
                    div.wg-row-action { p.wg-hint { (TYPED) } }
                }
            }
        }
    };
    assert_eq!(UI.card(&card).render().0, made.0);
    let value = html! { b { "x" } };
    let row = FactRow::new(TYPED, value).note(TYPED);
    let made = html! {
        li.wg-row.wg-row-fact {
            span.wg-row-key { (TYPED) }
            div.wg-row-main {
                div.wg-row-title { b { "x" } }
                div.wg-row-note { (TYPED) }
            }
        }
    };
    assert_eq!(UI.fact_row(&row).render().0, made.0);
}

#[test]
fn heads_are_escaped() {
    let head = Head::new(TYPED, TYPED);
    let made = html! {
        div.wg-head { div.wg-head-text { h1.wg-title { (TYPED) } p.wg-lead { (TYPED) } } }
    };
    assert_eq!(UI.head(&head).render().0, made.0);
}
