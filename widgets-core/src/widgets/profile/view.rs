//! Pages.

use maud::{Markup, html};

use super::model::{NamesForm, PreferencesForm, Shown};
use crate::context::RequestCtx;
use crate::http::fields::FieldErrors;
use crate::ui::{
    Avatar, Buffer, Button, Card, Choice, ChoiceGroup, FactRow, Field, FieldKind, FormShape, Head,
    IconRow, LinkButton, Page, Slot, Weight, lazy,
};

pub(super) fn show(ctx: &RequestCtx, shown: &Shown) -> Page {
    let words = ctx.messages().words();
    let ui = ctx.elements();
    let title = words.profile_title();
    let body = html! {
        (ui.head(&Head::new(title, words.profile_lead()).inside(ctx.is_fragment())))
        (ui.card(&Card::rows(appearance(ctx, shown))))
        (ui.card(&Card::rows(choices(ctx, shown)).title(words.profile_preferences())))
    };
    Page::new(title, body)
}

fn appearance(ctx: &RequestCtx, shown: &Shown) -> Markup {
    let words = ctx.messages().words();
    let ui = ctx.elements();
    let called = shown.called();
    let facts: Vec<String> = (called != shown.email)
        .then(|| shown.email.clone())
        .into_iter()
        .collect();
    let avatar = ui.avatar(Avatar::person(&called).large());
    let names = &shown.profile.names;
    let name = |key, name: String, about, field: &str| {
        // Isolated (`bdi`), because names have a writing direction of their own.
        let value = html! {
            @if name.is_empty() { (words.profile_not_given()) } @else { bdi { (name) } }
        };
        let path = format!("/profile/names#{}", ctx.field_id(field));
        fact(ctx, key, value, (words.profile_edit(), about, &path))
    };
    html! {
        (ui.icon_row(&IconRow::new(&called).avatar(Slot::of(&avatar)).facts(&facts)))
        (name(words.profile_name(), names.full(), words.profile_edit_name(), "given_name"))
        (name(
            words.profile_display_name(),
            names.display_name.to_string(),
            words.profile_edit_display_name(),
            "display_name",
        ))
    }
}

fn choices(ctx: &RequestCtx, shown: &Shown) -> Markup {
    let words = ctx.messages().words();
    let change = words.profile_change();
    let (language, zone) = (
        words.profile_change_language(),
        words.profile_change_time_zone(),
    );
    let to = |field| format!("/profile/preferences#{}", ctx.field_id(field));
    let (at_language, at_zone) = (to("language"), to("time_zone"));
    let to_language = (change, language, at_language.as_str());
    let to_zone = (change, zone, at_zone.as_str());
    html! {
        (fact(ctx, words.profile_language(), html! { (language_name(ctx, shown)) }, to_language))
        (fact(ctx, words.profile_time_zone(), html! { (zone_name(ctx, shown)) }, to_zone))
    }
}

/// A value with a link to change it: visible label, accessible name, and path.
fn fact(
    ctx: &RequestCtx,
    key: &str,
    value: Markup,
    (label, about, path): (&str, &str, &str),
) -> Markup {
    let ui = ctx.elements();
    let href = ctx.link(path);
    let link = LinkButton::quiet(label, &href, about);
    let row = FactRow::new(key, value);
    ui.fact_row(&row.action(Slot::of(&ui.link_button(&link))))
        .into()
}

fn language_name(ctx: &RequestCtx, shown: &Shown) -> String {
    let words = ctx.messages().words();
    let chosen = shown.profile.preferences.language.as_ref();
    let chosen = chosen.and_then(|tag| ctx.app().locales().find(|(own, _)| *own == tag));
    chosen.map_or_else(
        || words.profile_automatic(words.language_name()),
        |(_, name)| name.to_owned(),
    )
}

fn zone_name(ctx: &RequestCtx, shown: &Shown) -> String {
    let (messages, words) = (ctx.messages(), ctx.messages().words());
    let name = match &shown.profile.preferences.time_zone {
        // The zone is known only to another version, so its current time is unknown.
        Some(zone) if zone.zone().is_none() => return zone.to_string(),
        Some(zone) => zone.to_string(),
        None => words.profile_automatic(messages.zone_name()),
    };
    words.profile_zone_now(name, messages.clock(ctx.now()))
}

pub(super) fn names(ctx: &RequestCtx, form: &NamesForm, errors: &FieldErrors) -> Page {
    let words = ctx.messages().words();
    let ui = ctx.elements();
    let hint = words.profile_display_name_hint();
    let field = |name, label, kind, value, hint| {
        let field = ctx
            .field(name, label)
            .kind(kind)
            .value(value)
            .errors(errors)
            .optional()
            .focus_if(errors.iter().next().is_some_and(|own| own.field == name));
        ui.field(Field { hint, ..field })
    };
    let fields = html! {
        (field("given_name", words.profile_given_name(), FieldKind::GivenName, &form.given_name, None))
        (field("middle_name", words.profile_middle_name(), FieldKind::MiddleName, &form.middle_name, None))
        (field("family_name", words.profile_family_name(), FieldKind::FamilyName, &form.family_name, None))
        (field(
            "display_name",
            words.profile_display_name(),
            FieldKind::Nickname,
            &form.display_name,
            Some(hint),
        ))
    };
    let (title, lead) = (words.profile_names_title(), words.profile_names_lead());
    editing(ctx, (title, lead), "/profile/names", fields.into(), errors)
}

pub(super) fn preferences(ctx: &RequestCtx, form: &PreferencesForm, errors: &FieldErrors) -> Page {
    let words = ctx.messages().words();
    let fields = lazy(|out| {
        language_select(ctx, form, errors, out);
        zone_select(ctx, form, errors, out);
    });
    let (title, lead) = (
        words.profile_preferences_title(),
        words.profile_preferences_lead(),
    );
    let fields = Slot::of(&fields);
    editing(ctx, (title, lead), "/profile/preferences", fields, errors)
}

fn language_select(
    ctx: &RequestCtx,
    form: &PreferencesForm,
    errors: &FieldErrors,
    out: &mut Buffer<'_>,
) {
    let words = ctx.messages().words();
    let automatic = words.profile_automatic_alone();
    let mut choices = vec![Choice {
        value: "",
        label: automatic,
    }];
    choices.extend(form.languages.iter().map(|own| Choice {
        value: own.tag.as_str(),
        label: &own.name,
    }));
    let (label, hint) = (words.profile_language(), words.profile_language_hint());
    let select = ctx
        .select("language", label, &choices)
        .chosen(&form.language);
    out.write(ctx.elements().select(select.hint(hint).errors(errors)));
}

fn zone_select(
    ctx: &RequestCtx,
    form: &PreferencesForm,
    errors: &FieldErrors,
    out: &mut Buffer<'_>,
) {
    let words = ctx.messages().words();
    let automatic = words.profile_automatic(ctx.app().messages().zone_name());
    let chosen = form.time_zone.as_str();
    let mut choices = vec![
        Choice {
            value: "",
            label: &automatic,
        },
        Choice {
            value: "UTC",
            label: "UTC",
        },
    ];
    let mut places = form.time_zones.iter().flat_map(|area| &area.zones);
    let listed = places.any(|place| place.name.as_str() == chosen);
    if !listed && !chosen.is_empty() && chosen != "UTC" {
        choices.push(Choice {
            value: chosen,
            label: chosen,
        });
    }
    let areas = form.time_zones.iter().map(|area| {
        let zones = area.zones.iter();
        let zones = zones.map(|own| Choice {
            value: own.name.as_str(),
            label: &own.place,
        });
        (area_name(ctx, area.area), zones.collect::<Vec<_>>())
    });
    let areas: Vec<_> = areas.collect();
    let groups: Vec<_> = areas
        .iter()
        .map(|(label, choices)| ChoiceGroup { label, choices })
        .collect();
    let (label, hint) = (words.profile_time_zone(), words.profile_time_zone_hint());
    let select = ctx
        .select("time_zone", label, &choices)
        .groups(&groups)
        .chosen(chosen);
    out.write(ctx.elements().select(select.hint(hint).errors(errors)));
}

fn area_name<'a>(ctx: &'a RequestCtx, area: &'a str) -> &'a str {
    let words = ctx.messages().words();
    match area {
        "Africa" => words.profile_area_africa(),
        "America" => words.profile_area_america(),
        "Antarctica" => words.profile_area_antarctica(),
        "Arctic" => words.profile_area_arctic(),
        "Asia" => words.profile_area_asia(),
        "Atlantic" => words.profile_area_atlantic(),
        "Australia" => words.profile_area_australia(),
        "Europe" => words.profile_area_europe(),
        "Indian" => words.profile_area_indian(),
        "Pacific" => words.profile_area_pacific(),
        other => other,
    }
}

/// A page with one form to save, and a link to cancel.
fn editing(
    ctx: &RequestCtx,
    (title, lead): (&str, &str),
    path: &str,
    fields: Slot<'_>,
    errors: &FieldErrors,
) -> Page {
    let words = ctx.messages().words();
    let ui = ctx.elements();
    let (save, cancel) = (words.profile_save(), words.profile_cancel());
    let buttons = html! {
        (ui.link_button(&LinkButton::new(cancel, &ctx.back("/profile"), Weight::Quiet)))
        (ui.button(&Button::main(save)))
    };
    let form = ctx
        .form(path)
        .shape(FormShape::Body)
        .fields(fields)
        .buttons(buttons);
    let body = html! {
        (ui.head(&Head::new(title, lead).inside(ctx.is_fragment())))
        (ctx.error_summary(errors))
        (ui.card(&Card::of(Slot::of(&ui.form(&form)))))
    };
    Page::new(title, body).refused_if(errors)
}
